package io.chasqui.engine.recovery;

import io.chasqui.checkpoint.BlockKey;
import io.chasqui.checkpoint.CheckpointException;
import io.chasqui.checkpoint.CheckpointStore;
import io.chasqui.checkpoint.Table;
import io.chasqui.engine.effect.EffectTables;
import io.chasqui.engine.effect.Effects;
import io.chasqui.engine.record.BacklogDefinition;
import io.chasqui.engine.record.Fact.Changed;
import io.chasqui.engine.record.FactCodec;
import io.chasqui.engine.record.Ledger;
import io.chasqui.engine.record.Ledgers.InDoubt;
import io.chasqui.engine.record.PreparedBranches;
import io.chasqui.engine.record.Records;
import io.chasqui.journal.AppendListener;
import io.chasqui.journal.Durability;
import io.chasqui.journal.JournalEntry;
import io.chasqui.journal.JournalFailedException;
import io.chasqui.loop.EventLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Writes checkpoints: collects what has changed on each loop, waits until the journal is on the disk up to there, stores it,
 * and has the segments freed that nobody needs any more. One checkpoint at a time. Owned by the state thread, except where a
 * method says otherwise.
 *
 * <p>Design note: the parts are collected at slightly different moments, and that does no harm: the position of the checkpoint
 * is the earliest of them, and replaying what a ledger has seen already leads to the same state.
 */
public final class Checkpointer {

    private static final System.Logger LOG = System.getLogger(Checkpointer.class.getName());

    /** How often it is looked whether the journal has grown. */
    private static final int LOOK_MILLIS = 50;

    /** How many segments it may begin before a checkpoint is written. */
    private static final int SEGMENTS = 1;

    private final Storage storage;
    private final Records records;
    private final List<EventLoop> loops;
    private final PreparedBranches prepared;
    private final EffectTables effects;
    private final Reclaim reclaim;
    private List<Runnable> waiting = new ArrayList<>();
    private List<Long> idleBodies = List.of();
    private boolean running;

    /** No checkpoint can be written any more. */
    private boolean failed;

    /** Nor does the journal take anything. */
    private boolean journalFailed;

    private long lastMillis;

    /** How many records the journal had after the last checkpoint. */
    private long lastRecords = -1;

    /**
     * @param loops the home loop first
     * @param prepared owned by the home loop
     * @param effects each table owned by its loop
     * @param position up to where the journal was applied when the broker started
     */
    public Checkpointer(
            Storage storage,
            Records records,
            List<EventLoop> loops,
            PreparedBranches prepared,
            EffectTables effects,
            long position) {
        this.effects = effects;
        this.storage = storage;
        this.records = records;
        this.loops = loops;
        this.prepared = prepared;
        this.reclaim = new Reclaim(storage, new Relocation(storage, records, loops.get(0), prepared), position);
    }

    /** What one loop has for a checkpoint. */
    private record Part(
            long position, List<Ledger.Changes> changes, List<Effects.Image> effects, List<InDoubt> branches) {}

    /**
     * Writes checkpoints from now on: so often while there is something to write, and whenever the journal has grown by a
     * few segments. Called once, on the home loop.
     */
    public void every(long millis) {
        EventLoop home = loops.get(0);
        long now = home.now();
        storage.stateThread().execute(() -> lastMillis = now);
        look(home, millis);
    }

    private void look(EventLoop home, long everyMillis) {
        home.schedule(Math.min(everyMillis, LOOK_MILLIS), () -> {
            long now = home.now();
            storage.stateThread().execute(() -> writeIfNeeded(now, everyMillis));
            look(home, everyMillis);
        });
    }

    private void writeIfNeeded(long now, long everyMillis) {
        boolean isTime = (now - lastMillis >= everyMillis || storage.disk().isWanted()) && hasWork();
        if (isTime || reclaim.segmentsSince() >= SEGMENTS) {
            lastMillis = now;
            begin();
        }
    }

    private boolean hasWork() {
        return storage.journal().counters().records() != lastRecords
                || reclaim.hasWork()
                || storage.bodies().hasIdle();
    }

    /**
     * Writes a checkpoint of what is there now. Any thread.
     *
     * @param done run on the state thread when that is done, or has failed
     */
    public void write(Runnable done) {
        storage.stateThread().execute(() -> {
            waiting.add(done);
            begin();
        });
    }

    private void begin() {
        if (running) {
            return;
        }
        List<Runnable> served = waiting;
        waiting = new ArrayList<>();
        if (failed && (journalFailed || !storage.bodies().hasIdle())) {
            served.forEach(Runnable::run);
            return;
        }
        running = true;
        idleBodies = storage.bodies().takeIdle();
        if (failed) {
            // A checkpoint of long ago and the whole journal do without these bodies, too.
            force(() -> finish(served), served);
        } else {
            survey(served);
        }
    }

    /** First asks how far every loop is, for what is without use by then may be freed after this checkpoint. */
    private void survey(List<Runnable> served) {
        AtomicLong applied = new AtomicLong(Long.MAX_VALUE);
        AtomicInteger left = new AtomicInteger(loops.size());
        for (EventLoop loop : loops) {
            loop.execute(() -> {
                applied.accumulateAndGet(records.at(loop).appliedPosition(), Math::min);
                if (left.decrementAndGet() == 0) {
                    storage.stateThread().execute(() -> {
                        reclaim.look(applied.get());
                        collect(served);
                    });
                }
            });
        }
    }

    private void collect(List<Runnable> served) {
        AtomicReferenceArray<Part> parts = new AtomicReferenceArray<>(loops.size());
        AtomicInteger left = new AtomicInteger(loops.size());
        for (int i = 0; i < loops.size(); i++) {
            int index = i;
            loops.get(i).execute(() -> {
                parts.set(index, collect(index));
                if (left.decrementAndGet() == 0) {
                    force(() -> store(parts, served), served);
                }
            });
        }
    }

    /** On the loop. */
    private Part collect(int index) {
        var recorder = records.at(loops.get(index));
        List<Ledger.Changes> changes = new ArrayList<>();
        for (Ledger ledger : recorder.takeChanged()) {
            changes.add(ledger.takeChanges());
        }
        return new Part(
                recorder.appliedPosition(),
                changes,
                effects.at(loops.get(index)).takeChanges(),
                index == 0 ? inDoubt() : List.of());
    }

    private List<InDoubt> inDoubt() {
        List<InDoubt> branches = new ArrayList<>();
        prepared.all().forEach((branch, position) -> branches.add(new InDoubt(branch, position)));
        return branches;
    }

    /** A checkpoint must not know what a power failure could take from the journal, nor may a body be missing then. Any thread. */
    private void force(Runnable then, List<Runnable> served) {
        Changed nothing = new Changed(List.of(), List.of(), null);
        storage.journal()
                .append(new JournalEntry(
                        nothing.type(), Durability.FORCED, FactCodec.encode(nothing), new AppendListener() {
                            @Override
                            public void appended(long position) {
                                storage.stateThread().execute(() -> {
                                    storage.bodies().delete(idleBodies);
                                    then.run();
                                });
                            }

                            @Override
                            public void failed(JournalFailedException reason) {
                                storage.stateThread().execute(() -> {
                                    failed = true;
                                    journalFailed = true;
                                    finish(served);
                                });
                            }
                        }));
    }

    private void store(AtomicReferenceArray<Part> parts, List<Runnable> served) {
        try {
            long position = Long.MAX_VALUE;
            for (int i = 0; i < parts.length(); i++) {
                position = Math.min(position, parts.get(i).position());
                put(parts.get(i).changes());
                putEffects(i, parts.get(i).effects());
            }
            putMeta(position, parts.get(0).branches());
            storage.state().commit();
            tellLoops(parts);
            lastRecords = storage.journal().counters().records();
            reclaim.stored(position);
        } catch (IOException | RuntimeException e) {
            failed = true;
            LOG.log(
                    System.Logger.Level.ERROR,
                    "no more checkpoints can be written; the journal has everything, but grows until the broker is"
                            + " restarted",
                    e);
        }
        finish(served);
    }

    private void putMeta(long position, List<InDoubt> branches) throws CheckpointException {
        CheckpointStore state = storage.state();
        state.put(Table.META, StateLayout.BRANCHES, StateLayout.encodeBranches(branches));
        state.put(
                Table.META,
                StateLayout.SEGMENTS,
                StateLayout.encodeSegments(storage.usage().totals()));
        state.put(Table.META, StateLayout.LAST_LEDGER, StateLayout.encodeLastLedger(records.lastLedger()));
        state.put(Table.META, StateLayout.POSITION, StateLayout.encodePosition(position));
    }

    /** Puts the definition of a ledger into its table. */
    static void putDefinition(CheckpointStore state, long ledger, BacklogDefinition definition)
            throws CheckpointException {
        byte[] value = StateLayout.encodeDefinition(definition);
        if (definition instanceof BacklogDefinition.OfQueue) {
            state.put(Table.DESTINATION, ledger, value);
        } else {
            state.put(Table.SUBSCRIPTION, Long.toString(ledger), value);
        }
    }

    /** The checkpoint has nothing of a ledger any more but blocks, which are removed by themselves. */
    static void removeDefinition(CheckpointStore state, long ledger) throws CheckpointException {
        state.remove(Table.DESTINATION, ledger);
        state.remove(Table.SUBSCRIPTION, Long.toString(ledger));
    }

    private void put(List<Ledger.Changes> all) throws CheckpointException {
        CheckpointStore state = storage.state();
        for (Ledger.Changes changes : all) {
            long id = changes.ledger().id();
            if (changes.define()) {
                putDefinition(state, id, changes.ledger().definition());
            }
            for (Ledger.BlockImage image : changes.blocks()) {
                BlockKey key = new BlockKey(id, image.number());
                if (image.value() == null) {
                    state.remove(Table.INDEX, key);
                } else {
                    state.put(Table.INDEX, key, image.value());
                }
            }
            if (changes.remove()) {
                removeDefinition(state, id);
            }
        }
    }

    private void putEffects(int loop, List<Effects.Image> images) throws CheckpointException {
        for (Effects.Image image : images) {
            String key = StateLayout.effectKey(loop, image.prefix());
            if (image.value() == null) {
                storage.state().remove(Table.EFFECT, key);
            } else {
                storage.state().put(Table.EFFECT, key, image.value());
            }
        }
    }

    private void tellLoops(AtomicReferenceArray<Part> parts) {
        for (int i = 0; i < loops.size(); i++) {
            List<Ledger.Changes> changes = parts.get(i).changes();
            if (!changes.isEmpty()) {
                loops.get(i).execute(() -> changes.forEach(each -> each.ledger().stored(each)));
            }
        }
    }

    private void finish(List<Runnable> served) {
        running = false;
        served.forEach(Runnable::run);
        if (!waiting.isEmpty()) {
            begin();
        }
    }
}
