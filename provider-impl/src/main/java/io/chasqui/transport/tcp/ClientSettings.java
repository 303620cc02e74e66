package io.chasqui.transport.tcp;

/**
 * How a client connects, and connects again.
 *
 * @param link what holds for its link
 * @param connectMillis how long one attempt to connect may take, the handshake not counted
 * @param initialConnectMillis how long the first link is tried for, while no broker answers; 0 tries each address once
 * @param reconnectAttempts how often in a row a broken link is tried to be set up again; -1 for ever
 * @param reconnectDelayMillis the pause after the first attempt in vain; it doubles with each further one
 * @param reconnectMaxDelayMillis the longest pause
 * @param program name and version, for brokers' logs
 */
public record ClientSettings(
        LinkSettings link,
        int connectMillis,
        int initialConnectMillis,
        int reconnectAttempts,
        int reconnectDelayMillis,
        int reconnectMaxDelayMillis,
        String program) {}
