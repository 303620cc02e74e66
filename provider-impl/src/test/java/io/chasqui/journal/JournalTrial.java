package io.chasqui.journal;

import io.chasqui.disk.Directory;
import io.chasqui.disk.SimulatedDisk;
import io.chasqui.journal.JournalModel.Loss;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Uses a journal at random, crashes it at random, and compares what is there afterwards with {@link JournalModel}; several
 * times over on what the crash left. Everything follows from the seed.
 */
final class JournalTrial {

    private static final Durability[] DURABILITIES = Durability.values();

    private final Random random;
    private final Checksum checksum;
    private final UnaryOperator<Directory> view;
    private final JournalModel model = new JournalModel();
    private final JournalSettings settings;

    /** Records of one size begin where others of an earlier life did; 0 for all sizes. */
    private final int usualBytes;

    private SimulatedDisk disk;

    /** Some position that was told to be forced: a later life must be able to begin there. */
    private long checkpoint = Position.START;

    private Loss loss = Loss.NONE;

    /**
     * @param view puts something between the journal and the disk
     */
    JournalTrial(long seed, UnaryOperator<Directory> view, Checksum checksum) {
        this.random = new Random(seed);
        this.view = view;
        this.checksum = checksum;
        this.disk = new SimulatedDisk(random.nextLong());
        this.usualBytes = Math.max(0, random.nextInt(500) - 300);
        this.settings = new JournalSettings(
                1024 << random.nextInt(3), 512 << random.nextInt(4), 1 + random.nextInt(20), random.nextInt(3), 0);
    }

    JournalTrial(long seed) {
        this(seed, UnaryOperator.identity(), Checksum.CRC32C);
    }

    SimulatedDisk disk() {
        return disk;
    }

    /** Runs so many lives of the journal, and one more to see what the last crash left. */
    void run(int lives) throws IOException {
        for (int life = 0; life < lives; life++) {
            if (random.nextInt(3) == 0) {
                disk.stopAt(disk.operations() + random.nextInt(60));
            }
            live(5 + random.nextInt(40));
        }
        inspect();
    }

    /** One life, in which any operation may fail, and its end. */
    void live(int steps) {
        ManualDriver driver = new ManualDriver();
        FileJournal journal = open(driver);
        if (journal == null) {
            crash();
            return;
        }
        for (int i = 0; i < steps; i++) {
            step(journal, driver);
        }
        checkpoint = random.nextBoolean() ? journal.forcedPosition() : checkpoint;
        end(journal, driver);
    }

    /** Opens what the last life left, which nothing may hinder now, and compares. */
    void inspect() throws IOException {
        ManualDriver driver = new ManualDriver();
        FileJournal journal = FileJournal.open(view.apply(disk), settings, driver, checksum);
        model.compare(journal, loss);
        model.requireReplayFrom(checkpoint, journal);
        model.requireReadable(journal);
        journal.close();
        loss = Loss.NONE;
    }

    private @Nullable FileJournal open(ManualDriver driver) {
        try {
            FileJournal journal = FileJournal.open(view.apply(disk), settings, driver, checksum);
            model.compare(journal, loss);
            model.requireReplayFrom(checkpoint, journal);
            checkpoint = random.nextBoolean() ? journal.forcedPosition() : checkpoint;
            return journal;
        } catch (JournalCorruptException e) {
            throw new AssertionError("a crash was taken for damage: " + e.getMessage(), e);
        } catch (IOException e) {
            return null;
        }
    }

    private void step(FileJournal journal, ManualDriver driver) {
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> append(journal);
            case 4 -> {
                for (int burst = random.nextInt(20); burst > 0; burst--) {
                    append(journal);
                }
            }
            case 5, 6, 7 -> driver.turn();
            case 8 -> driver.runBackground();
            case 9 -> driver.idle();
            case 10 -> read(journal);
            default -> delete(journal, driver);
        }
    }

    private void append(FileJournal journal) {
        int bytes = random.nextInt(20) == 0 ? random.nextInt(6000) : random.nextInt(300);
        bytes = usualBytes > 0 && random.nextInt(20) > 0 ? usualBytes : bytes;
        model.append(journal, bytes, DURABILITIES[random.nextInt(DURABILITIES.length)], random);
    }

    private void read(FileJournal journal) {
        try {
            model.requireReadable(journal);
        } catch (JournalCorruptException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            // The disk has stopped.
        }
    }

    private void delete(FileJournal journal, ManualDriver driver) {
        List<SegmentSummary> segments = journal.segments();
        SegmentSummary segment = segments.get(random.nextInt(segments.size()));
        if (segment.writing()) {
            return;
        }
        try {
            journal.delete(segment.number());
            model.freed(segment.number());
        } catch (IOException e) {
            model.maybeFreed(segment.number());
        }
        if (random.nextBoolean()) {
            driver.runBackground();
        }
    }

    private void end(FileJournal journal, ManualDriver driver) {
        switch (random.nextInt(4)) {
            case 0 -> close(journal);
            case 1 -> {
                disk = disk.kill();
                loss = Loss.PROCESS;
            }
            case 2 -> {
                driver.turnAll();
                model.requireAllTold();
                crash();
            }
            default -> crash();
        }
    }

    private void close(FileJournal journal) {
        try {
            journal.close();
            model.requireAllTold();
            model.requireNoFailure();
            disk = disk.crash();
            loss = Loss.NONE;
        } catch (IOException e) {
            model.requireAllTold();
            crash();
        }
    }

    private void crash() {
        disk = disk.crash();
        loss = Loss.POWER;
    }
}
