package io.chasqui.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.disk.Directory;
import io.chasqui.disk.DiskFile;
import io.chasqui.disk.SimulatedDisk;
import io.chasqui.disk.SimulatedDisk.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Single damaged bytes, and disks that fail once: noticed, or of no consequence. */
class CheckpointDamagePropertyTest {

    private static final CheckpointOptions OPTIONS = new CheckpointOptions(1 << 20, 1 << 20, 2);

    /** Bytes flipped in the data of a file; of everything else, all are. */
    private static final int RANDOM_FLIPS = 600;

    private final StoreModel model = new StoreModel();
    private final Random random = new Random(11);

    /** A store with some history, closed; the model has its last commit. */
    private SimulatedDisk filled(int commits) throws CheckpointException {
        SimulatedDisk disk = new SimulatedDisk(3);
        try (GenerationalStore store = open(disk, new RecordingListener())) {
            for (int i = 0; i < commits; i++) {
                changeAndCommit(store, 30);
            }
        }
        return disk;
    }

    private void changeAndCommit(GenerationalStore store, int changes) throws CheckpointException {
        for (int i = 0; i < changes; i++) {
            model.change(store, random);
        }
        store.commit();
    }

    private static GenerationalStore open(Directory disk, GenerationListener listener) throws CheckpointException {
        return GenerationalStore.open(disk, OPTIONS, listener);
    }

    private static void flip(Directory disk, String name, long position, int bit) throws IOException {
        try (DiskFile file = disk.open(name)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            file.read(one, position);
            file.write(ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ 1 << bit)}), position);
        }
    }

    @Test
    void noticesAnyFlippedByteOrIsNotHarmedByIt() throws IOException {
        SimulatedDisk disk = filled(4);
        int noticed = 0;
        for (String name : disk.list()) {
            for (long position : positions(disk, name)) {
                SimulatedDisk damaged = disk.copy();
                int bit = random.nextInt(8);
                flip(damaged, name, position, bit);
                noticed += isNoticed(damaged, name + " at " + position + ", bit " + bit) ? 1 : 0;
            }
        }
        assertTrue(noticed > RANDOM_FLIPS / 5, "only " + noticed + " were noticed");
    }

    private List<Long> positions(SimulatedDisk disk, String name) throws IOException {
        long size;
        try (DiskFile file = disk.open(name)) {
            size = file.size();
        }
        List<Long> positions = new ArrayList<>();
        boolean data = name.endsWith(".db");
        for (long position = 0; position < Math.min(size, data ? 100 : 200); position++) {
            positions.add(position);
        }
        for (int i = 0; i < RANDOM_FLIPS && data; i++) {
            positions.add((long) random.nextInt((int) size));
        }
        for (int i = 0; i < RANDOM_FLIPS / 2 && data; i++) {
            positions.add((long) random.nextInt(40 * Pages.BYTES));
        }
        return positions;
    }

    private boolean isNoticed(SimulatedDisk disk, String where) {
        RecordingListener listener = new RecordingListener();
        try (GenerationalStore store = open(disk, listener)) {
            assertEquals(model.content(), StoreModel.contentOf(store), where);
            return !listener.rejected.isEmpty();
        } catch (CheckpointException e) {
            assertTrue(e.getMessage().contains("state-"), e.getMessage());
            return true;
        }
    }

    @Test
    void noticesAFlippedByteInALogThatIsNeeded() throws IOException {
        SimulatedDisk disk = filled(2);
        Map<String, String> before = model.content();
        try (GenerationalStore store = open(disk, new RecordingListener())) {
            for (int i = 0; i < 20; i++) {
                model.change(store, random);
            }
            disk.stopAt(disk.operations() + 5);
            assertThrows(CheckpointException.class, store::commit);
        }
        SimulatedDisk interrupted = disk.crash();
        String log = interrupted.list().stream()
                .filter(name -> name.endsWith(".redo"))
                .max(String::compareTo)
                .orElseThrow();
        int size;
        try (DiskFile file = interrupted.open(log)) {
            size = (int) file.size();
        }
        for (int i = 0; i < RANDOM_FLIPS; i++) {
            SimulatedDisk damaged = interrupted.copy();
            int position = i < 200 ? i : random.nextInt(size);
            flip(damaged, log, position, random.nextInt(8));
            RecordingListener listener = new RecordingListener();
            try (GenerationalStore store = open(damaged, listener)) {
                Map<String, String> content = StoreModel.contentOf(store);
                boolean whole = content.equals(before) || content.equals(model.content());
                assertTrue(whole || !listener.rejected.isEmpty(), log + " at " + position + ": " + content);
            } catch (CheckpointException e) {
                assertTrue(e.getMessage().contains("state-"), e.getMessage());
            }
        }
    }

    @Test
    void failsClearlyAndKeepsTheLastCommitWhereverTheDiskFails() throws IOException {
        for (Fault fault : Fault.values()) {
            long last = Long.MAX_VALUE;
            for (long operation = 0; operation < last; operation++) {
                last = failOnce(fault, operation) ? last : operation;
            }
            assertTrue(last > 60 && last < 500, fault + " was met by " + last + " operations");
        }
    }

    /** Returns false when there is no such operation any more. */
    private boolean failOnce(Fault fault, long operation) throws IOException {
        String where = fault + " at operation " + operation;
        model.reset(Map.of());
        random.setSeed(operation);
        SimulatedDisk disk = new SimulatedDisk(operation).failAt(operation, fault);
        Map<String, String> committed = Map.of();
        try (GenerationalStore store = open(disk, new RecordingListener())) {
            for (int round = 0; round < 2; round++) {
                changeAndCommit(store, 10);
                committed = model.content();
                store.rewrite();
            }
        } catch (CheckpointException e) {
            assertTrue(e.getMessage().length() > 40 && e.getMessage().contains("state"), where + ": " + e.getMessage());
        }
        boolean met = disk.operations() > operation;
        checkAfter(disk.copy().kill(), committed, where + ", process restarted");
        checkAfter(disk.crash(), committed, where + ", machine restarted");
        return met;
    }

    private void checkAfter(SimulatedDisk disk, Map<String, String> committed, String where) throws IOException {
        RecordingListener listener = new RecordingListener();
        Map<String, String> content;
        try (GenerationalStore store = open(disk, listener)) {
            content = StoreModel.contentOf(store);
        }
        assertEquals(List.of(), listener.rejected, where);
        assertTrue(content.equals(committed) || content.equals(model.content()), where + " holds " + content.keySet());
        try (GenerationalStore store = open(disk.crash(), listener)) {
            assertEquals(content, StoreModel.contentOf(store), where + ", then a crash");
        }
    }

    @Test
    void opensWhereverTheDiskFailsWhileItIsOpened() throws IOException {
        SimulatedDisk disk = filled(2);
        Map<String, String> before;
        try (GenerationalStore store = open(disk, new RecordingListener())) {
            changeAndCommit(store, 20);
            before = model.content();
            model.change(store, random);
            disk.stopAt(disk.operations() + 5);
            try {
                store.commit();
            } catch (CheckpointException e) {
                assertTrue(e.getMessage().contains("stopped"), e.getMessage());
            }
        }
        SimulatedDisk interrupted = disk.kill();
        Map<String, String> expected = StoreModel.contentOf(open(interrupted.copy(), new RecordingListener()));
        for (long operation = 0; operation < 40; operation++) {
            SimulatedDisk failing = interrupted.copy().failAt(operation, Fault.INPUT_OUTPUT);
            RecordingListener listener = new RecordingListener();
            try (GenerationalStore store = open(failing, listener)) {
                boolean same = expected.equals(StoreModel.contentOf(store));
                assertTrue(same || !listener.rejected.isEmpty(), "operation " + operation);
            } catch (CheckpointException e) {
                try (GenerationalStore store = open(failing.crash(), new RecordingListener())) {
                    Map<String, String> content = StoreModel.contentOf(store);
                    assertTrue(
                            content.equals(expected) || content.equals(before),
                            "operation " + operation + ", restarted: " + content);
                }
            }
        }
    }
}
