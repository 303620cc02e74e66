package io.chasqui.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.disk.SimulatedDisk.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulatedDiskTest {

    private static final int SEEDS = 300;

    private static void write(DiskFile file, long position, int bytes, int value) throws IOException {
        byte[] content = new byte[bytes];
        Arrays.fill(content, (byte) value);
        file.write(ByteBuffer.wrap(content), position);
    }

    private static byte[] content(Directory disk, String name) throws IOException {
        DiskFile file = disk.open(name);
        ByteBuffer into = ByteBuffer.allocate((int) file.size());
        assertEquals(into.capacity(), file.read(into, 0));
        return into.array();
    }

    /** Which values the sectors of a file have after a crash; -1 for a sector cut off. */
    private static List<Integer> sectors(Directory disk, int count) throws IOException {
        byte[] all = Arrays.copyOf(content(disk, "a"), count * SimulatedFile.SECTOR);
        Integer[] values = new Integer[count];
        for (int i = 0; i < count; i++) {
            int start = i * SimulatedFile.SECTOR;
            for (int k = 1; k < SimulatedFile.SECTOR; k++) {
                assertEquals(all[start], all[start + k], "sector torn inside");
            }
            values[i] = (int) all[start];
        }
        return List.of(values);
    }

    @Test
    void keepsWhatWasForced() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = new SimulatedDisk(seed);
            DiskFile file = disk.open("a");
            write(file, 0, 1300, 1);
            file.force();
            disk.force();
            byte[] expected = new byte[1300];
            Arrays.fill(expected, (byte) 1);
            assertArrayEquals(expected, content(disk.crash().crash(), "a"), "seed " + seed);
        }
    }

    @Test
    void losesTearsAndReordersWhatWasNotForced() throws IOException {
        Set<List<Integer>> seen = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = new SimulatedDisk(seed);
            DiskFile file = disk.open("a");
            write(file, 0, 1536, 1);
            file.force();
            disk.force();
            write(file, 0, 1024, 2);
            write(file, 1024, 512, 3);
            seen.add(sectors(disk.crash(), 3));
        }
        assertTrue(seen.contains(List.of(1, 1, 1)), "dropped: " + seen);
        assertTrue(seen.contains(List.of(2, 2, 3)), "applied: " + seen);
        assertTrue(seen.contains(List.of(2, 1, 1)), "torn: " + seen);
        assertTrue(seen.contains(List.of(1, 1, 3)), "reordered: " + seen);
        assertEquals(8, seen.size(), "anything else: " + seen);
    }

    @Test
    void mayLoseTheSizeOrKeepItWithoutTheContent() throws IOException {
        Set<List<Integer>> seen = new HashSet<>();
        Set<Integer> sizes = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = new SimulatedDisk(seed);
            DiskFile file = disk.open("a");
            disk.force();
            write(file, 0, 1024, 1);
            SimulatedDisk after = disk.crash();
            sizes.add(content(after, "a").length);
            seen.add(sectors(after, 2));
        }
        assertEquals(Set.of(0, 1024), sizes);
        assertEquals(Set.of(List.of(0, 0), List.of(0, 1), List.of(1, 0), List.of(1, 1)), seen);
    }

    @Test
    void namesNeedAForceOfTheDirectory() throws IOException {
        Set<List<String>> seen = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = new SimulatedDisk(seed);
            disk.open("old").force();
            disk.open("gone").force();
            disk.force();
            disk.open("new").force();
            disk.rename("old", "renamed");
            disk.delete("gone");
            assertEquals(List.of("new", "renamed"), disk.list());
            seen.add(disk.crash().list());
        }
        assertEquals(8, seen.size(), "each change with and without the others: " + seen);
        assertTrue(seen.contains(List.of("gone", "old")) && seen.contains(List.of("new", "renamed")), "" + seen);
    }

    @Test
    void renamingReplacesWithoutAMomentOfNeither() throws IOException {
        Set<Integer> seen = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = new SimulatedDisk(seed);
            DiskFile file = disk.open("a");
            write(file, 0, 512, 1);
            file.force();
            disk.force();
            DiskFile next = disk.open("a.new");
            write(next, 0, 512, 2);
            next.force();
            disk.rename("a.new", "a");
            seen.add(sectors(disk.crash(), 1).get(0));
        }
        assertEquals(Set.of(1, 2), seen);
    }

    @Test
    void deathOfTheProcessLosesNothingWrittenButForcesNothing() throws IOException {
        boolean lost = false;
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = new SimulatedDisk(seed);
            write(disk.open("a"), 0, 512, 1);
            SimulatedDisk restarted = disk.kill();
            assertEquals(List.of(1), sectors(restarted, 1));
            assertThrows(IOException.class, () -> disk.open("a"));
            lost |= !restarted.crash().list().contains("a");
        }
        assertTrue(lost, "a crash after the restart never lost the file");
    }

    @Test
    void aCutFileReadsAsZerosWhenItGrowsAgain() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(1);
        DiskFile file = disk.open("a");
        write(file, 0, 1024, 1);
        file.setSize(512);
        file.setSize(1024);
        assertEquals(List.of(1, 0), sectors(disk, 2));
        file.force();
        disk.force();
        assertEquals(List.of(1, 0), sectors(disk.crash(), 2));
    }

    @Test
    void failsOnceAtTheOperationAskedFor() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(1).failAt(2, Fault.INPUT_OUTPUT);
        DiskFile file = disk.open("a");
        write(file, 0, 512, 1);
        IOException failed = assertThrows(IOException.class, file::force);
        assertEquals("a: Input/output error", failed.getMessage());
        file.force();
        assertEquals(4, disk.operations());
    }

    @Test
    void aForceAfterAFailedOneProvesNothing() throws IOException {
        boolean lost = false;
        boolean kept = false;
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = new SimulatedDisk(seed);
            DiskFile file = disk.open("a");
            write(file, 0, 512, 1);
            file.force();
            disk.force();
            write(file, 0, 512, 2);
            disk.failAt(disk.operations(), Fault.INPUT_OUTPUT);
            assertThrows(IOException.class, file::force);
            file.force();
            assertEquals(List.of(2), sectors(disk, 1), "a program goes on seeing what it wrote");
            List<Integer> after = sectors(disk.crash(), 1);
            lost |= after.equals(List.of(1));
            kept |= after.equals(List.of(2));
        }
        assertTrue(lost && kept, "lost " + lost + ", kept " + kept);
    }

    @Test
    void aFullDiskFailsOnlyWhatNeedsRoom() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(1).setCapacity(1024);
        DiskFile file = disk.open("a");
        write(file, 0, 1024, 1);
        IOException failed = assertThrows(IOException.class, () -> write(file, 1024, 1, 1));
        assertEquals("a: No space left on device", failed.getMessage());
        assertEquals(0, disk.freeBytes().getAsLong());
        write(file, 0, 1024, 2);
        file.force();
        disk.delete("a");
        write(disk.open("b"), 0, 1024, 3);
        assertFalse(disk.exists("a"));
    }

    @Test
    void stopsForGoodAtTheOperationAskedFor() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(1).stopAt(1);
        DiskFile file = disk.open("a");
        assertThrows(IOException.class, () -> write(file, 0, 1024, 1));
        assertThrows(IOException.class, file::size);
        assertThrows(IOException.class, disk::force);
        assertTrue(disk.crash().list().size() <= 1);
    }

    @Test
    void sameSeedSameAccidents() throws IOException {
        List<List<Integer>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            SimulatedDisk disk = new SimulatedDisk(42);
            DiskFile file = disk.open("a");
            disk.force();
            write(file, 0, 20 * 512, 1);
            runs.add(sectors(disk.crash(), 20));
        }
        assertEquals(runs.get(0), runs.get(1));
    }
}
