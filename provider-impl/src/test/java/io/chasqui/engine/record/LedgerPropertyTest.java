package io.chasqui.engine.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.engine.record.BacklogDefinition.OfQueue;
import io.chasqui.engine.record.Ledger.BlockImage;
import io.chasqui.engine.record.Ledger.Changes;
import io.chasqui.journal.Position;
import io.chasqui.journal.SegmentUsage;
import io.chasqui.message.Destination;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.message.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** A ledger against a map, while checkpoints are taken and blocks come and go. */
class LedgerPropertyTest {

    private static final OfQueue ORDERS = new OfQueue(Destination.queue("orders"));

    @Property(tries = 300)
    void isWhatANaiveModelIs(@ForAll long seed) throws MalformedBytesException {
        Trial trial = new Trial(seed);
        for (int step = 0; step < 400; step++) {
            trial.step();
        }
        trial.check();
        trial.restart();
        trial.check();
    }

    /** What the model knows of a message. */
    private record Known(long position, int deliveries, long due) {}

    /** One ledger, its model, and the blocks of a checkpoint. */
    private static final class Trial {

        private final Random random;
        private final TreeMap<Long, Known> model = new TreeMap<>();
        private final TreeSet<Long> held = new TreeSet<>();
        private final Map<Long, byte[]> checkpoint = new HashMap<>();
        private SegmentUsage usage = new SegmentUsage();
        private Ledger ledger = new Ledger(1, ORDERS, usage);
        private @Nullable Changes underWay;
        private long lastSequence;
        private int lastRecord;

        Trial(long seed) {
            random = new Random(seed);
        }

        void step() throws MalformedBytesException {
            switch (random.nextInt(14)) {
                case 0, 1, 2 -> put();
                case 3, 4 -> remove();
                case 5 -> count();
                case 6 -> move();
                case 7 -> hold();
                case 8 -> takeChanges();
                case 9 -> stored();
                case 10 -> ledger.letGo(Slot.block(anySlot()));
                case 11 -> removeManyOfABlock();
                case 12 -> {
                    if (random.nextInt(20) == 0) {
                        restart();
                    }
                }
                default -> {
                    if (random.nextInt(10) == 0) {
                        check();
                    }
                }
            }
        }

        private void put() throws MalformedBytesException {
            lastSequence += random.nextInt(8) == 0 ? random.nextInt(1500) : 1;
            long slot = Slot.of(random.nextInt(3) * 4, lastSequence);
            boolean again = random.nextInt(10) == 0;
            if (again) {
                slot = anySlot();
            }
            long due = random.nextInt(5) == 0 ? 5000 + random.nextInt(100) : 0;
            Message message = new Message.Builder(Destination.queue("orders"))
                    .timestamp(1000)
                    .deliveryTime(due == 0 ? 1000 : due)
                    .expiration(random.nextInt(4) * 10_000L)
                    .build();
            long position = nextPosition();
            ready(slot);
            ledger.put(slot, position, message);
            if (random.nextInt(4) == 0) {
                ledger.put(slot, position, message);
            }
            model.put(slot, new Known(position, 0, due));
        }

        private long nextPosition() {
            lastRecord++;
            return Position.of(1 + lastRecord / 20, 64 + 8 * lastRecord);
        }

        private void remove() throws MalformedBytesException {
            long slot = random.nextInt(3) == 0 && !model.isEmpty() ? model.firstKey() : anySlot();
            ready(slot);
            remove(slot);
        }

        private void remove(long slot) {
            ledger.remove(slot);
            model.remove(slot);
            held.remove(slot);
        }

        private void removeManyOfABlock() throws MalformedBytesException {
            if (random.nextInt(4) == 0) {
                long block = Slot.block(anySlot());
                ready(Slot.first(block));
                List.copyOf(model.subMap(Slot.first(block), Slot.first(block + 1))
                                .keySet())
                        .forEach(this::remove);
            }
        }

        private void count() throws MalformedBytesException {
            long slot = anySlot();
            int deliveries = 1 + random.nextInt(5);
            ready(slot);
            ledger.count(slot, deliveries);
            model.computeIfPresent(slot, (any, known) -> new Known(known.position, deliveries, known.due));
        }

        private void move() throws MalformedBytesException {
            long slot = anySlot();
            long position = nextPosition();
            ready(slot);
            ledger.move(slot, position);
            model.computeIfPresent(slot, (any, known) -> new Known(position, known.deliveries, known.due));
        }

        private void hold() throws MalformedBytesException {
            long slot = anySlot();
            if (model.containsKey(slot)) {
                boolean value = random.nextBoolean();
                ready(slot);
                ledger.hold(slot, value);
                if (value) {
                    held.add(slot);
                } else {
                    held.remove(slot);
                }
            }
        }

        private void takeChanges() {
            if (underWay == null) {
                underWay = ledger.takeChanges();
            }
        }

        private void stored() {
            Changes changes = underWay;
            if (changes != null) {
                underWay = null;
                for (BlockImage image : changes.blocks()) {
                    if (image.value() == null) {
                        checkpoint.remove(image.number());
                    } else {
                        checkpoint.put(image.number(), image.value());
                    }
                }
                ledger.stored(changes);
            }
        }

        /** Everything goes into a checkpoint, and another ledger is made of that alone. */
        void restart() throws MalformedBytesException {
            stored();
            takeChanges();
            stored();
            usage = new SegmentUsage();
            ledger = new Ledger(1, ORDERS, usage);
            held.clear();
            TreeMap<Long, Long> delayed = new TreeMap<>();
            for (Map.Entry<Long, byte[]> block : checkpoint.entrySet()) {
                ledger.restore(block.getKey(), block.getValue(), delayed::put);
            }
            TreeMap<Long, Long> expected = new TreeMap<>();
            model.forEach((slot, known) -> {
                if (known.due != 0) {
                    expected.put(slot, known.due);
                }
            });
            assertEquals(expected, delayed);
        }

        private long anySlot() {
            if (model.isEmpty() || random.nextInt(10) == 0) {
                return Slot.of(random.nextInt(10), random.nextInt(3000));
            }
            Long above = model.ceilingKey(Slot.of(random.nextInt(3) * 4, (long) (random.nextDouble() * lastSequence)));
            return above == null ? model.firstKey() : above;
        }

        private void ready(long slot) throws MalformedBytesException {
            if (!ledger.isInMemory(slot)) {
                byte[] value = checkpoint.get(Slot.block(slot));
                assertNotNull(value, "a block that is not in memory is in the checkpoint");
                ledger.load(Slot.block(slot), value);
            }
        }

        void check() throws MalformedBytesException {
            assertEquals(model.size(), ledger.size());
            TreeMap<Long, Known> found = new TreeMap<>();
            for (int lane = 0; lane < Slot.LANES; lane++) {
                int before = found.size();
                walk(lane, found);
                assertEquals(found.size() - before, ledger.sizeOf(lane));
            }
            assertEquals(model, found);
            for (long slot : held) {
                assertTrue(ledger.isHeld(slot) && ledger.isInMemory(slot));
            }
            Map<Long, Long> live = new HashMap<>();
            model.values().forEach(known -> live.merge(Position.segment(known.position), 1L, Long::sum));
            for (long segment = 1; segment <= 1 + lastRecord / 20; segment++) {
                assertEquals(live.getOrDefault(segment, 0L), usage.live(segment), "segment " + segment);
            }
            new ArrayList<>(ledger.blocks()).forEach(ledger::letGo);
        }

        private void walk(int lane, TreeMap<Long, Known> found) throws MalformedBytesException {
            long slot = ledger.next(Slot.laneStart(lane));
            while (slot != Slot.NONE) {
                if (ledger.isInMemory(slot)) {
                    found.put(slot, new Known(ledger.position(slot), ledger.deliveries(slot), ledger.due(slot)));
                    assertEquals(lane, Slot.lane(slot));
                    slot = ledger.next(slot + 1);
                } else {
                    ready(slot);
                    slot = ledger.next(slot);
                }
            }
        }
    }
}
