package io.chasqui.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.disk.FileDirectory;
import io.chasqui.disk.SimulatedDisk;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal with its real threads, on real files. */
class FileJournalIT {

    private static final JournalSettings SMALL = new JournalSettings(64 << 10, 8 << 10, 64, 1, 100_000);
    private static final int APPENDERS = 8;
    private static final int RECORDS = 400;
    private static final long WAIT_SECONDS = 60;

    @TempDir
    Path directory;

    /** Remembers what it was told, and lets the test wait for the last. */
    private static final class Told implements AppendListener {

        private final List<Long> positions = Collections.synchronizedList(new ArrayList<>());
        private final List<JournalFailedException> failures = Collections.synchronizedList(new ArrayList<>());
        private final CountDownLatch left;

        Told(int records) {
            left = new CountDownLatch(records);
        }

        @Override
        public void appended(long position) {
            positions.add(position);
            left.countDown();
        }

        @Override
        public void failed(JournalFailedException reason) {
            failures.add(reason);
            left.countDown();
        }

        void await() throws InterruptedException {
            assertTrue(left.await(WAIT_SECONDS, TimeUnit.SECONDS), left.getCount() + " records were not told");
        }
    }

    private static JournalEntry entry(int appender, int index, AppendListener listener) {
        ByteBuffer payload = ByteBuffer.allocate(8 + index % 300);
        payload.putInt(0, appender).putInt(4, index);
        return new JournalEntry(1 + appender, Durability.values()[index % 3], payload, listener);
    }

    private static void appendFromManyThreads(Journal journal, Told told) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(APPENDERS);
        for (int appender = 0; appender < APPENDERS; appender++) {
            int number = appender;
            threads.execute(() -> {
                for (int i = 0; i < RECORDS; i++) {
                    journal.append(entry(number, i, told));
                }
            });
        }
        threads.shutdown();
        assertTrue(threads.awaitTermination(WAIT_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void manyThreadsAppendAndEverythingIsThereInEachThreadsOrder() throws Exception {
        Told told = new Told(APPENDERS * RECORDS);
        try (FileJournal journal = FileJournal.open(new FileDirectory(directory), SMALL, new WriterThread("it"))) {
            appendFromManyThreads(journal, told);
            told.await();
            List<Long> sorted = new ArrayList<>(told.positions);
            Collections.sort(sorted);
            assertEquals(sorted, told.positions, "told in the order of the journal");
            assertEquals(APPENDERS * RECORDS, sorted.stream().distinct().count());
            for (long position : sorted) {
                assertTrue(journal.read(position).remaining() >= 8);
            }
            assertTrue(journal.segments().size() > 5);
            assertEquals(0, journal.waitingBytes());
        }
        try (FileJournal again = FileJournal.open(new FileDirectory(directory), SMALL, new WriterThread("it"))) {
            int[] next = new int[APPENDERS];
            List<Long> positions = new ArrayList<>();
            again.replay(Position.START, (position, type, payload) -> {
                assertEquals(type - 1, payload.getInt(0));
                assertEquals(next[type - 1]++, payload.getInt(4));
                positions.add(position);
            });
            assertEquals(told.positions, positions);
        }
    }

    @Test
    void closingWhileOthersAppendLeavesNobodyWithoutAnAnswer() throws Exception {
        for (int round = 0; round < 8; round++) {
            Told told = new Told(APPENDERS * RECORDS);
            FileJournal journal = FileJournal.open(
                    new FileDirectory(directory.resolve("round" + round)), SMALL, new WriterThread("it"));
            Told first = new Told(1);
            journal.append(entry(0, 0, first));
            FutureTask<@Nullable Void> closing = new FutureTask<>(() -> {
                first.await();
                journal.close();
                return null;
            });
            new Thread(closing).start();
            appendFromManyThreads(journal, told);
            told.await();
            closing.get(WAIT_SECONDS, TimeUnit.SECONDS);
            assertEquals(0, journal.waitingBytes());
        }
    }

    @Test
    void aFailureReachesEverybodyWhoWaits() throws Exception {
        // From here on every operation fails: a single failure might meet the spare segment, which is not missed yet.
        SimulatedDisk disk = new SimulatedDisk(1).stopAt(100);
        FileJournal journal = FileJournal.open(disk, SMALL, new WriterThread("it"));
        Told told = new Told(APPENDERS * RECORDS);
        appendFromManyThreads(journal, told);
        told.await();
        assertEquals(APPENDERS * RECORDS, told.positions.size() + told.failures.size());
        List<Object> reasons = new ArrayList<>(told.failures);
        // Large groups need few operations, so the one that fails may be still to come.
        for (int more = 0; reasons.isEmpty() && more < 200; more++) {
            Told one = new Told(1);
            journal.append(entry(0, 0, one));
            one.await();
            reasons.addAll(one.failures);
        }
        assertNotNull(journal.failure());
        assertEquals(1, reasons.stream().distinct().count(), "one reason");
    }

    @Test
    void anIdleJournalWakesForTheNextRecord() throws Exception {
        try (FileJournal journal = FileJournal.open(new FileDirectory(directory), SMALL, new WriterThread("it"))) {
            long marked = 0;
            for (int i = 0; i < 3; i++) {
                Told told = new Told(1);
                journal.append(entry(0, 0, told));
                told.await();
                long written = told.positions.get(0);
                assertTrue(written > marked);
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
                while (journal.nextPosition() == written + RecordFormat.sizeOf(8) && i > 0) {
                    assertTrue(System.nanoTime() < deadline, "the writer left no mark when it was idle");
                    Thread.onSpinWait();
                }
                marked = written;
            }
        }
    }
}
