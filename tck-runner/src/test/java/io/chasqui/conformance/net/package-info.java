/**
 * The conformance suite over the network: the same broker behind a socket. Start at {@link
 * io.chasqui.conformance.net.TcpProvider}.
 */
@NullMarked
package io.chasqui.conformance.net;

import org.jspecify.annotations.NullMarked;
