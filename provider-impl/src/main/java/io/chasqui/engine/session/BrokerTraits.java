package io.chasqui.engine.session;

/**
 * What a broker is and allows.
 *
 * @param brokerId tells brokers apart
 * @param windowMessages how many messages of a session may be under way
 * @param windowBytes the same in bytes
 * @param maxMessageBytes the largest message it takes
 */
public record BrokerTraits(String brokerId, int windowMessages, long windowBytes, long maxMessageBytes) {}
