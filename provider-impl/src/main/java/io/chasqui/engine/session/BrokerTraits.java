package io.chasqui.engine.session;

/**
 * What a broker is and allows.
 *
 * @param brokerId tells brokers apart; the same after a restart where anything survives that
 * @param startId tells the starts of one broker apart
 * @param windowMessages how many messages of a session may be under way
 * @param windowBytes the same in bytes
 * @param maxMessageBytes the largest message it takes
 */
public record BrokerTraits(
        String brokerId, String startId, int windowMessages, long windowBytes, long maxMessageBytes) {

    /** What all connection IDs of this start begin with, and no others. */
    public String connectionIdPrefix() {
        return brokerId + '-' + startId;
    }
}
