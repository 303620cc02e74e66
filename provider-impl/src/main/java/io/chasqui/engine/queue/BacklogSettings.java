package io.chasqui.engine.queue;

import io.chasqui.engine.record.Disk;
import io.chasqui.engine.record.Records;
import org.jspecify.annotations.Nullable;

/**
 * What all backlogs of a broker have in common.
 *
 * @param memory counts what they hold in memory
 * @param destinationLimitBytes how much one backlog may hold in memory; 0 for no limit of its own
 * @param overflow what happens at these limits
 * @param disk counts what is on the disk
 * @param sendBlockMillis how long a sender that wants an answer waits for room before it is refused
 * @param maxDeliveries how often a message is delivered before it is buried; 0 for ever
 * @param deadLetters gets what is buried
 * @param records what is to survive; null when nothing is
 */
public record BacklogSettings(
        Memory memory,
        long destinationLimitBytes,
        Overflow overflow,
        Disk disk,
        long sendBlockMillis,
        int maxDeliveries,
        DeadLetters deadLetters,
        @Nullable Records records) {

    /** Of a backlog that buries nothing: it is never asked to. */
    private static final DeadLetters STAYING = (entry, source) -> {
        throw new IllegalStateException("messages stay in " + source);
    };

    /** Settings of a broker that keeps everything in memory. */
    public static BacklogSettings inMemory(
            Memory memory,
            long destinationLimitBytes,
            long sendBlockMillis,
            int maxDeliveries,
            DeadLetters deadLetters) {
        return new BacklogSettings(
                memory,
                destinationLimitBytes,
                Overflow.BLOCK,
                new Disk(0),
                sendBlockMillis,
                maxDeliveries,
                deadLetters,
                null);
    }

    /** The same for a backlog whose messages stay however often they are delivered. */
    public BacklogSettings withoutBurial() {
        return new BacklogSettings(memory, destinationLimitBytes, overflow, disk, sendBlockMillis, 0, STAYING, records);
    }

    /** Whether an entry that comes back is to be buried. */
    boolean isDeadLetter(Entry entry) {
        return deadLetters != STAYING && (entry.hopeless || maxDeliveries > 0 && entry.deliveries >= maxDeliveries);
    }

    Records requireRecords() {
        if (records == null) {
            throw new IllegalStateException("this broker records nothing");
        }
        return records;
    }

    /** Whether recorded messages leave memory when there are too many. */
    boolean pages() {
        return overflow == Overflow.PAGE && records != null;
    }

    /** How much of a destination's limit is for what is not recorded, however much of the rest is in memory. */
    long reserveBytes() {
        return pages() ? destinationLimitBytes / 2 : 0;
    }

    /** How much of what is recorded as well one backlog may have in memory. */
    long shareBytes() {
        long share = memory.shareBytes();
        return destinationLimitBytes > 0 ? Math.min(share, destinationLimitBytes / 2) : share;
    }
}
