package io.chasqui.engine.inspection;

import io.chasqui.checkpoint.BlockKey;
import io.chasqui.checkpoint.Table;
import io.chasqui.engine.record.Arrival;
import io.chasqui.engine.record.BacklogDefinition.OfQueue;
import io.chasqui.engine.record.Fact;
import io.chasqui.engine.record.Fact.Changed;
import io.chasqui.engine.record.Fact.Moved;
import io.chasqui.engine.record.Fact.Opened;
import io.chasqui.engine.record.FactCodec;
import io.chasqui.engine.record.Ledger;
import io.chasqui.engine.record.Ledgers;
import io.chasqui.engine.record.Ledgers.BlockName;
import io.chasqui.engine.record.Place;
import io.chasqui.engine.record.Slot;
import io.chasqui.engine.recovery.Recovery;
import io.chasqui.journal.JournalCorruptException;
import io.chasqui.journal.Position;
import io.chasqui.journal.SegmentUsage;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.message.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a broker started on a data directory would know, as far as that can be read: like {@link Recovery}, but what is damaged
 * becomes a finding and the rest goes on. Owned by one thread.
 *
 * <p>Design note: without a checkpoint the beginning of older queues is lost with it. Their messages are not: a message names
 * its queue, so a place in an unknown ledger stands for that queue.
 */
final class Reconstruction {

    private final OfflineDirectory directory;
    private final SegmentUsage usage = new SegmentUsage();
    private final Ledgers ledgers;
    private final Map<Integer, Long> records = new TreeMap<>();
    private final TreeSet<Long> guessed = new TreeSet<>();
    private final Map<Long, String> unknown = new TreeMap<>();
    private boolean salvaging;
    private long from;
    private long end;

    /** Reads everything. */
    Reconstruction(OfflineDirectory directory) throws IOException {
        this.directory = directory;
        this.ledgers = load();
        this.end = directory.journal().scan(this::record, directory::add);
        ledgers.letGo();
        if (end < from) {
            directory.add(Finding.problem(
                    directory.journal().file(end),
                    0,
                    "the journal ends in " + Position.describe(end) + " although it had reached "
                            + Position.describe(from)));
        }
        reportOrphans();
        reportGuesses();
    }

    private Ledgers load() throws IOException {
        salvaging = directory.stateLost();
        try {
            from = Recovery.position(directory.store());
            requireSegments();
            return Recovery.load(directory.store(), usage);
        } catch (IOException e) {
            salvaging = true;
            from = Position.START;
            directory.add(Finding.problem(directory.statePath(), 0, String.valueOf(e.getMessage())));
            return new Ledgers(usage, block -> null);
        }
    }

    private void requireSegments() {
        TreeSet<Long> present = new TreeSet<>();
        directory.journal().segments().forEach(segment -> present.add(segment.number()));
        if (from != Position.START && !present.contains(Position.segment(from))) {
            directory.add(Finding.problem(
                    directory.journal().file(from),
                    0,
                    "the segment is missing although the checkpoint is to be completed from there on"));
        }
        if (from == Position.START && !present.isEmpty() && present.first() > 1 && !salvaging) {
            salvaging = true;
            directory.add(Finding.problem(
                    directory.statePath(),
                    0,
                    "there is no checkpoint although segments of the journal have been freed: it is lost"));
        }
    }

    private void record(long position, int type, ByteBuffer payload) {
        records.merge(type, 1L, Long::sum);
        try {
            Fact fact = FactCodec.decode(payload);
            if (fact.type() != type) {
                throw new MalformedBytesException("a fact of kind " + fact.type() + " in a record of type " + type);
            }
            if (position >= from) {
                apply(position, fact);
            }
        } catch (IOException e) {
            directory.add(Finding.problem(
                    directory.journal().file(position),
                    Position.offset(position),
                    "the record is whole and cannot be " + (position >= from ? "applied: " : "understood: ")
                            + e.getMessage()));
        }
    }

    private void apply(long position, Fact fact) throws IOException {
        if (!salvaging) {
            ledgers.apply(position, fact);
        } else if (fact instanceof Moved moved) {
            guess(position, moved.messages());
            ledgers.apply(position, new Changed(moved.messages(), List.of(), null));
        } else {
            if (fact instanceof Changed changed) {
                guess(position, changed.arrived());
            }
            ledgers.apply(position, fact);
        }
    }

    private void guess(long position, List<Arrival> arrivals) throws IOException {
        for (Arrival arrival : arrivals) {
            for (Place place : arrival.places()) {
                if (ledgers.get(place.backlog()) == null) {
                    guess(position, place, arrival.message());
                }
            }
        }
    }

    private void guess(long position, Place place, Message message) throws IOException {
        if (message.destination().isQueue()) {
            guessed.add(place.backlog());
            ledgers.apply(position, new Opened(place.backlog(), new OfQueue(message.destination())));
        } else {
            unknown.putIfAbsent(place.backlog(), message.destination().toString());
        }
    }

    private void reportOrphans() {
        List<BlockName> orphans = ledgers.orphans();
        if (!orphans.isEmpty()) {
            directory.add(new Finding(
                    false,
                    directory.statePath(),
                    0,
                    orphans.size() + " blocks of the checkpoint belong to queues or subscriptions that have ended",
                    "Nothing is to be done: the broker removes them when it has started."));
        }
    }

    private void reportGuesses() {
        for (long id : guessed) {
            directory.add(Finding.problem(
                    directory.statePath(),
                    0,
                    "ledger " + id + " is known from its messages alone, as "
                            + describe(id)
                            + "; messages in it may have been consumed already"));
        }
        unknown.forEach((id, topic) -> directory.add(Finding.problem(
                directory.statePath(),
                0,
                "the definition of ledger " + id + ", a durable subscription to " + topic
                        + ", is lost, and its messages are left out")));
    }

    private String describe(long id) {
        Ledger ledger = ledgers.get(id);
        return ledger == null ? "a queue that has ended" : ledger.definition().toString();
    }

    Ledgers ledgers() {
        return ledgers;
    }

    SegmentUsage usage() {
        return usage;
    }

    /** The journal is replayed from here. */
    long from() {
        return from;
    }

    /** Behind the last record of the journal. */
    long end() {
        return end;
    }

    /** How many records of each type the journal has. */
    Map<Integer, Long> records() {
        return records;
    }

    /** Takes each message of a ledger. */
    @FunctionalInterface
    interface MessageVisitor {
        /** @param message null when it cannot be read, which has become a finding */
        void visit(long slot, long position, @Nullable Message message) throws IOException;
    }

    /** Shows the messages of a ledger in the order of delivery. */
    void forEachMessage(Ledger ledger, MessageVisitor visitor) throws IOException {
        Map<Long, Lost> lost = new TreeMap<>();
        for (long block : ledger.blocks()) {
            if (bringBack(ledger, block)) {
                TreeMap<Long, Long> slots = new TreeMap<>();
                ledger.forEach(block, slots::put);
                for (Map.Entry<Long, Long> slot : slots.entrySet()) {
                    long position = slot.getValue();
                    visitor.visit(slot.getKey(), position, message(ledger, slot.getKey(), position, lost));
                }
                ledger.letGo(block);
            }
        }
        lost.values().forEach(each -> directory.add(each.finding(ledger)));
    }

    /** Messages of one ledger that cannot be read from one segment: one finding, however many they are. */
    private final class Lost {
        private final long slot;
        private final long position;
        private final String reason;
        private long messages;

        Lost(long slot, long position, String reason) {
            this.slot = slot;
            this.position = position;
            this.reason = reason;
        }

        Finding finding(Ledger ledger) {
            return Finding.problem(
                    directory.journal().file(position),
                    Position.offset(position),
                    messages + (messages == 1 ? " message of " : " messages of ") + ledger.definition()
                            + " cannot be read, the first is " + Slot.describe(slot) + ": " + reason);
        }
    }

    /** Whether a block is in memory now; why not, is a finding. */
    boolean bringBack(Ledger ledger, long block) {
        if (ledger.isInMemory(Slot.first(block))) {
            return true;
        }
        try {
            byte[] value = directory.store().get(Table.INDEX, new BlockKey(ledger.id(), block));
            if (value != null) {
                ledger.load(block, value);
                return true;
            }
            directory.add(Finding.problem(
                    directory.statePath(), 0, "block " + block + " of " + ledger.definition() + " is missing"));
        } catch (IOException e) {
            directory.add(Finding.problem(
                    directory.statePath(),
                    0,
                    "block " + block + " of " + ledger.definition() + " cannot be read: " + e.getMessage()));
        }
        return false;
    }

    private @Nullable Message message(Ledger ledger, long slot, long position, Map<Long, Lost> lost) {
        try {
            return FactCodec.messageAt(directory.journal().read(position), new Place(ledger.id(), slot));
        } catch (IOException e) {
            String reason =
                    e instanceof JournalCorruptException damage ? damage.found() : String.valueOf(e.getMessage());
            lost.computeIfAbsent(Position.segment(position), any -> new Lost(slot, position, reason)).messages++;
            return null;
        }
    }
}
