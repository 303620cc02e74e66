package io.chasqui.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.disk.Directory;
import io.chasqui.disk.DiskFile;
import io.chasqui.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.mapdb.DB;
import org.mapdb.DBMaker;

class GenerationalStoreTest {

    private static final byte[] ONE = {1, 11};
    private static final byte[] TWO = {1, 22, 22};

    private final RecordingListener listener = new RecordingListener();
    private SimulatedDisk disk = new SimulatedDisk(1);

    private GenerationalStore open() throws CheckpointException {
        return GenerationalStore.open(disk, CheckpointOptions.defaults(), listener);
    }

    /** Leaves generation 1 with the value ONE, and generation 2 with TWO. */
    private void twoGenerations() throws CheckpointException {
        try (GenerationalStore store = open()) {
            store.put(Table.META, "position", ONE);
            store.rewrite();
            store.put(Table.META, "position", TWO);
            store.commit();
        }
    }

    private static void damage(Directory disk, String name, long position) throws IOException {
        try (DiskFile file = disk.open(name)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            file.read(one, position);
            file.write(ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ 0x20)}), position);
        }
    }

    @Nested
    class Contract extends CheckpointStoreContract {
        @Override
        CheckpointStore open() throws CheckpointException {
            return GenerationalStoreTest.this.open();
        }
    }

    /** A release that did not remember outcomes has made the state. */
    @Test
    void aTableThatWasAddedLaterIsAddedToAnOldState() throws IOException {
        try (GenerationalStore store = open()) {
            store.put(Table.META, "position", ONE);
            store.commit();
        }
        StateFiles files = new StateFiles(disk, 1);
        RedoLog.recover(files);
        try (PagedFile pages = PagedFile.open(files, 256)) {
            DB database = DBMaker.volumeDB(new AtomicVolume(pages), true)
                    .concurrencyDisable()
                    .make();
            SortedMap<String, String> catalog = database.nameCatalogLoad();
            assertTrue(catalog.keySet().removeIf(name -> name.startsWith("effect#")), catalog.toString());
            database.nameCatalogSave(catalog);
            database.commit();
        }
        try (GenerationalStore store = open()) {
            assertEquals(0, store.size(Table.EFFECT));
            assertArrayEquals(ONE, store.get(Table.META, "position"));
            store.put(Table.EFFECT, "0:session", TWO);
            store.commit();
        }
        try (GenerationalStore store = open()) {
            assertArrayEquals(TWO, store.get(Table.EFFECT, "0:session"));
            assertEquals(List.of(), listener.rejected);
        }
    }

    @Test
    void keepsWhatWasCommittedAndNothingElse() throws CheckpointException {
        try (GenerationalStore store = open()) {
            store.put(Table.DESTINATION, 5L, ONE);
            store.commit();
            store.put(Table.DESTINATION, 6L, ONE);
        }
        try (GenerationalStore store = open()) {
            assertArrayEquals(ONE, store.get(Table.DESTINATION, 5L));
            assertNull(store.get(Table.DESTINATION, 6L));
            assertEquals(1, store.size(Table.DESTINATION));
        }
        assertEquals(List.of(), listener.rejected);
    }

    @Test
    void keepsValuesOfAnySize() throws CheckpointException {
        Random random = new Random(7);
        List<byte[]> values = new ArrayList<>();
        for (int bytes : new int[] {1, 2, 5, 6, 4096, 65_000, 65_536, 300_000, 3_000_000}) {
            values.add(StoreModel.value(random, bytes));
        }
        try (GenerationalStore store = open()) {
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < values.size(); i++) {
                    store.put(Table.INDEX, new BlockKey(1, (i + round) % values.size()), values.get(i));
                }
                store.commit();
            }
        }
        try (GenerationalStore store = open()) {
            for (int i = 0; i < values.size(); i++) {
                assertArrayEquals(values.get(i), store.get(Table.INDEX, new BlockKey(1, (i + 2) % values.size())));
            }
        }
    }

    @Test
    void writesItselfAnewAndKeepsTheGenerationBefore() throws IOException {
        twoGenerations();
        assertEquals(List.of(2L), listener.rewritten);
        assertTrue(disk.list().containsAll(List.of("state-1.db", "state-2.db", "state.manifest")));
        try (GenerationalStore store = open()) {
            assertTrue(store.hasPrevious());
            assertArrayEquals(TWO, store.get(Table.META, "position"));
            assertArrayEquals(ONE, store.previousMeta("position"));
            store.rewrite();
            assertArrayEquals(TWO, store.previousMeta("position"));
        }
        assertFalse(disk.list().contains("state-1.db"));
    }

    @Test
    void givesUpTheGenerationBeforeWhenTold() throws IOException {
        twoGenerations();
        try (GenerationalStore store = open()) {
            store.dropPrevious();
            assertFalse(store.hasPrevious());
            assertNull(store.previousMeta("position"));
        }
        assertFalse(disk.list().contains("state-1.db"));
        try (GenerationalStore store = open()) {
            assertFalse(store.hasPrevious());
            assertArrayEquals(TWO, store.get(Table.META, "position"));
        }
    }

    @Test
    void goesBackToTheGenerationBeforeAndSaysWhy() throws IOException {
        twoGenerations();
        damage(disk, "state-2.db", 5);
        try (GenerationalStore store = open()) {
            assertArrayEquals(ONE, store.get(Table.META, "position"));
            assertFalse(store.hasPrevious());
            store.put(Table.META, "position", TWO);
            store.commit();
        }
        assertEquals(
                List.of("state-2.db: state-2.db: opening it failed: it does not begin like a file of durable state"),
                listener.rejected);
        assertTrue(disk.list().contains("state-2.db.damaged"));
        listener.rejected.clear();
        try (GenerationalStore store = open()) {
            assertArrayEquals(TWO, store.get(Table.META, "position"));
            store.rewrite();
        }
        assertEquals(List.of(), listener.rejected);
        assertTrue(disk.list().contains("state-3.db"), "a number is never used twice: " + disk.list());
    }

    @Test
    void goesBackWhenTheNewestIsGoneOrCut() throws IOException {
        twoGenerations();
        SimulatedDisk gone = disk.copy();
        gone.delete("state-2.db");
        SimulatedDisk cut = disk.copy();
        try (DiskFile file = cut.open("state-2.db")) {
            file.setSize(file.size() / 2);
        }
        for (SimulatedDisk damaged : List.of(gone, cut)) {
            disk = damaged;
            try (GenerationalStore store = open()) {
                assertArrayEquals(ONE, store.get(Table.META, "position"));
            }
        }
        assertEquals("state-2.db: it is not there", listener.rejected.get(0));
        assertEquals(2, listener.rejected.size());
    }

    @Test
    void saysWhatToDoWhenNoGenerationCanBeOpened() throws IOException {
        twoGenerations();
        damage(disk, "state-1.db", 5000);
        damage(disk, "state-2.db", 5);
        List<String> before = disk.list();
        CheckpointException refused = assertThrows(CheckpointException.class, this::open);
        for (String part : List.of("state-1.db", "state-2.db", "from a backup", "state.manifest", disk.path())) {
            assertTrue(refused.getMessage().contains(part), refused.getMessage());
        }
        assertEquals(before, disk.list());
    }

    @Test
    void doesWithoutAManifestThatIsLost() throws IOException {
        twoGenerations();
        disk.delete("state.manifest");
        try (GenerationalStore store = open()) {
            assertArrayEquals(TWO, store.get(Table.META, "position"));
        }
        assertEquals(List.of("state.manifest: it is not there"), listener.rejected);
    }

    @Test
    void neverTakesAnUnfinishedGenerationForTheNewest() throws IOException {
        twoGenerations();
        try (MapDbStore unfinished = MapDbStore.create(new StateFiles(disk, 3), 256)) {
            unfinished.put(Table.META, "position", ONE);
            unfinished.commit();
        }
        SimulatedDisk lost = disk.copy();
        try (GenerationalStore store = open()) {
            assertArrayEquals(TWO, store.get(Table.META, "position"));
        }
        assertFalse(disk.list().contains("state-3.db"));
        disk = lost;
        disk.delete("state.manifest");
        try (GenerationalStore store = open()) {
            assertArrayEquals(TWO, store.get(Table.META, "position"));
        }
        assertTrue(listener.rejected.contains("state-3.db: it was never finished"), "" + listener.rejected);
    }

    @Test
    void staysWithTheOldFileWhenThereIsNoRoomForANewOne() throws IOException {
        try (GenerationalStore store = open()) {
            store.put(Table.META, "position", ONE);
            store.commit();
            disk.setCapacity(disk.usedBytes() + 2000);
            store.rewrite();
            assertEquals(1, listener.failed.size());
            assertFalse(disk.list().contains("state-2.db"));
            store.put(Table.META, "position", TWO);
            store.commit();
            disk.setCapacity(Long.MAX_VALUE);
            store.rewrite();
            assertEquals(List.of(2L), listener.rewritten);
        }
        try (GenerationalStore store = open()) {
            assertArrayEquals(TWO, store.get(Table.META, "position"));
        }
    }

    @Test
    void acceptsNothingAfterAFailedCommit() throws IOException {
        GenerationalStore store = open();
        store.put(Table.META, "position", ONE);
        store.commit();
        store.put(Table.META, "position", TWO);
        disk.failAt(disk.operations(), SimulatedDisk.Fault.NO_SPACE);
        CheckpointException failed = assertThrows(CheckpointException.class, store::commit);
        assertTrue(failed.getMessage().contains("No space left on device"), failed.getMessage());
        assertTrue(failed.getMessage().contains("state-1.db"), failed.getMessage());
        CheckpointException refused = assertThrows(CheckpointException.class, store::commit);
        assertTrue(refused.getMessage().contains("open it anew"), refused.getMessage());
        assertThrows(CheckpointException.class, () -> store.get(Table.META, "position"));
        store.close();
        try (GenerationalStore again = open()) {
            assertArrayEquals(ONE, again.get(Table.META, "position"));
        }
    }
}
