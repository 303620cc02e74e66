package io.chasqui.engine.session;

/**
 * What a broker is and allows.
 *
 * @param brokerId tells brokers apart, and stays the same when one with a data directory is started again
 * @param run tells the runs of one broker apart; empty when its ID does
 * @param windowMessages how many messages of a session may be under way
 * @param windowBytes the same in bytes
 * @param maxMessageBytes the largest message it takes
 */
public record BrokerTraits(String brokerId, String run, int windowMessages, long windowBytes, long maxMessageBytes) {

    /** Of a broker whose ID is new each time. */
    public BrokerTraits(String brokerId, int windowMessages, long windowBytes, long maxMessageBytes) {
        this(brokerId, "", windowMessages, windowBytes, maxMessageBytes);
    }
}
