/**
 * Messages to endpoints: what message-driven beans ask for, and how their messages get to them (Jakarta Connectors 2.1, chapter
 * 13). Only {@code io.chasqui.ra} uses this package, and application servers use {@link
 * io.chasqui.ra.inbound.ChasquiActivationSpec}.
 *
 * <pre>
 * Activations ── Activation ── ActiveEndpoints ── EndpointRunner ── Endpoint ── the bean
 *                (one bean)    (one connection)   (one session)     (one at a time)
 * </pre>
 *
 * <p>A message comes over the connection to a session, the session asks the server's work manager for a thread ({@link
 * io.chasqui.ra.inbound.EndpointThreads}), and there the runner decides whether the message has to wait, is a dead letter, or
 * goes to the endpoint. In a transaction of the server, {@code beforeDelivery} starts a branch on the session, which has the
 * message from then on; {@code afterDelivery} ends it. Start reading at {@link io.chasqui.ra.inbound.EndpointRunner}.
 */
@NullMarked
package io.chasqui.ra.inbound;

import org.jspecify.annotations.NullMarked;
