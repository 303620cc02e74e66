package io.chasqui.checkpoint;

import io.chasqui.disk.Directory;
import io.chasqui.disk.SimulatedDisk;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** One store through several power failures, all drawn from one seed. */
final class CrashRun {

    private static final int CRASHES = 4;
    private static final CheckpointOptions OPTIONS = new CheckpointOptions(1 << 20, 1 << 20, 2);

    /** What is left out of the store under test, to see that it is missed. */
    enum Mutant {
        NONE,
        NO_REDO_LOG,
        NO_FORCE_OF_LOG,
        NO_FORCE_OF_FILE,
        NO_FORCE_OF_NAMES
    }

    private final long seed;
    private final Random random;
    private final Mutant mutant;
    private final RecordingListener listener = new RecordingListener();
    private final StoreModel model = new StoreModel();
    private SimulatedDisk disk;
    private Map<String, String> committed = Map.of();
    private Map<String, String> committing = Map.of();
    private boolean inCommit;
    private int crashesDuringCommit;

    CrashRun(long seed, Mutant mutant) {
        this.seed = seed;
        this.random = new Random(seed);
        this.mutant = mutant;
        this.disk = new SimulatedDisk(seed);
    }

    int crashesDuringCommit() {
        return crashesDuringCommit;
    }

    int rewrites() {
        return listener.rewritten.size();
    }

    /** What went wrong, if anything did. */
    Optional<String> run() {
        for (int crash = 0; crash < CRASHES; crash++) {
            work();
            disk = random.nextInt(4) == 0 ? disk.kill() : disk.crash();
            Optional<String> wrong = check();
            if (wrong.isPresent()) {
                return Optional.of("seed " + seed + ", crash " + crash + ": " + wrong.get());
            }
        }
        return Optional.empty();
    }

    private Directory directory() {
        return mutant == Mutant.NONE ? disk : new ForgetfulDirectory(disk, mutant);
    }

    /** Until the power fails; that may be while the store is opened. */
    private void work() {
        disk.stopAt(random.nextInt(10) == 0 ? random.nextInt(30) : 20 + random.nextInt(120));
        try (GenerationalStore store = GenerationalStore.open(directory(), OPTIONS, listener)) {
            while (true) {
                model.change(store, random);
                if (random.nextInt(8) == 0) {
                    commit(store);
                }
            }
        } catch (IOException e) {
            crashesDuringCommit += inCommit ? 1 : 0;
        }
    }

    private void commit(GenerationalStore store) throws IOException {
        committing = model.content();
        inCommit = true;
        if (random.nextInt(10) == 0) {
            store.rewrite();
        } else {
            store.commit();
        }
        inCommit = false;
        committed = committing;
    }

    private Optional<String> check() {
        RecordingListener opening = new RecordingListener();
        try (GenerationalStore store = GenerationalStore.open(directory(), OPTIONS, opening)) {
            Map<String, String> content = StoreModel.contentOf(store);
            boolean whole = content.equals(committed) || inCommit && content.equals(committing);
            if (!opening.rejected.isEmpty()) {
                return Optional.of("rejected " + opening.rejected);
            }
            if (!whole) {
                return Optional.of("holds " + content.size() + " entries, and neither the " + committed.size()
                        + " of the last commit nor the " + committing.size() + " of the one running");
            }
            committed = content;
            model.reset(content);
            inCommit = false;
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("cannot be opened: " + e.getMessage());
        }
    }
}
