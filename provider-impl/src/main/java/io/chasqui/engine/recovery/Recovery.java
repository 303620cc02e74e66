package io.chasqui.engine.recovery;

import io.chasqui.checkpoint.BlockKey;
import io.chasqui.checkpoint.CheckpointStore;
import io.chasqui.checkpoint.Table;
import io.chasqui.engine.record.BodyHolds;
import io.chasqui.engine.record.FactCodec;
import io.chasqui.engine.record.Ledgers;
import io.chasqui.engine.record.Ledgers.BlockName;
import io.chasqui.engine.record.Ledgers.InDoubt;
import io.chasqui.journal.Journal;
import io.chasqui.journal.Position;
import io.chasqui.journal.SegmentSummary;
import io.chasqui.journal.SegmentUsage;
import io.chasqui.message.MalformedBytesException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out what a broker knew when it ended, be it by a crash: a checkpoint, and what the journal has behind it. Stateless. */
public final class Recovery {

    private static final String ADVICE =
            ". Nothing was changed. If an older release of the broker is being started on this directory, start the newer"
                    + " one; otherwise restore the data directory from a backup, or export what can still be read and import"
                    + " it into a new one";

    private Recovery() {}

    /**
     * Loads a checkpoint and replays the journal onto it.
     *
     * @param store owned by the calling thread
     * @param usage empty; knows afterwards what is needed of each segment
     * @throws IOException when something cannot be read; the message is for the operator
     */
    public static Ledgers recover(CheckpointStore store, Journal journal, SegmentUsage usage) throws IOException {
        return recover(store, journal, usage, BodyHolds.NONE);
    }

    /** @param bodies knows afterwards which large bodies are needed */
    static Ledgers recover(CheckpointStore store, Journal journal, SegmentUsage usage, BodyHolds bodies)
            throws IOException {
        Ledgers ledgers = load(store, usage, bodies);
        long from = position(store);
        requireSegments(journal.segments(), from);
        journal.replay(from, (position, type, payload) -> {
            try {
                ledgers.apply(position, FactCodec.decode(payload));
            } catch (MalformedBytesException e) {
                throw new IOException(
                        "The journal's record in " + Position.describe(position) + " cannot be applied: "
                                + e.getMessage() + ADVICE,
                        e);
            }
        });
        ledgers.letGo();
        restoreTotals(store, usage);
        return ledgers;
    }

    /** Where the replay of the journal begins. */
    public static long position(CheckpointStore store) throws IOException {
        byte[] value = store.get(Table.META, StateLayout.POSITION);
        return value == null ? Position.START : StateLayout.decodePosition(value);
    }

    /** The state as the checkpoint has it. */
    public static Ledgers load(CheckpointStore store, SegmentUsage usage) throws IOException {
        return load(store, usage, BodyHolds.NONE);
    }

    private static Ledgers load(CheckpointStore store, SegmentUsage usage, BodyHolds bodies) throws IOException {
        Ledgers ledgers = new Ledgers(
                usage, bodies, block -> store.get(Table.INDEX, new BlockKey(block.ledger(), block.block())));
        try {
            loadDefinitions(store, ledgers);
            loadBlocks(store, ledgers);
            for (Entry<String> effect : entries(store, Table.EFFECT)) {
                ledgers.effects().restore(StateLayout.sessionOf(effect.key()), effect.value());
            }
            byte[] lastLedger = store.get(Table.META, StateLayout.LAST_LEDGER);
            if (lastLedger != null) {
                ledgers.noteLastId(StateLayout.decodeLastLedger(lastLedger));
            }
            byte[] branches = store.get(Table.META, StateLayout.BRANCHES);
            if (branches != null) {
                for (InDoubt branch : StateLayout.decodeBranches(branches)) {
                    ledgers.restoreInDoubt(branch);
                }
            }
        } catch (MalformedBytesException e) {
            throw new IOException("The checkpoint cannot be understood: " + e.getMessage() + ADVICE, e);
        }
        return ledgers;
    }

    /** An entry of a table, put aside so that whatever is thrown about it is not thrown through the store. */
    private record Entry<K>(K key, byte[] value) {}

    private static <K> List<Entry<K>> entries(CheckpointStore store, Table<K> table) throws IOException {
        List<Entry<K>> entries = new ArrayList<>();
        store.forEach(table, (key, value) -> entries.add(new Entry<>(key, value)));
        return entries;
    }

    private static void loadDefinitions(CheckpointStore store, Ledgers ledgers) throws IOException {
        List<Entry<Long>> found = entries(store, Table.DESTINATION);
        for (Entry<String> entry : entries(store, Table.SUBSCRIPTION)) {
            found.add(new Entry<>(idOf(entry.key()), entry.value()));
        }
        for (Entry<Long> entry : found) {
            ledgers.restore(entry.key(), StateLayout.decodeDefinition(entry.value()));
        }
    }

    private static long idOf(String key) throws MalformedBytesException {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException e) {
            throw new MalformedBytesException("a subscription has the number \"" + key + "\"");
        }
    }

    private static void loadBlocks(CheckpointStore store, Ledgers ledgers) throws IOException {
        List<BlockKey> keys = new ArrayList<>();
        store.forEachKey(Table.INDEX, keys::add);
        for (BlockKey key : keys) {
            byte[] value = store.get(Table.INDEX, key);
            if (value == null) {
                throw new IOException("the checkpoint lists block " + key + " and does not have it");
            }
            ledgers.restoreBlock(new BlockName(key.id(), key.block()), value);
        }
    }

    /** What is at or behind the position of a checkpoint was never freed. */
    private static void requireSegments(List<SegmentSummary> segments, long from) throws IOException {
        if (segments.isEmpty()) {
            return;
        }
        if (from == Position.START && segments.get(0).number() > 1) {
            throw new IOException("The checkpoint is lost: there is none, although segments of the journal before "
                    + segments.get(0).number() + " have been freed" + ADVICE);
        }
        Set<Long> present = segments.stream().map(SegmentSummary::number).collect(Collectors.toSet());
        long last = segments.get(segments.size() - 1).number();
        for (long number = Math.max(1, Position.segment(from)); number <= last; number++) {
            if (!present.contains(number)) {
                throw new IOException("The journal has no segment " + number
                        + ", which the checkpoint needs: it is to be replayed from " + Position.describe(from)
                        + ADVICE);
            }
        }
    }

    private static void restoreTotals(CheckpointStore store, SegmentUsage usage) throws IOException {
        byte[] segments = store.get(Table.META, StateLayout.SEGMENTS);
        if (segments != null) {
            for (Map.Entry<Long, Long> total :
                    StateLayout.decodeSegments(segments).entrySet()) {
                usage.restore(total.getKey(), total.getValue());
            }
        }
    }
}
