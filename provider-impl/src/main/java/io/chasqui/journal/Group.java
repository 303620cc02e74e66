package io.chasqui.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The records that share one write and one force, and whose listeners are told in their order. Belongs to the writer. */
final class Group {

    private static final Logger LOG = System.getLogger(Group.class.getName());
    private static final int INITIAL = 64;

    private @Nullable JournalEntry[] entries = new JournalEntry[INITIAL];
    private long[] positions = new long[INITIAL];
    private int size;
    private int told;
    private int firstForced;
    private long bytes;

    void clear() {
        Arrays.fill(entries, 0, size, null);
        size = 0;
        told = 0;
        firstForced = Integer.MAX_VALUE;
        bytes = 0;
    }

    /** Adds an entry before it gets its position, so that it is told if that fails. */
    void add(JournalEntry entry) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, size * 2);
            positions = Arrays.copyOf(positions, size * 2);
        }
        if (entry.durability() == Durability.FORCED) {
            firstForced = Math.min(firstForced, size);
        }
        entries[size++] = entry;
        bytes += RecordFormat.sizeOf(entry.payloadBytes());
    }

    void setLastPosition(long position) {
        positions[size - 1] = position;
    }

    int records() {
        return size;
    }

    long bytes() {
        return bytes;
    }

    boolean needsForce() {
        return firstForced < size;
    }

    /** The group is written: tells those that asked for no more and wait for nobody before them. */
    void written() {
        tell(Math.min(size, firstForced));
    }

    /** The group is as durable as it was to be. */
    void done() {
        tell(size);
    }

    private void tell(int end) {
        while (told < end) {
            JournalEntry entry = entries[told];
            long position = positions[told++];
            try {
                entry.listener().appended(position);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "A listener of the journal failed for " + Position.describe(position), e);
            }
        }
    }

    /** Tells those not told yet. */
    void failed(JournalFailedException reason) {
        while (told < size) {
            fail(entries[told++], reason);
        }
    }

    static void fail(JournalEntry entry, JournalFailedException reason) {
        try {
            entry.listener().failed(reason);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "A listener of the journal failed while it was told of a failure", e);
        }
    }
}
