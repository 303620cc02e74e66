package io.chasqui.engine.record;

import io.chasqui.engine.effect.Effects;
import io.chasqui.engine.record.Fact.Changed;
import io.chasqui.engine.record.Fact.Closed;
import io.chasqui.engine.record.Fact.Counted;
import io.chasqui.engine.record.Fact.Moved;
import io.chasqui.engine.record.Fact.Opened;
import io.chasqui.engine.record.Fact.Prepared;
import io.chasqui.engine.record.Fact.Redelivered;
import io.chasqui.engine.record.Fact.RolledBack;
import io.chasqui.journal.SegmentUsage;
import io.chasqui.message.MessageId;
import io.chasqui.protocol.BranchId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All ledgers by their number, and the branches in doubt, while a broker starts: first {@linkplain #restore restored} from a
 * checkpoint, then changed by the facts that the journal has behind it. A checkpoint may have seen some of these already, so a
 * fact about a ledger that is not there, or is there already, changes nothing. Owned by the thread that recovers.
 */
public final class Ledgers {

    /** So many blocks may have been brought into memory before those that did not change are let go. */
    private static final int LOADED_BLOCKS = 1024;

    private final SegmentUsage usage;
    private final BodyHolds bodies;
    private final BlockSource source;
    private final Map<Long, Ledger> byId = new TreeMap<>();
    private final List<Ledger> ended = new ArrayList<>();
    private final List<BlockName> orphans = new ArrayList<>();
    private final Map<BranchId, Long> inDoubt = new LinkedHashMap<>();
    private final Map<Place, Long> delayed = new LinkedHashMap<>();
    private final Set<BlockName> loaded = new LinkedHashSet<>();
    private final Application application = new Application();
    private final Effects effects = new Effects(true);
    private long lastId;

    /** Names a block of a ledger. */
    public record BlockName(long ledger, long block) {}

    /** Reads a block from the checkpoint that the ledgers were restored from. */
    @FunctionalInterface
    public interface BlockSource {
        /** Null when there is none. */
        byte @Nullable [] read(BlockName name) throws IOException;
    }

    /**
     * A branch that is prepared and not decided.
     *
     * @param position where in the journal the {@link Prepared} fact is, which is retained
     */
    public record InDoubt(BranchId branch, long position) {}

    /** Sees a place whose message was delayed. */
    @FunctionalInterface
    public interface DelayedVisitor {
        /** @param due maybe long ago */
        void visit(Ledger ledger, long slot, long due);
    }

    /** Ledgers of messages none of which has a large body, or whose bodies are nobody's concern. */
    public Ledgers(SegmentUsage usage, BlockSource source) {
        this(usage, BodyHolds.NONE, source);
    }

    /**
     * @param usage is told which records of the journal are needed
     * @param bodies is told which large bodies are needed
     */
    public Ledgers(SegmentUsage usage, BodyHolds bodies, BlockSource source) {
        this.usage = usage;
        this.bodies = bodies;
        this.source = source;
    }

    // ------------------------------------------------------------------ what a checkpoint says

    /** The checkpoint has a ledger; before its blocks. */
    public void restore(long id, BacklogDefinition definition) {
        Ledger ledger = new Ledger(id, definition, usage, bodies);
        ledger.setDefined();
        byId.put(id, ledger);
        lastId = Math.max(lastId, id);
    }

    /** The checkpoint has a block; behind all ledgers. */
    public void restoreBlock(BlockName name, byte[] value) throws IOException {
        lastId = Math.max(lastId, name.ledger());
        Ledger ledger = byId.get(name.ledger());
        if (ledger == null) {
            orphans.add(name);
            return;
        }
        ledger.restore(name.block(), value, (slot, due) -> delayed.put(new Place(ledger.id(), slot), due));
    }

    /** The checkpoint says that this number was given to a ledger. */
    public void noteLastId(long id) {
        lastId = Math.max(lastId, id);
    }

    /** The checkpoint has a branch in doubt. */
    public void restoreInDoubt(InDoubt branch) {
        prepare(branch.branch(), branch.position());
    }

    // ------------------------------------------------------------------ what the journal says

    /**
     * Applies a fact.
     *
     * @param position of its record
     * @throws IOException when a block that it changes cannot be read
     */
    public void apply(long position, Fact fact) throws IOException {
        application.position = position;
        try {
            fact.dispatch(application);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (loaded.size() > LOADED_BLOCKS) {
            letGo();
        }
    }

    /** No fact follows: what has not changed leaves memory. */
    public void letGo() {
        for (BlockName name : loaded) {
            Ledger ledger = byId.get(name.ledger());
            if (ledger != null) {
                ledger.letGo(name.block());
            }
        }
        loaded.clear();
    }

    /** Applies one fact after the other. */
    private final class Application implements Fact.Handler {
        private long position;

        @Override
        public void onChanged(Changed fact) {
            arrive(fact.arrived());
            for (Place place : fact.removed()) {
                Ledger ledger = withBlock(place);
                if (ledger != null) {
                    ledger.remove(place.slot());
                    delayed.remove(place);
                }
            }
            BranchId committed = fact.committed();
            if (committed != null) {
                decide(committed);
            }
            note(fact.isSend() ? fact.arrived().get(0).message().identity() : fact.id());
        }

        private void note(@Nullable MessageId id) {
            if (id != null) {
                effects.note(id);
            }
        }

        private void arrive(List<Arrival> arrivals) {
            for (Arrival arrival : arrivals) {
                for (Place place : arrival.places()) {
                    Ledger ledger = withBlock(place);
                    if (ledger != null) {
                        ledger.put(place.slot(), position, arrival.message());
                        noteDelay(ledger, place);
                    }
                }
            }
        }

        private void noteDelay(Ledger ledger, Place place) {
            long due = ledger.due(place.slot());
            if (due != 0) {
                delayed.put(place, due);
            } else {
                delayed.remove(place);
            }
        }

        @Override
        public void onRedelivered(Redelivered fact) {
            for (Counted counted : fact.counted()) {
                Ledger ledger = withBlock(counted.place());
                if (ledger != null) {
                    ledger.count(counted.place().slot(), counted.deliveries());
                }
            }
        }

        @Override
        public void onPrepared(Prepared fact) {
            prepare(fact.branch(), position);
        }

        @Override
        public void onRolledBack(RolledBack fact) {
            decide(fact.branch());
        }

        @Override
        public void onOpened(Opened fact) {
            lastId = Math.max(lastId, fact.backlog());
            if (!byId.containsKey(fact.backlog())) {
                Ledger ledger = new Ledger(fact.backlog(), fact.definition(), usage, bodies);
                ledger.reportNew();
                byId.put(fact.backlog(), ledger);
            }
        }

        @Override
        public void onClosed(Closed fact) {
            Ledger ledger = byId.remove(fact.backlog());
            if (ledger != null) {
                ledger.close();
                for (long block : ledger.blocks()) {
                    load(ledger, block);
                    ledger.release(block);
                }
                ended.add(ledger);
                delayed.keySet().removeIf(place -> place.backlog() == ledger.id());
            }
        }

        @Override
        public void onMoved(Moved fact) {
            for (Arrival message : fact.messages()) {
                for (Place place : message.places()) {
                    Ledger ledger = withBlock(place);
                    if (ledger != null) {
                        ledger.move(place.slot(), position);
                    }
                }
            }
        }
    }

    private void prepare(BranchId branch, long position) {
        usage.retain(position);
        Long before = inDoubt.put(branch, position);
        if (before != null) {
            usage.release(before);
        }
    }

    private void decide(BranchId branch) {
        Long position = inDoubt.remove(branch);
        if (position != null) {
            usage.release(position);
        }
    }

    /** The ledger of a place with the place's block in memory; null when there is no such ledger. */
    private @Nullable Ledger withBlock(Place place) {
        Ledger ledger = byId.get(place.backlog());
        if (ledger != null && !ledger.isInMemory(place.slot())) {
            load(ledger, Slot.block(place.slot()));
        }
        return ledger;
    }

    private void load(Ledger ledger, long block) {
        BlockName name = new BlockName(ledger.id(), block);
        try {
            byte[] value = source.read(name);
            if (value == null) {
                throw new IOException(
                        "the checkpoint has no block " + block + " of " + ledger.definition() + " any more");
            }
            ledger.load(block, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        loaded.add(name);
    }

    // ------------------------------------------------------------------ what has come of it

    public @Nullable Ledger get(long id) {
        return byId.get(id);
    }

    /** The ledgers that there are, in the order in which they began. */
    public Collection<Ledger> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** Ledgers that have ended since the checkpoint, which is to forget their definitions and blocks. */
    public List<Ledger> ended() {
        return Collections.unmodifiableList(ended);
    }

    /** Blocks that the checkpoint has, of ledgers that it does not have. It is to forget them. */
    public List<BlockName> orphans() {
        return Collections.unmodifiableList(orphans);
    }

    /** The branches in doubt, in the order in which they were prepared. */
    public List<InDoubt> inDoubt() {
        List<InDoubt> branches = new ArrayList<>();
        inDoubt.forEach((branch, position) -> branches.add(new InDoubt(branch, position)));
        return branches;
    }

    /** Shows every place whose message was delayed when it was sent, due by now or not. */
    public void forEachDelayed(DelayedVisitor visitor) {
        delayed.forEach((place, due) -> {
            Ledger ledger = byId.get(place.backlog());
            if (ledger != null) {
                visitor.visit(ledger, place.slot(), due);
            }
        });
    }

    /** What sessions have done of late; a checkpoint is to be restored into it first. */
    public Effects effects() {
        return effects;
    }

    /** The highest number that any ledger is known to have had. */
    public long lastId() {
        return lastId;
    }
}
