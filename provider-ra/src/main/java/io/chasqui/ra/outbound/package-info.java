/**
 * Connections of applications: pooled, secured and enlisted by the application server (Jakarta Connectors 2.1, chapters 6 to
 * 8). The server makes {@link io.chasqui.ra.outbound.ChasquiManagedConnection}s through {@link
 * io.chasqui.ra.outbound.ChasquiManagedConnectionFactory}; applications hold handles.
 *
 * <pre>
 * ConnectionFactoryHandle        what applications look up
 *   └ ConnectionHandle           associated with a managed connection, or with none for a while
 *       └ SessionHandle          one at a time (Jakarta Messaging 3.1, 12.2)
 *           ├ ProducerHandle, ConsumerHandle, BrowserHandle
 *           └ ContextHandle      the same behind the simplified API
 * </pre>
 *
 * <p>Each managed connection has one XA session, which all handles on it share. What is done with it takes effect with the
 * branch it is in, and at once when it is in none: nobody asks whether there is a transaction somewhere. Handles below the
 * connection exist because a server may exchange the managed connection under them: they make what is beneath them anew.
 */
@NullMarked
package io.chasqui.ra.outbound;

import org.jspecify.annotations.NullMarked;
