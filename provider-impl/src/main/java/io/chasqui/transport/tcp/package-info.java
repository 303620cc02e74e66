/**
 * Links over sockets: the broker's end and the client's. A link outlives its sockets: when one breaks, the client opens
 * another and both ends go on where they were. Start at {@link io.chasqui.transport.tcp.TcpServer} and {@link
 * io.chasqui.transport.tcp.TcpBroker}; what both share is {@link io.chasqui.transport.tcp.LinkStream}.
 */
@NullMarked
package io.chasqui.transport.tcp;

import org.jspecify.annotations.NullMarked;
