package io.chasqui.api.broker;

import java.net.URI;
import java.util.List;

/**
 * Where a broker listens, and what it allows those who connect; immutable. Units, ranges, defaults and meanings stand in {@link
 * BrokerOptions}.
 *
 * @param listen the addresses, {@code tcp://HOST:PORT} or {@code tls://HOST:PORT}; port 0 takes any that is free
 * @param maxConnections how many connections there may be over the network; 0 for any number
 * @param idleMillis after how long without a sign of life a client counts as gone; 0 for never
 * @param handshakeMillis how long a client may take to say who it is
 * @param resumeMillis how long the state of a broken connection is kept for its client to come back
 * @param maxFrameBytes the longest frame; longer messages take several
 */
public record NetworkSettings(
        List<URI> listen,
        int maxConnections,
        int idleMillis,
        int handshakeMillis,
        int resumeMillis,
        int maxFrameBytes) {

    /** Where a broker listens that runs on its own and was told nothing else; free of registered uses. */
    public static final int DEFAULT_PORT = 7373;

    public NetworkSettings {
        listen = List.copyOf(listen);
    }
}
