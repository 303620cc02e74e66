package io.chasqui.engine.record;

import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The blocks of one ledger in delivery order, in memory or not. Owned with their ledger. */
final class Blocks {

    private final NavigableMap<Long, Block> byNumber = new TreeMap<>();

    /** The block of a slot. */
    @Nullable
    Block of(long slot) {
        return byNumber.get(Slot.block(slot));
    }

    /** The block of a slot, made if need be. */
    Block require(long slot) {
        return byNumber.computeIfAbsent(Slot.block(slot), Block::new);
    }

    @Nullable
    Block get(long number) {
        return byNumber.get(number);
    }

    void put(Block block) {
        byNumber.put(block.number, block);
    }

    @Nullable
    Block remove(long number) {
        return byNumber.remove(number);
    }

    /** Their numbers. */
    List<Long> numbers() {
        return List.copyOf(byNumber.keySet());
    }

    /** All of them, copied. */
    List<Block> all() {
        return List.copyOf(byNumber.values());
    }

    /** See {@link Ledger#next}. */
    long next(long from) {
        long end = Slot.laneStart(Slot.lane(from) + 1);
        for (Block block : byNumber.tailMap(Slot.block(from), true).values()) {
            long first = Slot.first(block.number);
            if (first >= end) {
                break;
            }
            long start = Math.max(first, from);
            if (!block.isInMemory()) {
                if (block.mayHaveFrom(Slot.index(start))) {
                    return start;
                }
                continue;
            }
            int index = nextIn(block, Slot.index(start));
            if (index >= 0) {
                return first + index;
            }
        }
        return Slot.NONE;
    }

    private static int nextIn(Block block, int from) {
        long[] positions = block.positions();
        for (int i = from; i < positions.length; i++) {
            if (positions[i] != 0) {
                return i;
            }
        }
        return -1;
    }

    /** See {@link Ledger#end}. */
    long end(int lane) {
        Long last = byNumber.lowerKey(Slot.block(Slot.laneStart(lane + 1)));
        return last == null || Slot.lane(Slot.first(last)) < lane ? Slot.laneStart(lane) : Slot.first(last + 1);
    }

    /** How many messages a lane has. */
    long sizeOf(int lane) {
        long messages = 0;
        for (Block block : ofLane(lane)) {
            messages += block.live;
        }
        return messages;
    }

    private Collection<Block> ofLane(int lane) {
        return byNumber.subMap(Slot.block(Slot.laneStart(lane)), Slot.block(Slot.laneStart(lane + 1)))
                .values();
    }

    /** See {@link Ledger#blockWithExpired}. */
    long withExpired(long nowMillis) {
        for (Block block : byNumber.values()) {
            if (block.firstExpiration <= nowMillis) {
                return block.number;
            }
        }
        return Slot.NONE;
    }
}
