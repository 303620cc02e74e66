package io.chasqui.boot;

import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.checkpoint.CheckpointOptions;
import io.chasqui.checkpoint.GenerationListener;
import io.chasqui.checkpoint.GenerationalStore;
import io.chasqui.disk.DirectoryLock;
import io.chasqui.engine.record.Disk;
import io.chasqui.engine.recovery.BrokerIdentity;
import io.chasqui.engine.recovery.Checkpointer;
import io.chasqui.engine.recovery.Recovered;
import io.chasqui.engine.recovery.Storage;
import io.chasqui.journal.FileJournal;
import io.chasqui.journal.JournalSettings;
import io.chasqui.journal.SegmentUsage;
import io.chasqui.journal.WriterThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Everything a broker has on the disk, open: {@code journal}, {@code state} and {@code bodies} below one directory, under one lock. Opened and
 * closed by whoever starts and stops the broker; all file access happens on threads that nobody interrupts, because an
 * interrupt would close the files.
 */
final class BrokerStore {

    static final String JOURNAL = "journal";
    static final String STATE = "state";

    private static final System.Logger LOG = System.getLogger(BrokerStore.class.getName());
    private static final int GROUP_BYTES = 1 << 20;
    private static final int GROUP_RECORDS = 4096;
    private static final int SPARE_SEGMENTS = 1;
    private static final int GATHER_NANOS = 200_000;
    private static final int SEGMENTS_OF_LIMIT = 8;
    private static final int LEAST_SEGMENT_BYTES = 1 << 16;

    private final ExecutorService stateThread;
    private final ExecutorService readerThread;
    private @Nullable DirectoryLock lock;
    private @Nullable FileJournal journal;
    private @Nullable GenerationalStore state;
    private @Nullable BodyFiles bodyFiles;
    private @Nullable Recovered recovered;
    private String brokerId = "";

    private BrokerStore(String broker) {
        stateThread = daemon("chasqui-state-" + broker);
        readerThread = daemon("chasqui-reader-" + broker);
    }

    static ExecutorService daemon(String name) {
        ThreadFactory threads = task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
        // What a loop or a timer still asks for while the broker closes need not be done.
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                threads,
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /**
     * Opens the directory and recovers what is in it.
     *
     * @throws IOException when somebody else uses it, or something in it is damaged; the message is for the operator
     */
    static BrokerStore open(BrokerConfiguration configuration, Directories directories) throws IOException {
        BrokerStore directory = new BrokerStore(configuration.name());
        try {
            directory.onStateThread(() -> directory.openAll(configuration, directories));
            return directory;
        } catch (IOException | RuntimeException | Error e) {
            directory.release();
            throw e;
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private void onStateThread(Task task) throws IOException {
        CompletableFuture<Void> done = CompletableFuture.runAsync(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                stateThread);
        try {
            done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private void openAll(BrokerConfiguration configuration, Directories directories) throws IOException {
        Path path = Path.of(configuration.dataDirectory());
        lock = DirectoryLock.acquire(path);
        state = GenerationalStore.open(
                directories.open(path.resolve(STATE)), CheckpointOptions.defaults(), GenerationListener.logging());
        brokerId = BrokerIdentity.of(state, RandomId.next());
        journal = FileJournal.open(
                directories.open(path.resolve(JOURNAL)),
                new JournalSettings(
                        segmentBytes(configuration), GROUP_BYTES, GROUP_RECORDS, SPARE_SEGMENTS, GATHER_NANOS),
                new WriterThread(configuration.name()));
        Disk disk = new Disk(storeLimitBytes(configuration));
        bodyFiles = new BodyFiles(configuration, directories, disk);
        recovered = Recovered.from(
                new Storage(journal, state, new SegmentUsage(), stateThread, readerThread, bodyFiles.bodies(), disk));
    }

    /** A full store has room again only when a whole segment is free, so the limit is worth several. */
    private static int segmentBytes(BrokerConfiguration configuration) {
        long limit = configuration.storeLimitBytes();
        long most = limit == 0 ? Long.MAX_VALUE : Math.max(LEAST_SEGMENT_BYTES, limit / SEGMENTS_OF_LIMIT);
        return (int) Math.min(most, configuration.segmentBytes());
    }

    private static long storeLimitBytes(BrokerConfiguration configuration) {
        long limit = configuration.storeLimitBytes();
        return limit == 0 ? 0 : Math.max(limit, (long) SEGMENTS_OF_LIMIT * LEAST_SEGMENT_BYTES);
    }

    /** By what the broker is known; the same each time the directory is opened. */
    String brokerId() {
        return brokerId;
    }

    /** What was found in it; once, for it may be large. */
    Recovered takeRecovered() {
        Recovered taken = recovered;
        if (taken == null) {
            throw new IllegalStateException("the data directory is not open");
        }
        recovered = null;
        return taken;
    }

    /** Writes a last checkpoint, so that the next start is quick, and closes everything. The engine must be at rest. */
    void close(@Nullable Checkpointer checkpointer) {
        if (checkpointer != null) {
            CompletableFuture<Void> written = new CompletableFuture<>();
            checkpointer.write(() -> written.complete(null));
            written.join();
        }
        release();
    }

    private void release() {
        if (bodyFiles != null) {
            bodyFiles.close();
        }
        readerThread.shutdown();
        try {
            onStateThread(this::closeAll);
        } catch (IOException e) {
            if (journal == null || journal.failure() == null) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "the data directory did not close cleanly; the next start recovers what was confirmed",
                        e);
            } else {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the journal had stopped before it was closed; the next start recovers what was confirmed");
            }
        } finally {
            stateThread.shutdown();
        }
    }

    /** The journal first, the lock last. */
    @SuppressWarnings("try")
    private void closeAll() throws IOException {
        try (DirectoryLock held = lock;
                GenerationalStore store = state;
                FileJournal written = journal) {
            awaitReader();
        }
    }

    private void awaitReader() {
        try {
            readerThread.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the state thread", e);
        }
    }
}
