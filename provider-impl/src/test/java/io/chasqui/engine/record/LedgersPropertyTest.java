package io.chasqui.engine.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.chasqui.engine.effect.Effects;
import io.chasqui.engine.record.BacklogDefinition.OfQueue;
import io.chasqui.engine.record.Ledger.BlockImage;
import io.chasqui.engine.record.Ledger.Changes;
import io.chasqui.engine.record.Ledgers.BlockName;
import io.chasqui.engine.record.Ledgers.InDoubt;
import io.chasqui.journal.Position;
import io.chasqui.journal.SegmentUsage;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.message.MessageId;
import io.chasqui.protocol.BranchId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** A log replayed onto a checkpoint that has seen some of it ends where the log ends. */
class LedgersPropertyTest {

    private static final int RECORDS = 200;

    @Property(tries = 500)
    void aReplayFromAnEarlierPositionConverges(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<Fact> log = new LogGenerator(random).log();
        Checkpoint whole = new Checkpoint();
        SegmentUsage expectedUsage = new SegmentUsage();
        Ledgers expected = new Ledgers(expectedUsage, whole::read);
        for (int i = 0; i < RECORDS; i++) {
            expected.apply(position(i), log.get(i));
        }

        int end = random.nextInt(RECORDS + 1);
        Checkpoint fuzzy = fuzzyCheckpoint(log, end, random);
        SegmentUsage usage = new SegmentUsage();
        Ledgers actual = fuzzy.restore(usage);
        int from = random.nextInt(fuzzy.earliest + 1);
        for (int i = from; i < RECORDS; i++) {
            actual.apply(position(i), log.get(i));
        }
        actual.letGo();
        for (Fact fact : log) {
            for (MessageId id : idsOf(fact)) {
                assertEquals(expected.effects().contains(id), actual.effects().contains(id), () -> "of " + fact);
                assertEquals(
                        fact instanceof Fact.Changed changed && changed.isSend() || isCommit(fact, id),
                        expected.effects().contains(id));
            }
        }
        assertEquals(stateOf(expected, whole), stateOf(actual, fuzzy));
        assertEquals(expected.inDoubt(), actual.inDoubt());
        assertEquals(delayed(expected), delayed(actual));
        for (long segment = 1; segment < 20; segment++) {
            assertEquals(expectedUsage.live(segment), usage.live(segment), "segment " + segment);
        }
    }

    private static boolean isCommit(Fact fact, MessageId id) {
        return fact instanceof Fact.Changed changed && id.equals(changed.id());
    }

    private static List<MessageId> idsOf(Fact fact) {
        List<MessageId> ids = new ArrayList<>();
        if (fact instanceof Fact.Changed changed) {
            changed.arrived().forEach(arrival -> ids.add(arrival.message().id()));
            if (changed.id() != null) {
                ids.add(changed.id());
            }
        }
        return ids;
    }

    /** Each ledger as it was at a moment of its own, none before {@code earliest}. */
    private static Checkpoint fuzzyCheckpoint(List<Fact> log, int end, Random random) throws IOException {
        Checkpoint checkpoint = new Checkpoint();
        int earliest = random.nextInt(end + 1);
        checkpoint.earliest = earliest;
        int effectsMoment = earliest + random.nextInt(end - earliest + 1);
        Map<Long, Integer> moments = new HashMap<>();
        for (long id = 1; id <= 40; id++) {
            moments.put(id, earliest + random.nextInt(end - earliest + 1));
        }
        Ledgers ledgers = new Ledgers(new SegmentUsage(), checkpoint::read);
        for (int i = 0; i <= end; i++) {
            for (Ledger ledger : ledgers.all()) {
                if (moments.getOrDefault(ledger.id(), end) == i) {
                    checkpoint.take(ledger);
                }
            }
            if (i == effectsMoment) {
                checkpoint.effects.addAll(ledgers.effects().takeChanges());
            }
            if (i == earliest) {
                checkpoint.branches.addAll(ledgers.inDoubt());
            }
            if (i < end) {
                ledgers.apply(position(i), log.get(i));
            }
        }
        return checkpoint;
    }

    private static long position(int record) {
        return Position.of(1 + record / 20, 64 + 64 * record);
    }

    private static Map<Place, List<Long>> stateOf(Ledgers ledgers, Checkpoint checkpoint) throws IOException {
        Map<Place, List<Long>> state = new HashMap<>();
        for (Ledger ledger : ledgers.all()) {
            int before = state.size();
            state.put(new Place(ledger.id(), Slot.NONE), List.of((long)
                    ledger.definition().hashCode()));
            for (long block : ledger.blocks()) {
                if (!ledger.isInMemory(Slot.first(block))) {
                    byte[] value = checkpoint.read(new BlockName(ledger.id(), block));
                    assertNotNull(value);
                    ledger.load(block, value);
                }
                ledger.forEach(
                        block,
                        (slot, position) -> state.put(
                                new Place(ledger.id(), slot),
                                List.of(position, (long) ledger.deliveries(slot), ledger.due(slot))));
            }
            assertEquals(state.size() - before - 1, ledger.size());
        }
        return state;
    }

    private static Map<String, Long> delayed(Ledgers ledgers) {
        Map<String, Long> delayed = new TreeMap<>();
        ledgers.forEachDelayed((ledger, slot, due) -> delayed.put(ledger.id() + " " + slot, due));
        return delayed;
    }

    /** A checkpoint in memory. */
    private static final class Checkpoint {

        private final Map<Long, BacklogDefinition> definitions = new TreeMap<>();
        private final Map<BlockName, byte[]> blocks = new HashMap<>();
        private final List<InDoubt> branches = new ArrayList<>();
        private final List<Effects.Image> effects = new ArrayList<>();
        private int earliest;

        byte @Nullable [] read(BlockName name) {
            return blocks.get(name);
        }

        void take(Ledger ledger) {
            Changes changes = ledger.takeChanges();
            definitions.put(ledger.id(), ledger.definition());
            for (BlockImage image : changes.blocks()) {
                if (image.value() != null) {
                    blocks.put(new BlockName(ledger.id(), image.number()), image.value());
                }
            }
            ledger.stored(changes);
        }

        Ledgers restore(SegmentUsage usage) throws IOException {
            Ledgers ledgers = new Ledgers(usage, this::read);
            definitions.forEach(ledgers::restore);
            for (Map.Entry<BlockName, byte[]> block : blocks.entrySet()) {
                ledgers.restoreBlock(block.getKey(), block.getValue());
            }
            branches.forEach(ledgers::restoreInDoubt);
            for (Effects.Image image : effects) {
                ledgers.effects().restore(image.prefix(), Objects.requireNonNull(image.value()));
            }
            return ledgers;
        }
    }

    /** Makes a log that could have happened: what has no place yet gets one, and what is there goes. */
    private static final class LogGenerator {

        private final Random random;
        private final List<Long> open = new ArrayList<>();
        private final List<Place> places = new ArrayList<>();
        private final List<BranchId> prepared = new ArrayList<>();
        private long lastLedger;
        private long lastSequence;
        private long lastMessage;
        private int lastBranch;

        LogGenerator(Random random) {
            this.random = random;
        }

        List<Fact> log() {
            List<Fact> log = new ArrayList<>();
            while (log.size() < RECORDS) {
                log.add(next());
            }
            return log;
        }

        private Fact next() {
            int choice = random.nextInt(20);
            if (open.isEmpty() || choice == 0) {
                open.add(++lastLedger);
                return new Fact.Opened(lastLedger, new OfQueue(Destination.queue("q" + lastLedger)));
            } else if (choice == 1 && random.nextInt(3) == 0) {
                long closed = open.remove(random.nextInt(open.size()));
                places.removeIf(place -> place.backlog() == closed);
                return new Fact.Closed(closed);
            } else if (choice < 4 && !places.isEmpty()) {
                return new Fact.Redelivered(
                        List.of(new Fact.Counted(places.get(random.nextInt(places.size())), 1 + random.nextInt(4))));
            } else if (choice < 6 && !places.isEmpty()) {
                return new Fact.Moved(
                        List.of(new Arrival(message(), List.of(places.get(random.nextInt(places.size()))))));
            } else if (choice == 6) {
                BranchId branch = new BranchId(1, new byte[] {(byte) ++lastBranch}, new byte[0]);
                prepared.add(branch);
                return new Fact.Prepared(branch, List.of(new Sent(message(), new Origin("c", null))), List.of());
            } else if (choice == 7 && !prepared.isEmpty()) {
                return new Fact.RolledBack(prepared.remove(random.nextInt(prepared.size())));
            }
            return change(choice == 8 && !prepared.isEmpty() ? prepared.remove(0) : null);
        }

        private Fact change(@Nullable BranchId committed) {
            List<Place> removed = new ArrayList<>();
            for (int left = random.nextInt(3); left > 0 && !places.isEmpty(); left--) {
                removed.add(places.remove(random.nextInt(places.size())));
            }
            List<Arrival> arrived = new ArrayList<>();
            for (int left = random.nextInt(4); left > 0; left--) {
                List<Place> where = new ArrayList<>();
                for (long ledger : open) {
                    if (random.nextInt(open.size()) == 0) {
                        lastSequence += random.nextInt(6) == 0 ? 700 : 1;
                        where.add(new Place(ledger, Slot.of(random.nextInt(2) * 5, lastSequence)));
                    }
                }
                places.addAll(where);
                arrived.add(new Arrival(message(), where));
            }
            return new Fact.Changed(arrived, removed, committed, random.nextBoolean() ? id() : null);
        }

        private MessageId id() {
            return new MessageId("session" + random.nextInt(3), ++lastMessage);
        }

        private Message message() {
            return new Message.Builder(Destination.queue("q"))
                    .id(id())
                    .timestamp(10)
                    .deliveryTime(random.nextInt(4) == 0 ? 99 : 10)
                    .build();
        }
    }
}
