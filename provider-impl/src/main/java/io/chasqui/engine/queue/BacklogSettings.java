package io.chasqui.engine.queue;

/**
 * What all backlogs of a broker have in common.
 *
 * @param memory counts what they hold
 * @param destinationLimitBytes how much one backlog may hold before senders wait; 0 for no limit of its own
 * @param sendBlockMillis how long a sender that wants an answer waits for room before it is refused
 * @param maxDeliveries how often a message is delivered before it is buried; 0 for ever
 * @param deadLetters gets what is buried
 */
public record BacklogSettings(
        Memory memory, long destinationLimitBytes, long sendBlockMillis, int maxDeliveries, DeadLetters deadLetters) {

    /** The same for a backlog whose messages stay however often they are delivered. */
    public BacklogSettings withoutBurial() {
        return new BacklogSettings(memory, destinationLimitBytes, sendBlockMillis, 0, deadLetters);
    }
}
