package io.chasqui.engine.inspection;

import io.chasqui.checkpoint.BlockKey;
import io.chasqui.checkpoint.CheckpointOptions;
import io.chasqui.checkpoint.GenerationListener;
import io.chasqui.checkpoint.GenerationalStore;
import io.chasqui.checkpoint.Table;
import io.chasqui.disk.FileDirectory;
import io.chasqui.engine.record.Arrival;
import io.chasqui.engine.record.BacklogDefinition;
import io.chasqui.engine.record.BacklogDefinition.OfQueue;
import io.chasqui.engine.record.BacklogDefinition.OfSubscription;
import io.chasqui.engine.record.Fact;
import io.chasqui.engine.record.Ledger;
import io.chasqui.engine.record.Ledger.BlockImage;
import io.chasqui.engine.record.Ledger.Changes;
import io.chasqui.engine.record.Ledgers;
import io.chasqui.engine.record.Origin;
import io.chasqui.engine.record.Place;
import io.chasqui.engine.record.Sent;
import io.chasqui.engine.record.Slot;
import io.chasqui.engine.recovery.StateLayout;
import io.chasqui.journal.FileJournal;
import io.chasqui.journal.JournalSettings;
import io.chasqui.journal.SegmentUsage;
import io.chasqui.journal.WriterThread;
import io.chasqui.message.Body;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.message.MessageId;
import io.chasqui.protocol.BranchId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a data directory as a broker would: a queue, two subscriptions, and a branch in doubt. */
final class SampleDirectory implements Closeable {

    static final JournalSettings SETTINGS = new JournalSettings(4096, 4096, 64, 0, 0);
    static final Destination ORDERS = Destination.queue("orders");
    static final Destination PRICES = Destination.topic("prices");
    static final OfSubscription AUDIT = new OfSubscription(PRICES, "audit", "till", false, true, "price > 10");
    static final OfSubscription SHARED = new OfSubscription(PRICES, "all", null, true, false, null);
    static final String SECRET = "the body of a message";

    private final FileJournal journal;
    private final GenerationalStore store;
    private final SegmentUsage usage = new SegmentUsage();
    private final Ledgers ledgers;
    private FactAppender appender;
    private long sequence;

    SampleDirectory(Path path) throws IOException {
        journal = FileJournal.open(
                new FileDirectory(path.resolve(OfflineDirectory.JOURNAL)), SETTINGS, new WriterThread("sample"));
        store = GenerationalStore.open(
                new FileDirectory(path.resolve(OfflineDirectory.STATE)),
                CheckpointOptions.defaults(),
                GenerationListener.logging());
        ledgers = new Ledgers(usage, block -> store.get(Table.INDEX, new BlockKey(block.ledger(), block.block())));
        appender = new FactAppender(journal, ledgers);
    }

    /** Everything an export can hold, half of it behind a checkpoint. */
    static void write(Path path) throws IOException {
        try (SampleDirectory sample = new SampleDirectory(path)) {
            sample.open(1, new OfQueue(ORDERS)).open(2, AUDIT).open(3, SHARED);
            sample.send(ORDERS, 20, 1).send(PRICES, 10, 2, 3).send(PRICES, 3, 3);
            sample.prepare(new Place(1, Slot.of(4, 2)));
            sample.checkpoint();
            sample.remove(new Place(1, Slot.of(4, 1)), new Place(3, Slot.of(4, 25)));
            sample.redeliver(new Place(1, Slot.of(4, 5)), 3);
            sample.send(ORDERS, 5, 1).send(PRICES, 5, 2, 3);
            sample.finish();
        }
    }

    SampleDirectory open(long id, BacklogDefinition definition) throws IOException {
        appender.append(new Fact.Opened(id, definition));
        return this;
    }

    SampleDirectory send(Destination destination, int count, long... backlogs) throws IOException {
        for (int i = 0; i < count; i++) {
            sequence++;
            Message message = message(destination);
            List<Place> places = Arrays.stream(backlogs)
                    .mapToObj(id -> new Place(id, Slot.of(message.priority(), sequence)))
                    .toList();
            appender.append(new Fact.Changed(List.of(new Arrival(message, places)), List.of(), null));
        }
        return this;
    }

    private Message message(Destination destination) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("text", "ünpaired \uD800");
        values.put("number", (int) sequence);
        values.put("big", Long.MIN_VALUE);
        values.put("nothing", null);
        values.put("float", 1.5f);
        values.put("flag", true);
        Body body =
                switch ((int) (sequence % 6)) {
                    case 0 -> new Body.Text(null);
                    case 1 -> new Body.Text(SECRET);
                    case 2 -> new Body.Bytes(new byte[] {1, -2, 3});
                    case 3 -> new Body.Entries(values);
                    case 4 -> new Body.Items(List.of('c', (short) 3, (byte) 4, 2.5, "x", new byte[] {9}));
                    default -> Body.NONE;
                };
        return new Message.Builder(destination)
                .id(new MessageId("sample", sequence))
                .priority(sequence % 7 == 6 ? 9 : 4)
                .persistent(true)
                .timestamp(1_700_000_000_000L)
                .deliveryTime(sequence % 5 == 4 ? 1_800_000_000_000L : 1_700_000_000_000L)
                .expiration(sequence % 5 == 3 ? 1_900_000_000_000L : 0)
                .type("order")
                .correlationId(sequence % 2 == 0 ? "c" : new byte[] {7})
                .replyTo(Destination.queue("answers"))
                .properties(values)
                .body(body)
                .build();
    }

    SampleDirectory prepare(Place consumed) throws IOException {
        BranchId branch = new BranchId(5, new byte[] {1, 2}, new byte[] {3});
        appender.append(new Fact.Prepared(
                branch, List.of(new Sent(message(ORDERS), new Origin("connection", "till"))), List.of(consumed)));
        return this;
    }

    SampleDirectory remove(Place... places) throws IOException {
        appender.append(new Fact.Changed(List.of(), List.of(places), null));
        return this;
    }

    SampleDirectory redeliver(Place place, int deliveries) throws IOException {
        appender.append(new Fact.Redelivered(List.of(new Fact.Counted(place, deliveries))));
        return this;
    }

    void finish() throws IOException {
        appender.finish();
        appender = new FactAppender(journal, ledgers);
    }

    void checkpoint() throws IOException {
        finish();
        for (Ledger ledger : ledgers.all()) {
            Changes changes = ledger.takeChanges();
            byte[] definition = StateLayout.encodeDefinition(ledger.definition());
            if (ledger.definition() instanceof OfQueue) {
                store.put(Table.DESTINATION, ledger.id(), definition);
            } else {
                store.put(Table.SUBSCRIPTION, Long.toString(ledger.id()), definition);
            }
            for (BlockImage image : changes.blocks()) {
                if (image.value() != null) {
                    store.put(Table.INDEX, new BlockKey(ledger.id(), image.number()), image.value());
                }
            }
            ledger.stored(changes);
        }
        store.put(Table.META, StateLayout.BRANCHES, StateLayout.encodeBranches(ledgers.inDoubt()));
        store.put(Table.META, StateLayout.SEGMENTS, StateLayout.encodeSegments(usage.totals()));
        store.put(Table.META, StateLayout.POSITION, StateLayout.encodePosition(journal.nextPosition()));
        store.commit();
    }

    FileJournal journal() {
        return journal;
    }

    @Override
    public void close() throws IOException {
        journal.close();
        store.close();
    }

    /** Every file below a directory but the lock, to see that nothing has changed. */
    static Map<String, String> contents(Path path) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("chasqui.lock")) {
                    contents.put(
                            path.relativize(file).toString(),
                            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                }
            }
        }
        return contents;
    }
}
