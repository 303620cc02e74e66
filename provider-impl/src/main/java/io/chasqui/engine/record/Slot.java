package io.chasqui.engine.record;

/**
 * Where a message stands in its backlog, as a number: slots in ascending order are messages in delivery order. The upper
 * bits are the lane, 0 for priority 9 to 9 for priority 0; the lower ones a sequence number that grows along the backlog.
 */
public final class Slot {

    /** How many slots share a block. */
    public static final int BLOCK_SLOTS = 1024;

    public static final int LANES = 10;

    /** No slot: the message is not in any ledger. */
    public static final long NONE = -1;

    private static final int BLOCK_BITS = 10;
    private static final int LANE_SHIFT = 56;
    private static final int HIGHEST_PRIORITY = LANES - 1;
    private static final long SEQUENCE_MASK = (1L << LANE_SHIFT) - 1;

    private Slot() {}

    public static long of(int priority, long sequence) {
        return (long) (HIGHEST_PRIORITY - priority) << LANE_SHIFT | sequence;
    }

    /** 0 to 9. */
    public static int lane(long slot) {
        return (int) (slot >>> LANE_SHIFT);
    }

    /** The first slot a lane could have. */
    public static long laneStart(int lane) {
        return (long) lane << LANE_SHIFT;
    }

    public static int priority(long slot) {
        return HIGHEST_PRIORITY - lane(slot);
    }

    public static long sequence(long slot) {
        return slot & SEQUENCE_MASK;
    }

    /** The number of the block that has the slot. */
    public static long block(long slot) {
        return slot >>> BLOCK_BITS;
    }

    /** The slot's place in its block. */
    static int index(long slot) {
        return (int) slot & BLOCK_SLOTS - 1;
    }

    /** The first slot of a block. */
    public static long first(long block) {
        return block << BLOCK_BITS;
    }

    /** For people: {@code 4711 of priority 4}. */
    public static String describe(long slot) {
        return sequence(slot) + " of priority " + priority(slot);
    }
}
