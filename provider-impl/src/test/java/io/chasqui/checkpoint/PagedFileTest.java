package io.chasqui.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.disk.DiskFile;
import io.chasqui.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagedFileTest {

    private static final int CACHED_PAGES = 16;
    private static final long PAGES = 2500;

    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final StateFiles files = new StateFiles(disk, 1);

    @BeforeEach
    void create() throws IOException {
        try (PagedFile file = PagedFile.create(files, CACHED_PAGES)) {
            file.growTo(PAGES);
            file.commit();
        }
    }

    private PagedFile open() throws IOException {
        RedoLog.recover(files);
        return PagedFile.open(files, CACHED_PAGES);
    }

    private static byte[] page(int value) {
        byte[] page = new byte[Pages.BYTES];
        Arrays.fill(page, (byte) value);
        return page;
    }

    private static void fill(PagedFile file, long page, int value) throws IOException {
        Arrays.fill(file.writable(page), (byte) value);
    }

    @Test
    void readsPagesNeverWrittenAsZeros() throws IOException {
        try (PagedFile file = open()) {
            assertEquals(PAGES, file.pageCount());
            assertSame(Pages.NEVER_WRITTEN, file.readable(PAGES - 1));
            assertThrows(IndexOutOfBoundsException.class, () -> file.readable(PAGES));
        }
        assertArrayEquals(page(0), Pages.NEVER_WRITTEN);
    }

    @Test
    void holdsMorePagesThanItsCache() throws IOException {
        Random random = new Random(5);
        int[] expected = new int[(int) PAGES];
        PagedFile file = open();
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 200; i++) {
                int page = random.nextInt((int) PAGES);
                expected[page] = 1 + random.nextInt(100);
                fill(file, page, expected[page]);
            }
            file.commit();
            assertEquals(0, file.uncommittedBytes());
            if (round % 2 == 0) {
                file.close();
                file = open();
            }
            for (int page = 0; page < PAGES; page++) {
                assertArrayEquals(page(expected[page]), file.readable(page), "page " + page);
            }
        }
        file.verify();
        file.close();
    }

    @Test
    void noticesAMixtureOfTwoCommitsWhosePagesAreAllWhole() throws IOException {
        long otherGroup = Pages.PER_GROUP + 3;
        try (PagedFile file = open()) {
            fill(file, 1, 1);
            fill(file, otherGroup, 1);
            file.commit();
        }
        SimulatedDisk before = disk.copy();
        try (PagedFile file = open()) {
            fill(file, 1, 2);
            fill(file, otherGroup, 2);
            file.commit();
        }
        for (long slot : new long[] {Pages.checksumSlot(1), Pages.slot(otherGroup)}) {
            copySlot(before, slot);
        }
        CheckpointException refused = assertThrows(CheckpointException.class, this::open);
        assertTrue(refused.getMessage().contains("of different commits"), refused.getMessage());
    }

    private void copySlot(SimulatedDisk from, long slot) throws IOException {
        try (DiskFile source = from.open(files.fileName());
                DiskFile target = disk.open(files.fileName())) {
            ByteBuffer page = ByteBuffer.allocate(Pages.BYTES);
            source.read(page, Pages.positionOf(slot));
            target.write(page.flip(), Pages.positionOf(slot));
        }
    }

    @Test
    void noticesAPageThatWasWrittenToTheWrongPlace() throws IOException {
        try (PagedFile file = open()) {
            fill(file, 1, 1);
            fill(file, 2, 2);
            file.commit();
        }
        try (DiskFile raw = disk.open(files.fileName())) {
            raw.write(ByteBuffer.wrap(page(1)), Pages.positionOf(Pages.slot(2)));
        }
        try (PagedFile file = open()) {
            assertThrows(CheckpointException.class, file::verify);
            assertArrayEquals(page(1), file.readable(1));
            assertThrows(CheckpointException.class, () -> file.readable(2));
        }
    }

    @Test
    void noticesDamageDoneWhileItIsOpen() throws IOException {
        try (PagedFile file = open()) {
            for (int page = 0; page < 3 * CACHED_PAGES; page++) {
                fill(file, page, 7);
            }
            file.commit();
            try (DiskFile raw = disk.open(files.fileName())) {
                for (int page = 0; page < 3 * CACHED_PAGES; page++) {
                    raw.write(ByteBuffer.wrap(new byte[] {8}), Pages.positionOf(Pages.slot(page)));
                }
            }
            int noticed = 0;
            for (int page = 0; page < 3 * CACHED_PAGES; page++) {
                try {
                    assertEquals(7, file.readable(page)[0], "page " + page);
                } catch (CheckpointException e) {
                    noticed++;
                }
            }
            assertTrue(noticed >= 2 * CACHED_PAGES, "only " + noticed + " were noticed");
        }
    }

    @Test
    void refusesAFileOfAnotherGeneration() throws IOException {
        disk.rename(files.fileName(), "state-2.db");
        CheckpointException refused =
                assertThrows(CheckpointException.class, () -> PagedFile.open(new StateFiles(disk, 2), CACHED_PAGES));
        assertTrue(refused.getMessage().contains("generation 1, not 2"), refused.getMessage());
    }

    @Test
    void aLogThatHasServedChangesNothingWhenItIsAppliedAgain() throws IOException {
        SimulatedDisk interrupted;
        try (PagedFile file = open()) {
            fill(file, 5, 1);
            disk.stopAt(disk.operations() + 6);
            assertThrows(IOException.class, file::commit);
            interrupted = disk.kill();
        }
        StateFiles recovered = new StateFiles(interrupted, 1);
        for (int round = 0; round < 3; round++) {
            SimulatedDisk log = interrupted.copy();
            RedoLog.recover(recovered);
            try (PagedFile file = PagedFile.open(recovered, CACHED_PAGES)) {
                assertArrayEquals(page(1), file.readable(5));
            }
            copyFile(log, interrupted, recovered.logName());
        }
    }

    @Test
    void holdsOneCommitWholeWhereverItsRecoveryIsInterrupted() throws IOException {
        for (int seed = 0; seed < 400; seed++) {
            SimulatedDisk first = new SimulatedDisk(seed);
            StateFiles firstFiles = new StateFiles(first, 1);
            try (PagedFile file = PagedFile.create(firstFiles, CACHED_PAGES)) {
                file.growTo(PAGES);
                fillSome(file, 1);
                file.commit();
                first.force();
            }
            try (PagedFile file = PagedFile.open(firstFiles, CACHED_PAGES)) {
                fillSome(file, 2);
                first.stopAt(first.operations() + 3 + seed % 10);
                assertThrows(IOException.class, file::commit);
            }
            SimulatedDisk second = first.kill().stopAt(seed / 10 % 25);
            try {
                RedoLog.recover(new StateFiles(second, 1));
            } catch (IOException e) {
                assertTrue(e.getMessage().contains("stopped"), e.getMessage());
            }
            checkWhole(new StateFiles(second.crash(), 1), "seed " + seed);
        }
    }

    private static void fillSome(PagedFile file, int value) throws IOException {
        for (long page = 0; page < PAGES; page += 97) {
            fill(file, page, value);
        }
    }

    private static void checkWhole(StateFiles files, String where) throws IOException {
        RedoLog.recover(files);
        try (PagedFile file = PagedFile.open(files, CACHED_PAGES)) {
            file.verify();
            int value = file.readable(0)[0];
            for (long page = 0; page < PAGES; page += 97) {
                assertArrayEquals(page(value), file.readable(page), where);
            }
        } catch (IOException e) {
            throw new IOException(where + ": " + e.getMessage(), e);
        }
    }

    private static void copyFile(SimulatedDisk from, SimulatedDisk to, String name) throws IOException {
        try (DiskFile source = from.open(name);
                DiskFile target = to.open(name)) {
            ByteBuffer all = ByteBuffer.allocate((int) source.size());
            source.read(all, 0);
            target.write(all.flip(), 0);
        }
    }
}
