package io.chasqui.engine.record;

import io.chasqui.journal.Durability;
import io.chasqui.journal.Journal;
import io.chasqui.journal.SegmentUsage;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Destination;
import io.chasqui.message.MalformedBytesException;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the broker remembers, as its actors see it: a {@link Recorder} for each loop, and ledgers that begin and end. May be
 * used by any loop.
 */
public final class Records {

    private static final System.Logger LOG = System.getLogger(Records.class.getName());

    private final Journal journal;
    private final SegmentUsage usage;
    private final BodyHolds bodies;
    private final StateStorage storage;
    private final Function<Destination, Durability> durability;
    private final Map<EventLoop, Recorder> recorders = new IdentityHashMap<>();
    private final ConcurrentMap<Long, Kept> ledgers = new ConcurrentHashMap<>();
    private final AtomicLong lastLedger = new AtomicLong();

    /**
     * @param durability what is promised to senders to a destination, {@link Durability#FORCED} or
     *     {@link Durability#WRITTEN}
     */
    public Records(
            List<EventLoop> loops,
            Journal journal,
            SegmentUsage usage,
            BodyHolds bodies,
            StateStorage storage,
            Function<Destination, Durability> durability) {
        this.journal = journal;
        this.usage = usage;
        this.bodies = bodies;
        this.storage = storage;
        this.durability = durability;
        loops.forEach(loop -> recorders.put(loop, new Recorder(loop, journal)));
    }

    public Recorder at(EventLoop loop) {
        Recorder recorder = recorders.get(loop);
        if (recorder == null) {
            throw new IllegalArgumentException("nothing is recorded on this loop");
        }
        return recorder;
    }

    public ColdStorage cold() {
        return storage;
    }

    /** A ledger and the loop that owns it. */
    public record Kept(Ledger ledger, EventLoop loop) {}

    /** The ledger of this number, null when there is none (any more). */
    public @Nullable Kept find(long ledger) {
        return ledgers.get(ledger);
    }

    /** All ledgers there are. */
    public Collection<Kept> all() {
        return List.copyOf(ledgers.values());
    }

    /**
     * Sees to it that the definition of a ledger is in a checkpoint.
     *
     * @param answer told on that loop: null when it is, or why it is not
     */
    public void keepDefinition(Ledger ledger, EventLoop loop, Consumer<@Nullable String> answer) {
        storage.keepDefinition(ledger.id(), ledger.definition(), loop, answer);
    }

    public Durability durabilityOf(Destination destination) {
        return durability.apply(destination);
    }

    /** Whether the journal has stopped: whatever is to be recorded now fails at once, with its reason. */
    public boolean hasFailed() {
        return journal.failure() != null;
    }

    /** How many bytes wait to be written. */
    public long waitingBytes() {
        return journal.waitingBytes();
    }

    /** Recovery: a ledger that is there already. On its loop. */
    public void restore(EventLoop loop, Ledger ledger) {
        noteLastLedger(ledger.id());
        keep(loop, ledger);
    }

    /** Recovery: this number has been given to a ledger. */
    public void noteLastLedger(long id) {
        lastLedger.accumulateAndGet(id, Math::max);
    }

    private void keep(EventLoop loop, Ledger ledger) {
        ledgers.put(ledger.id(), new Kept(ledger, loop));
        at(loop).watch(ledger);
    }

    /**
     * Begins a ledger, which may be used at once: what is recorded of it comes behind its beginning. On that loop.
     *
     * @param outcome told when the beginning is recorded
     */
    public Ledger open(EventLoop loop, BacklogDefinition definition, Durability safe, Outcome outcome) {
        Ledger ledger = new Ledger(lastLedger.incrementAndGet(), definition, usage, bodies);
        keep(loop, ledger);
        at(loop).append(new Fact.Opened(ledger.id(), definition), safe, new Outcome() {
            @Override
            public void applied(long position) {
                ledger.reportNew();
                outcome.applied(position);
            }

            @Override
            public void failed(String reason) {
                outcome.failed(reason);
            }
        });
        return ledger;
    }

    /** Ends a ledger with everything in it. On its loop. */
    public void close(EventLoop loop, Ledger ledger, Durability safe, Outcome outcome) {
        at(loop).append(new Fact.Closed(ledger.id()), safe, new Outcome() {
            @Override
            public void applied(long position) {
                ledgers.remove(ledger.id());
                ledger.close();
                ledger.blocks().forEach(block -> release(loop, ledger, block));
                outcome.applied(position);
            }

            @Override
            public void failed(String reason) {
                outcome.failed(reason);
            }
        });
    }

    private void release(EventLoop loop, Ledger ledger, long block) {
        withBlock(loop, ledger, block, () -> ledger.release(block), () -> {});
    }

    /** The highest number that a ledger has, or had. */
    public long lastLedger() {
        return lastLedger.get();
    }

    /**
     * Runs a task on this loop with a block of a ledger in memory: at once when it is there.
     *
     * @param otherwise run instead when the block cannot be read; the log says why
     */
    public void withBlock(EventLoop loop, Ledger ledger, long block, Runnable task, Runnable otherwise) {
        if (ledger.isInMemory(Slot.first(block))) {
            task.run();
            return;
        }
        storage.readBlock(ledger.id(), block, loop, value -> {
            if (value == null) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "block {0} of {1} cannot be read from the checkpoint; its messages stay where they are",
                        block,
                        ledger.definition());
                otherwise.run();
                return;
            }
            try {
                ledger.load(block, value);
            } catch (MalformedBytesException e) {
                LOG.log(System.Logger.Level.ERROR, "block " + block + " of " + ledger.definition() + " is damaged", e);
                otherwise.run();
                return;
            }
            task.run();
            ledger.letGo(block);
        });
    }
}
