package io.chasqui.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.disk.SimulatedDisk;
import io.chasqui.disk.SimulatedDisk.Fault;
import io.chasqui.journal.JournalModel.Loss;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lets every single operation of a journal's life fail, and then the power: nobody was told of a record that is not there. */
class JournalFaultPropertyTest {

    private static final JournalSettings SMALL = new JournalSettings(2048, 1024, 8, 1, 0);
    private static final int STEPS = 60;

    private final JournalModel model = new JournalModel();
    private boolean failed;

    @ParameterizedTest
    @EnumSource(Fault.class)
    void reportsNothingThatAFailureTookAway(Fault fault) throws IOException {
        long operations = new JournalFaultPropertyTest().operationsOf(new SimulatedDisk(1));
        assertTrue(operations > 100, "too short a life: " + operations);
        int failures = 0;
        for (long operation = 0; operation < operations; operation++) {
            for (int seed = 0; seed < 5; seed++) {
                SimulatedDisk disk = new SimulatedDisk(seed).failAt(operation, fault);
                failures += survives(disk, seed, operation) ? 0 : 1;
            }
        }
        assertTrue(failures > operations, "the fault was met only " + failures + " times");
    }

    @Test
    void reportsNothingThatDidNotFitOnTheDisk() throws IOException {
        for (int capacity = 0; capacity < 40_000; capacity += 100) {
            survives(new SimulatedDisk(capacity).setCapacity(capacity), capacity, capacity);
        }
    }

    private static boolean survives(SimulatedDisk disk, long seed, long what) throws IOException {
        JournalFaultPropertyTest life = new JournalFaultPropertyTest();
        try {
            life.operationsOf(disk);
            life.comparedAfterCrash(seed % 2 == 0 ? disk.crash() : disk.kill().crash());
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed + ", operation " + what + ": " + e.getMessage(), e);
        }
        return !life.failed;
    }

    /** Lives through a fixed script and returns how many operations that took. */
    private long operationsOf(SimulatedDisk disk) {
        ManualDriver driver = new ManualDriver();
        try (FileJournal journal = FileJournal.open(disk, SMALL, driver)) {
            Random random = new Random(7);
            for (int i = 0; i < STEPS; i++) {
                step(journal, driver, random, i);
            }
        } catch (IOException e) {
            failed = true;
        }
        model.requireAllTold();
        failed |= model.failure() != null;
        return disk.operations();
    }

    private void step(FileJournal journal, ManualDriver driver, Random random, int index) {
        model.append(journal, random.nextInt(400), Durability.values()[random.nextInt(3)], random);
        if (index % 3 == 0) {
            driver.turn();
        }
        if (index % 7 == 0) {
            driver.runBackground();
            driver.idle();
        }
        SegmentSummary first = journal.segments().get(0);
        if (index % 20 == 19 && !first.writing()) {
            try {
                journal.delete(first.number());
                model.freed(first.number());
            } catch (IOException e) {
                failed = true;
                model.maybeFreed(first.number());
            }
        }
    }

    private void comparedAfterCrash(SimulatedDisk disk) throws IOException {
        try (FileJournal journal = FileJournal.open(disk, SMALL, new ManualDriver())) {
            model.compare(journal, Loss.POWER);
            model.requireReadable(journal);
        }
    }

    @Test
    void doesNotTrustThePageCacheAfterAFailedForce() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            JournalModel records = new JournalModel();
            SimulatedDisk disk = new SimulatedDisk(seed);
            ManualDriver driver = new ManualDriver();
            FileJournal journal = FileJournal.open(disk, SMALL, driver);
            records.append(journal, 600, Durability.FORCED, new Random(seed));
            disk.failAt(disk.operations() + 1, Fault.INPUT_OUTPUT);
            driver.turn();
            assertTrue(records.failure() != null, "the force did not fail");

            disk = disk.kill();
            records.compare(FileJournal.open(disk, SMALL, new ManualDriver()), Loss.PROCESS);
            records.compare(FileJournal.open(disk.crash(), SMALL, new ManualDriver()), Loss.POWER);
        }
    }
}
