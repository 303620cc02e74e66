package io.chasqui.engine.inspection;

import io.chasqui.checkpoint.CheckpointException;
import io.chasqui.checkpoint.CheckpointOptions;
import io.chasqui.checkpoint.CheckpointStore;
import io.chasqui.checkpoint.GenerationListener;
import io.chasqui.checkpoint.GenerationalStore;
import io.chasqui.checkpoint.MemoryCheckpointStore;
import io.chasqui.disk.DirectoryLock;
import io.chasqui.disk.ReadOnlyDirectory;
import io.chasqui.journal.JournalFlaw;
import io.chasqui.journal.JournalReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a broker that does not run, locked and never changed. What is wrong with them becomes findings. Owned by one
 * thread.
 */
public final class OfflineDirectory implements Closeable {

    /** The journal is in this directory of a data directory. */
    static final String JOURNAL = "journal";

    /** The checkpoint is in this directory of a data directory. */
    static final String STATE = "state";

    private final Path path;
    private final DirectoryLock lock;
    private final JournalReader journal;
    private final CheckpointStore store;
    private final List<Finding> findings = new ArrayList<>();
    private boolean stateLost;

    private OfflineDirectory(Path path, DirectoryLock lock) throws IOException {
        this.path = path;
        this.lock = lock;
        this.journal = JournalReader.open(new ReadOnlyDirectory(path.resolve(JOURNAL)));
        this.store = openStore();
        journal.flaws().forEach(this::add);
    }

    /** Whether this looks like the data directory of a broker. */
    public static boolean isOne(Path path) {
        return Files.isDirectory(path.resolve(JOURNAL)) || Files.isDirectory(path.resolve(STATE));
    }

    /**
     * Opens a data directory that {@linkplain #isOne is one}.
     *
     * @throws io.chasqui.disk.DirectoryLockedException while a broker runs on it
     */
    public static OfflineDirectory open(Path path) throws IOException {
        DirectoryLock lock = DirectoryLock.acquire(path);
        try {
            return new OfflineDirectory(path, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private CheckpointStore openStore() throws IOException {
        Path state = path.resolve(STATE);
        Opening opening = new Opening(state);
        try {
            GenerationalStore opened =
                    GenerationalStore.open(new ReadOnlyDirectory(state), CheckpointOptions.defaults(), opening);
            if (opened.hasPrevious()) {
                openPrevious(state, opening.generation);
            }
            return opened;
        } catch (CheckpointException e) {
            stateLost = true;
            findings.add(new Finding(
                    true,
                    state.toString(),
                    0,
                    e.getMessage() + " Only what the journal still has can be seen",
                    Finding.RESTORE));
            return new MemoryCheckpointStore();
        }
    }

    /** The generation to go back to is opened as if the current one were lost, which verifies it. */
    private void openPrevious(Path state, long current) throws IOException {
        ReadOnlyDirectory directory = new ReadOnlyDirectory(state);
        String name = "state-" + current + ".db";
        directory.delete(name);
        try {
            GenerationalStore.open(directory, CheckpointOptions.defaults(), new Silence())
                    .close();
        } catch (CheckpointException e) {
            findings.add(new Finding(
                    true,
                    state.toString(),
                    0,
                    "the generation before the current one, kept as a way back, cannot be used: " + e.getMessage(),
                    "The broker can start, since the current one is whole. Save a copy of the directory, and look at the"
                            + " device's error log."));
        }
    }

    /** Hears nothing. */
    private static class Silence implements GenerationListener {
        @Override
        public void rejected(String file, String reason) {}

        @Override
        public void opened(long generation, long fileBytes) {}

        @Override
        public void rewritten(long generation, long bytesBefore, long bytesAfter) {}

        @Override
        public void rewriteFailed(long generation, String reason) {}
    }

    /** Turns what opening the store finds into findings. */
    private final class Opening extends Silence {
        private final Path state;
        private long generation;

        Opening(Path state) {
            this.state = state;
        }

        @Override
        public void rejected(String file, String reason) {
            findings.add(new Finding(
                    true,
                    state.resolve(file).toString(),
                    0,
                    "the checkpoint cannot be used: " + reason,
                    "A broker started now would use the generation before and the journal behind it, and put this file"
                            + " aside. Save a copy of the directory first, and look at the device's error log."));
        }

        @Override
        public void opened(long opened, long fileBytes) {
            generation = opened;
        }
    }

    void add(JournalFlaw flaw) {
        findings.add(
                flaw.harmless()
                        ? new Finding(
                                false,
                                flaw.file(),
                                flaw.offset(),
                                flaw.found() + ". A crash leaves that; nothing that was confirmed is missing",
                                "Nothing is to be done: the broker cuts it off when it starts.")
                        : Finding.problem(flaw.file(), flaw.offset(), flaw.found()));
    }

    void add(Finding finding) {
        findings.add(finding);
    }

    /** What was found so far. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    public Path path() {
        return path;
    }

    /** For people: where the checkpoint is. */
    String statePath() {
        return path.resolve(STATE).toString();
    }

    JournalReader journal() {
        return journal;
    }

    CheckpointStore store() {
        return store;
    }

    /** Whether no generation of the checkpoint can be read, and the store is an empty one. */
    boolean stateLost() {
        return stateLost;
    }

    @Override
    public void close() throws IOException {
        try {
            journal.close();
            store.close();
        } finally {
            lock.close();
        }
    }
}
