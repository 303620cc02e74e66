package io.chasqui.api.spi;

/**
 * How a client connects over a network, and connects again; immutable.
 *
 * @param connectTimeoutMillis how long one attempt to reach a broker may take, and the handshake after it again
 * @param initialConnectMillis how long the first connection is tried for while no broker answers; 0 tries each address once
 * @param reconnectAttempts how often in a row a broken connection is tried to be set up again; -1 for ever, 0 not at all
 * @param reconnectDelayMillis the pause after each address was tried once; it doubles each time
 * @param reconnectMaxDelayMillis the longest pause
 * @param idleMillis after how long without a sign of life the broker counts as gone; 0 for never
 * @param compressAboveBytes from which size on bodies are compressed; 0 for never
 */
public record ClientNetwork(
        int connectTimeoutMillis,
        int initialConnectMillis,
        int reconnectAttempts,
        int reconnectDelayMillis,
        int reconnectMaxDelayMillis,
        int idleMillis,
        int compressAboveBytes) {

    /** What holds when nothing is said. */
    public static final ClientNetwork DEFAULT = new ClientNetwork(10_000, 0, -1, 50, 5_000, 30_000, 0);
}
