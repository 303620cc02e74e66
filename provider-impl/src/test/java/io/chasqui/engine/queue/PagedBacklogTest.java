package io.chasqui.engine.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.disk.FileDirectory;
import io.chasqui.engine.record.BacklogDefinition;
import io.chasqui.engine.record.BacklogDefinition.OfQueue;
import io.chasqui.engine.record.BodyHolds;
import io.chasqui.engine.record.Disk;
import io.chasqui.engine.record.Ledger;
import io.chasqui.engine.record.Ledger.BlockImage;
import io.chasqui.engine.record.Place;
import io.chasqui.engine.record.Records;
import io.chasqui.engine.record.Slot;
import io.chasqui.engine.record.StateStorage;
import io.chasqui.journal.Durability;
import io.chasqui.journal.FileJournal;
import io.chasqui.journal.JournalSettings;
import io.chasqui.journal.ManualDriver;
import io.chasqui.journal.Position;
import io.chasqui.journal.SegmentUsage;
import io.chasqui.loop.EventLoop;
import io.chasqui.loop.ManualLoop;
import io.chasqui.message.Body;
import io.chasqui.message.Destination;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.message.Message;
import io.chasqui.selector.Selector;
import io.chasqui.selector.SelectorSyntaxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A durable backlog after a restart: its messages and its blocks are on the disk only. */
class PagedBacklogTest {

    private static final Destination QUEUE = Destination.queue("orders");
    private static final int MANY_STEPS = 10_000;
    private static final int READ_BYTES = 1 << 20;

    @TempDir
    private Path directory;

    private final ManualLoop loop = new ManualLoop();
    private final ManualDriver driver = new ManualDriver();
    private final Memory memory = new Memory(1 << 20);
    private final SegmentUsage usage = new SegmentUsage();
    private final Map<Long, Message> messages = new HashMap<>();
    private final Map<Long, byte[]> blocks = new HashMap<>();
    private final Ledger before = new Ledger(1, new OfQueue(QUEUE), usage);
    private FileJournal journal;
    private Records records;
    private Backlog backlog;
    private int blocksRead;

    /** Answers from maps, later. */
    private final StateStorage storage = new StateStorage() {
        @Override
        public void keepDefinition(
                long ledger, BacklogDefinition definition, EventLoop on, Consumer<@Nullable String> answer) {
            on.execute(() -> answer.accept(null));
        }

        @Override
        public void readMessages(
                List<Place> places, List<Long> positions, EventLoop on, Consumer<List<@Nullable Message>> answer) {
            List<@Nullable Message> read = new ArrayList<>();
            long bytes = 0;
            for (int i = 0; i < positions.size() && bytes < READ_BYTES; i++) {
                Message message = messages.get(positions.get(i));
                bytes += message == null ? 0 : message.size();
                read.add(message);
            }
            on.execute(() -> answer.accept(read));
        }

        @Override
        public void readBlock(long ledger, long block, EventLoop on, Consumer<byte @Nullable []> answer) {
            byte[] value = blocks.get(block);
            blocksRead++;
            on.execute(() -> answer.accept(value));
        }
    };

    /** Remembers what it was given. */
    private final class Taker implements DeliverySink {
        final List<String> texts = new ArrayList<>();
        final BacklogConsumer half;

        Taker(@Nullable String selector) {
            try {
                half = backlog.attach(this, Selector.parseOrNull(selector));
            } catch (SelectorSyntaxException invalid) {
                throw new AssertionError(invalid);
            }
        }

        @Override
        public void deliver(Entry entry, int deliveryCount) {
            texts.add(BacklogFixture.text(entry.message()));
        }

        @Override
        public String describe() {
            return "a taker";
        }

        @Override
        public void recall() {}
    }

    @BeforeEach
    void open() throws IOException {
        JournalSettings settings = new JournalSettings(1 << 20, 1 << 16, 64, 0, 0);
        journal = FileJournal.open(new FileDirectory(directory), settings, driver);
        records = new Records(List.of(loop), journal, usage, BodyHolds.NONE, storage, destination -> Durability.FORCED);
        backlog = new Backlog(
                loop,
                new BacklogSettings(memory, 0, Overflow.PAGE, new Disk(0), 1000, 0, (entry, source) -> {}, records),
                QUEUE.toString());
    }

    @AfterEach
    void close() throws IOException {
        journal.close();
    }

    private Message large(String text) {
        return message(text + "x".repeat(100_000), 4, 0, 0);
    }

    private Message message(String text, int priority, long delay, int group) {
        return new Message.Builder(QUEUE)
                .body(new Body.Text(text))
                .properties(Map.of("kind", group))
                .priority(priority)
                .persistent(true)
                .timestamp(loop.now())
                .deliveryTime(loop.now() + delay)
                .build();
    }

    /** There is a message of this kind already. */
    private void there(long sequence, int priority, long delay, int kind) {
        there(sequence, message("m" + sequence, priority, delay, kind));
    }

    private void there(long sequence, Message message) {
        long position = Position.of(1, 1000 + messages.size());
        messages.put(position, message);
        before.put(Slot.of(message.priority(), sequence), position, message);
    }

    private void restart() throws MalformedBytesException {
        Ledger ledger = new Ledger(1, new OfQueue(QUEUE), usage);
        List<Runnable> delayed = new ArrayList<>();
        for (BlockImage image : before.takeChanges().blocks()) {
            byte[] value = image.value();
            if (value != null) {
                blocks.put(image.number(), value);
                ledger.restore(
                        image.number(),
                        value,
                        (slot, due) ->
                                delayed.add(() -> backlog.requireRecording().restoreDelayed(slot, due)));
            }
        }
        ledger.setDefined();
        records.restore(loop, ledger);
        backlog.keepIn(ledger);
        delayed.forEach(Runnable::run);
    }

    private void run() {
        for (int i = 0; i < MANY_STEPS && loop.hasTasks(); i++) {
            loop.runOne();
            driver.turnAll();
        }
        assertTrue(!loop.hasTasks(), "it never comes to rest");
    }

    @Test
    void aSelectorFindsAMessageBehindSeveralBlocksOfOthers() throws MalformedBytesException {
        for (long sequence = 1; sequence <= 3000; sequence++) {
            there(sequence, sequence % 2 == 0 ? 4 : 5, 0, sequence == 3000 ? 7 : 0);
        }
        restart();
        Taker taker = new Taker("kind = 7");
        backlog.addCredit(taker.half, 1);
        run();
        assertEquals(List.of("m3000"), taker.texts);
    }

    @Test
    void aMessageBehindSeveralBlocksOfDelayedOnesIsDelivered() throws MalformedBytesException {
        for (long sequence = 1; sequence <= 3000; sequence++) {
            there(sequence, 4, 1_000_000, 0);
        }
        there(3001, 4, 0, 0);
        restart();
        Taker taker = new Taker(null);
        backlog.addCredit(taker.half, 1);
        run();
        assertEquals(List.of("m3001"), taker.texts);
    }

    @Test
    void aBrowserSeesWhatIsBehindSeveralBlocksOfDelayedOnes() throws MalformedBytesException {
        for (long sequence = 1; sequence <= 3000; sequence++) {
            there(sequence, 4 + (int) (sequence % 3), 1_000_000, 0);
        }
        there(3001, 4, 0, 0);
        restart();
        List<String> seen = new ArrayList<>();
        backlog.browse(null).next(10, page -> page.forEach(found -> seen.add(BacklogFixture.text(found.message()))));
        run();
        assertEquals(List.of("m3001"), seen);
    }

    /** Two transactions over several loops are recorded in another order than they were given their places. */
    @Test
    void aMessageThatArrivesBehindItsSuccessorIsDelivered() throws MalformedBytesException {
        restart();
        Recording recording = backlog.requireRecording();
        Message first = message("first", 4, 0, 0);
        Message second = message("second", 4, 0, 0);
        Place placeOfFirst = recording.reserve(first);
        Place placeOfSecond = recording.reserve(second);
        long position = Position.of(1, 5000);
        messages.put(position, first);
        messages.put(position + 1, second);
        recording.arrival(second, placeOfSecond).take(position + 1);
        Message other = new Message.Builder(QUEUE)
                .body(new Body.Bytes(new byte[1 << 20]))
                .build();
        memory.take(other);
        recording.arrival(first, placeOfFirst).take(position);
        memory.free(other);
        Taker taker = new Taker(null);
        backlog.addCredit(taker.half, 5);
        run();
        assertEquals(2, taker.texts.size(), "there are " + taker.texts);
        boolean[] done = new boolean[1];
        backlog.pull(taker.half, 1, () -> done[0] = true);
        run();
        assertTrue(done[0], "the pull ends");
    }

    @Test
    void aBlockOfMessagesThatAreDueIsReadOnce() throws MalformedBytesException {
        for (long sequence = 1; sequence <= 3000; sequence++) {
            there(sequence, 4, 1000, 0);
        }
        restart();
        loop.advance(2000);
        assertEquals(3, blocksRead);
        Taker taker = new Taker(null);
        backlog.addCredit(taker.half, 3000);
        runUntilGiven(taker, 3000);
        assertEquals(3000, taker.texts.size());
        assertEquals("m1", taker.texts.get(0));
    }

    @Test
    void largeMessagesAreBroughtBackOnlyAsFarAsThereIsMemory() throws MalformedBytesException {
        for (long sequence = 1; sequence <= 200; sequence++) {
            there(sequence, large("m"));
        }
        restart();
        Taker taker = new Taker(null);
        backlog.addCredit(taker.half, 1);
        run();
        assertTrue(memory.usedBytes() < 2 * READ_BYTES, memory.usedBytes() + " bytes in memory");
        backlog.addCredit(taker.half, 199);
        runUntilGiven(taker, 200);
        assertEquals(200, taker.texts.size());
    }

    /** What a consumer holds fills the memory; more comes a little later, one by one. */
    private void runUntilGiven(Taker taker, int count) {
        run();
        for (int i = 0; i < count && taker.texts.size() < count; i++) {
            loop.advance(1000);
            run();
        }
    }

    /** The store of checkpoints ends for good with the first failure, on a full disk for example. */
    @Test
    void whoeverWaitsIsToldWhenABlockCannotBeRead() throws MalformedBytesException {
        there(1, 4, 0, 0);
        restart();
        blocks.clear();
        Taker taker = new Taker(null);
        List<String> done = new ArrayList<>();
        backlog.pull(taker.half, 1, () -> done.add("pull"));
        backlog.browse(null).next(10, page -> done.add("browser"));
        run();
        assertEquals(List.of("pull", "browser"), done);
    }

    @Test
    void whatIsAddedToADeletedBacklogDoesNotCount() {
        backlog.delete();
        backlog.add(message("late", 4, 0, 0));
        assertEquals(0, memory.usedBytes());
    }
}
