package io.chasqui.engine.record;

import io.chasqui.journal.SegmentUsage;
import io.chasqui.message.Body;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is durable of one backlog: which slots hold a message, where that is in the journal, how often it was delivered in
 * vain, and when it is due. Owned by the backlog's loop; before the engine runs, by the thread that recovers.
 *
 * <p>Its blocks leave memory when a checkpoint has them and nobody needs them. Whoever changes or reads a slot sees to it
 * that its block is in memory: slots whose message is {@linkplain #hold held} keep theirs there, for others see {@link
 * #isInMemory} and {@link #load}.
 */
public final class Ledger {

    private final long id;
    private final BacklogDefinition definition;
    private final SegmentUsage usage;
    private final BodyHolds bodies;
    private final Blocks blocks = new Blocks();
    private final List<Block> dirty = new ArrayList<>();

    /** Blocks that a checkpoint has and that are empty by now. */
    private final List<Long> emptied = new ArrayList<>();

    private Consumer<Ledger> onDirty = ledger -> {};
    private boolean reported;
    /** By lane: the block that messages come to, which stays in memory. */
    private final long[] tails = new long[Slot.LANES];

    private long size;
    private long lastSequence;
    private boolean closed;

    /** Its beginning has been recorded, in this life of the broker or in the replayed part of an earlier one. */
    private boolean begun;

    /** A checkpoint has its definition. */
    private boolean defined;

    /** A ledger of messages none of which has a large body. */
    public Ledger(long id, BacklogDefinition definition, SegmentUsage usage) {
        this(id, definition, usage, BodyHolds.NONE);
    }

    /**
     * @param usage is told which records of the journal are needed
     * @param bodies is told which large bodies are needed
     */
    public Ledger(long id, BacklogDefinition definition, SegmentUsage usage, BodyHolds bodies) {
        this.id = id;
        this.definition = definition;
        this.usage = usage;
        this.bodies = bodies;
    }

    public long id() {
        return id;
    }

    public BacklogDefinition definition() {
        return definition;
    }

    /** How many messages it has. */
    public long size() {
        return size;
    }

    public boolean isClosed() {
        return closed;
    }

    /** What to do when something has changed since the last {@link #takeChanges}. */
    public void onDirty(Consumer<Ledger> task) {
        onDirty = task;
        reported = false;
        if (closed || begun && !defined || !dirty.isEmpty() || !emptied.isEmpty()) {
            report();
        }
    }

    /** It has begun, which a checkpoint has to know even if it stays empty. */
    void reportNew() {
        begun = true;
        report();
    }

    private void report() {
        if (!reported) {
            reported = true;
            onDirty.accept(this);
        }
    }

    // ------------------------------------------------------------------ changes, each of which may be repeated

    /** A message has come. */
    public void put(long slot, long position, Message message) {
        if (closed) {
            return;
        }
        Block block = blocks.require(slot);
        int index = Slot.index(slot);
        setPosition(block, index, position);
        block.setDeliveries(index, 0);
        block.setDue(index, isDelayed(message) ? message.deliveryTime() : 0);
        Body.Stored body = message.largeBody();
        setBody(block, index, body == null ? 0 : body.id());
        if (message.expiration() != 0) {
            block.firstExpiration = Math.min(block.firstExpiration, message.expiration());
        }
        lastSequence = Math.max(lastSequence, Slot.sequence(slot));
        touch(block);
    }

    private static boolean isDelayed(Message message) {
        return message.deliveryTime() > message.timestamp();
    }

    /** @param body 0 for none */
    private void setBody(Block block, int index, long body) {
        long before = block.body(index);
        if (before != body) {
            if (body != 0) {
                bodies.retain(body);
            }
            block.setBody(index, body);
            if (before != 0) {
                bodies.release(before);
            }
        }
    }

    private void setPosition(Block block, int index, long position) {
        long before = block.position(index);
        if (before != 0) {
            usage.release(before);
        } else {
            block.live++;
            size++;
        }
        usage.retain(position);
        block.setPosition(index, position);
    }

    /** A message has gone. */
    public void remove(long slot) {
        Block block = blocks.of(slot);
        int index = Slot.index(slot);
        if (block == null || block.position(index) == 0) {
            return;
        }
        usage.release(block.position(index));
        block.setPosition(index, 0);
        block.setDeliveries(index, 0);
        block.setDue(index, 0);
        setBody(block, index, 0);
        block.setHeld(index, false);
        size--;
        if (--block.live == 0 && block.pins == 0) {
            drop(block);
        } else {
            touch(block);
        }
    }

    private void drop(Block block) {
        blocks.remove(block.number);
        dirty.remove(block);
        if (block.stored || block.underWay) {
            emptied.add(block.number);
            report();
        }
    }

    /** A message was delivered in vain so many times. */
    public void count(long slot, int deliveries) {
        Block block = blocks.of(slot);
        int index = Slot.index(slot);
        if (block != null && block.position(index) != 0) {
            block.setDeliveries(index, deliveries);
            touch(block);
        }
    }

    /** A message was written again elsewhere. Nothing happens when it has gone. */
    public void move(long slot, long position) {
        Block block = blocks.of(slot);
        int index = Slot.index(slot);
        if (block != null && block.position(index) != 0) {
            setPosition(block, index, position);
            touch(block);
        }
    }

    /** What is left of a closed ledger waits to be released, and no checkpoint is to have it. */
    private void touch(Block block) {
        if (!block.dirty && !closed) {
            block.dirty = true;
            dirty.add(block);
            report();
        }
    }

    // ------------------------------------------------------------------ looking

    /** Whether the slot's block can be looked at; also when there is none. */
    public boolean isInMemory(long slot) {
        Block block = blocks.of(slot);
        return block == null || block.isInMemory();
    }

    /** Where the message of a slot is in the journal; 0 when there is none. */
    public long position(long slot) {
        Block block = blocks.of(slot);
        return block == null ? 0 : block.position(Slot.index(slot));
    }

    public int deliveries(long slot) {
        Block block = blocks.of(slot);
        return block == null ? 0 : block.deliveries(Slot.index(slot));
    }

    /** When the message of a slot is due, 0 when it never was delayed. */
    public long due(long slot) {
        Block block = blocks.of(slot);
        return block == null ? 0 : block.due(Slot.index(slot));
    }

    /** The time of a delayed message, whose block is in memory, has come: it is as any other from now on. */
    public void clearDue(long slot) {
        Block block = blocks.of(slot);
        if (block != null && block.due(Slot.index(slot)) != 0) {
            block.setDue(Slot.index(slot), 0);
            touch(block);
        }
    }

    /** Whether the message of a slot is in memory. */
    public boolean isHeld(long slot) {
        Block block = blocks.of(slot);
        return block != null && block.isHeld(Slot.index(slot));
    }

    /** The message of a slot is in memory from now on, and the block with it; or no longer. */
    public void hold(long slot, boolean held) {
        Block block = blocks.of(slot);
        if (block != null) {
            block.setHeld(Slot.index(slot), held);
        }
    }

    /**
     * The next slot from this one on, in the same lane, that may hold a message: one that does, or the first of a block that
     * is not in memory. {@link Slot#NONE} when there is none.
     */
    public long next(long from) {
        return blocks.next(from);
    }

    /** Behind the last slot that a lane has or could soon have: the end of its last block. */
    public long end(int lane) {
        return blocks.end(lane);
    }

    /** How many messages a lane has. */
    public long sizeOf(int lane) {
        return blocks.sizeOf(lane);
    }

    /** The highest sequence number that any message had. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Shows each message of a block that is in memory. */
    public void forEach(long block, SlotVisitor visitor) {
        Block found = blocks.get(block);
        if (found != null) {
            long[] positions = found.positions();
            for (int i = 0; i < positions.length; i++) {
                if (positions[i] != 0) {
                    visitor.visit(Slot.first(block) + i, positions[i]);
                }
            }
        }
    }

    /** Sees a slot and where its message is in the journal. */
    @FunctionalInterface
    public interface SlotVisitor {
        void visit(long slot, long position);
    }

    /** The numbers of its blocks, in order. */
    public List<Long> blocks() {
        return blocks.numbers();
    }

    // ------------------------------------------------------------------ blocks that come and go

    /** A checkpoint has its definition already. */
    public void setDefined() {
        defined = true;
    }

    /**
     * Recovery: a checkpoint has this block. The journal's records it needs are retained.
     *
     * @param delayed is shown each slot whose message was delayed, and when that is due
     */
    public void restore(long number, byte[] value, SlotVisitor delayed) throws MalformedBytesException {
        Block block = new Block(number);
        BlockCodec.decode(value, block);
        block.stored = true;
        blocks.put(block);
        size += block.live;
        forEach(number, (slot, position) -> {
            usage.retain(position);
            lastSequence = Math.max(lastSequence, Slot.sequence(slot));
            if (due(slot) != 0) {
                delayed.visit(slot, due(slot));
            }
        });
        if (block.bodies != null) {
            block.bodies.values().forEach(bodies::retain);
        }
        letGo(number);
    }

    /** Brings back a block that had left memory. Harmless when it is there, or gone. */
    public void load(long number, byte[] value) throws MalformedBytesException {
        Block block = blocks.get(number);
        if (block != null && !block.isInMemory()) {
            BlockCodec.decode(value, block);
        }
    }

    /** Whether a message can be given this slot: its block is in memory, or is new. */
    public boolean canExpect(long slot) {
        return isInMemory(slot);
    }

    /** A message is on its way to this slot, see {@link #canExpect}; told to {@link #unpin} when it is there or given up. */
    public void expect(long slot) {
        Block block = blocks.require(slot);
        block.pins++;
        tails[Slot.lane(slot)] = Math.max(tails[Slot.lane(slot)], block.number);
    }

    /** Somebody looks at the block of a slot, which is in memory and stays there until {@link #unpin}. */
    public void pin(long slot) {
        Block block = blocks.of(slot);
        if (block != null) {
            block.pins++;
        }
    }

    public void unpin(long slot) {
        Block block = blocks.of(slot);
        if (block != null) {
            block.pins--;
            if (block.live == 0 && block.pins == 0) {
                drop(block);
            } else {
                letGo(block.number);
            }
        }
    }

    /** A block that is said to have an expired message; {@link Slot#NONE} when there is none. */
    public long blockWithExpired(long nowMillis) {
        return blocks.withExpired(nowMillis);
    }

    /** Corrects what is known of the expirations in a block. */
    public void setFirstExpiration(long number, long time) {
        Block block = blocks.get(number);
        if (block != null) {
            block.firstExpiration = time;
        }
    }

    /** Nobody looks at this block for now: it leaves memory if it can. */
    public void letGo(long number) {
        Block block = blocks.get(number);
        if (block != null && block.canLeaveMemory() && number != tails[Slot.lane(Slot.first(number))]) {
            block.leaveMemory();
        }
    }

    // ------------------------------------------------------------------ checkpoints

    /**
     * A block as a checkpoint is to have it.
     *
     * @param value null when it is gone
     */
    public record BlockImage(long number, byte @Nullable [] value) {}

    /**
     * What a checkpoint is to change.
     *
     * @param define it does not have the definition yet
     * @param remove the backlog has ended: it is to have no definition any more
     */
    public record Changes(Ledger ledger, boolean define, boolean remove, List<BlockImage> blocks) {}

    /** What has changed since this was called last; tell {@link #stored} when a checkpoint has it. */
    public Changes takeChanges() {
        boolean define = !defined && !closed;
        defined = true;
        return new Changes(this, define, closed, takeImages());
    }

    private List<BlockImage> takeImages() {
        reported = false;
        List<BlockImage> images = new ArrayList<>(dirty.size() + emptied.size());
        for (Long number : emptied) {
            Block block = blocks.get(number);
            if (block == null || !block.dirty) {
                images.add(new BlockImage(number, null));
            }
        }
        for (Block block : dirty) {
            images.add(new BlockImage(block.number, BlockCodec.encode(block)));
            block.dirty = false;
            block.underWay = true;
        }
        emptied.clear();
        dirty.clear();
        return images;
    }

    /** A checkpoint has these changes now. */
    public void stored(Changes changes) {
        for (BlockImage change : changes.blocks()) {
            Block block = blocks.get(change.number());
            if (block != null && change.value() != null) {
                block.stored = true;
                block.underWay = false;
                letGo(change.number());
            }
        }
    }

    // ------------------------------------------------------------------ the end

    /** The backlog has ended. What is in memory is released; {@link #blocks} tells what is left, for {@link #release}. */
    public void close() {
        closed = true;
        dirty.clear();
        report();
        for (Block block : blocks.all()) {
            if (block.isInMemory()) {
                release(block.number);
            }
        }
    }

    /** Releases what a block of a closed ledger, which is in memory, needed of the journal, and forgets it. */
    public void release(long number) {
        Block block = blocks.remove(number);
        if (block != null) {
            for (long position : block.positions()) {
                if (position != 0) {
                    usage.release(position);
                    size--;
                }
            }
            if (block.bodies != null) {
                block.bodies.values().forEach(bodies::release);
            }
            if (block.stored || block.underWay) {
                emptied.add(number);
                report();
            }
        }
    }
}
