package io.chasqui.engine.record;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger knows of {@value Slot#BLOCK_SLOTS} neighbouring slots. It is in memory while something of it changes or is
 * looked at; otherwise its content is in the checkpoint alone. Owned with its ledger.
 */
final class Block {

    private static final int FEWEST = 16;
    private static final int GROWTH = 4;

    final long number;

    /** How many of its slots hold a message. */
    int live;

    /** While it is not in memory: the index of its last slot that holds a message. */
    private int last = Slot.BLOCK_SLOTS;

    /** The earliest time at which one of its messages expires; {@link Long#MAX_VALUE} for never. May be too early. */
    long firstExpiration = Long.MAX_VALUE;

    /** Where the messages are in the journal, by index of the slot; 0 for no message. Null while not in memory. */
    long @Nullable [] positions = new long[FEWEST];

    /** How often each was delivered in vain; null while none was. */
    int @Nullable [] deliveries;

    /** When each is due that is delayed; null while none is. */
    long @Nullable [] due;

    /** The files of large bodies, by index of the slot; null while none has one. */
    @Nullable
    Map<Integer, Long> bodies;

    /** Bits of the slots whose messages are in memory, and how many; they keep the block in memory. */
    private long @Nullable [] held;

    int heldCount;

    /** How many are looking at it just now; they keep it in memory too. */
    int pins;

    /** It has changed since it was last put into a checkpoint. */
    boolean dirty;

    /** A checkpoint has it, be it of now or of earlier. */
    boolean stored;

    /** It is being put into a checkpoint that is not there yet. */
    boolean underWay;

    Block(long number) {
        this.number = number;
    }

    boolean isInMemory() {
        return positions != null;
    }

    /** Whether its content can be had again from the checkpoint, and nobody needs it now. */
    boolean canLeaveMemory() {
        return stored && !dirty && !underWay && heldCount == 0 && pins == 0;
    }

    void leaveMemory() {
        if (!isInMemory()) {
            return;
        }
        last = positions().length - 1;
        while (last >= 0 && position(last) == 0) {
            last--;
        }
        positions = null;
        deliveries = null;
        due = null;
        bodies = null;
        held = null;
    }

    /** Whether a slot from this index on may hold a message, for a block that is not in memory. */
    boolean mayHaveFrom(int index) {
        return index <= last;
    }

    long[] positions() {
        if (positions == null) {
            throw new IllegalStateException("block " + number + " is not in memory");
        }
        return positions;
    }

    /** 0 when there is no message. */
    long position(int index) {
        long[] all = positions();
        return index < all.length ? all[index] : 0;
    }

    void setPosition(int index, long position) {
        long[] all = positions();
        if (index >= all.length) {
            all = Arrays.copyOf(all, sizeFor(index));
            positions = all;
        }
        all[index] = position;
    }

    private static int sizeFor(int index) {
        int size = FEWEST;
        while (size <= index) {
            size *= GROWTH;
        }
        return Math.min(size, Slot.BLOCK_SLOTS);
    }

    int deliveries(int index) {
        return deliveries == null ? 0 : deliveries[index];
    }

    void setDeliveries(int index, int count) {
        if (deliveries == null && count != 0) {
            deliveries = new int[Slot.BLOCK_SLOTS];
        }
        if (deliveries != null) {
            deliveries[index] = count;
        }
    }

    long due(int index) {
        return due == null ? 0 : due[index];
    }

    void setDue(int index, long time) {
        if (due == null && time != 0) {
            due = new long[Slot.BLOCK_SLOTS];
        }
        if (due != null) {
            due[index] = time;
        }
    }

    /** The file of the body of a slot's message, 0 for none. */
    long body(int index) {
        Long body = bodies == null ? null : bodies.get(index);
        return body == null ? 0 : body;
    }

    /** @param body 0 for none */
    void setBody(int index, long body) {
        if (body != 0) {
            if (bodies == null) {
                bodies = new TreeMap<>();
            }
            bodies.put(index, body);
        } else if (bodies != null) {
            bodies.remove(index);
        }
    }

    boolean isHeld(int index) {
        return held != null && (held[index >> 6] & 1L << index) != 0;
    }

    /** Returns whether that changes anything. */
    boolean setHeld(int index, boolean value) {
        if (isHeld(index) == value) {
            return false;
        }
        if (held == null) {
            held = new long[Slot.BLOCK_SLOTS / Long.SIZE];
        }
        held[index >> 6] ^= 1L << index;
        heldCount += value ? 1 : -1;
        return true;
    }
}
