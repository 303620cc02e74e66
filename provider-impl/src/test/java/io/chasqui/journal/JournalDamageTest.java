package io.chasqui.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.disk.DiskFile;
import io.chasqui.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Damages files byte by byte: an unfinished end is cut, anything else is reported, and nothing is ever read differently. */
class JournalDamageTest {

    private static final JournalSettings SMALL = new JournalSettings(1024, 1024, 8, 1, 0);

    private final Random random = new Random(11);
    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final List<byte[]> payloads = new ArrayList<>();
    private final List<Long> positions = new ArrayList<>();
    private ManualDriver driver = new ManualDriver();
    private FileJournal journal;

    @BeforeEach
    void open() throws IOException {
        driver = new ManualDriver();
        journal = FileJournal.open(disk, SMALL, driver);
    }

    private void append(int bytes, Durability durability) {
        byte[] payload = new byte[bytes];
        random.nextBytes(payload);
        payloads.add(payload);
        journal.append(new JournalEntry(5, durability, ByteBuffer.wrap(payload), new Positions()));
    }

    private final class Positions implements AppendListener {
        @Override
        public void appended(long position) {
            positions.add(position);
        }

        @Override
        public void failed(JournalFailedException reason) {
            throw new AssertionError(reason);
        }
    }

    /** Four segments, of which the second is freed. */
    private void fill() throws IOException {
        while (journal.segments().size() < 4) {
            append(random.nextInt(150), Durability.FORCED);
            driver.turn();
        }
        journal.delete(2);
        for (int i = positions.size() - 1; i >= 0; i--) {
            if (Position.segment(positions.get(i)) == 2) {
                positions.remove(i);
                payloads.remove(i);
            }
        }
    }

    private static List<byte[]> replay(SimulatedDisk from) throws IOException {
        List<byte[]> found = new ArrayList<>();
        try (FileJournal opened = FileJournal.open(from, SMALL, new ManualDriver())) {
            opened.replay(Position.START, (position, type, payload) -> {
                byte[] bytes = new byte[payload.remaining()];
                payload.get(bytes);
                found.add(bytes);
            });
        }
        return found;
    }

    private static void flip(SimulatedDisk in, String name, long at, int mask) throws IOException {
        try (DiskFile file = in.open(name)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            file.read(one, at);
            one.put(0, (byte) (one.get(0) ^ mask)).clear();
            file.write(one, at);
            file.force();
        }
    }

    private void requireBeginning(List<byte[]> found, String what) {
        assertTrue(found.size() <= payloads.size(), what);
        for (int i = 0; i < found.size(); i++) {
            assertArrayEquals(payloads.get(i), found.get(i), what);
        }
    }

    @Test
    void anyFlippedByteOfAClosedJournalIsDetectedOrHarmless() throws IOException {
        fill();
        journal.close();
        int detected = 0;
        for (String name : disk.list()) {
            long size = disk.open(name).size();
            for (long at = 0; at < size; at++) {
                SimulatedDisk damaged = disk.copy();
                flip(damaged, name, at, 1 << random.nextInt(8));
                try {
                    List<byte[]> found = replay(damaged);
                    requireBeginning(found, name + " " + at);
                    assertEquals(payloads.size(), found.size(), "lost silently: " + name + " at " + at);
                } catch (JournalCorruptException e) {
                    assertTrue(e.file().endsWith(name), e.getMessage());
                    detected++;
                }
            }
        }
        assertTrue(detected > 2000, "detected " + detected);
    }

    /** Only the group that nothing was written behind cannot be told from an unfinished one. */
    @Test
    void anyFlippedByteBeforeTheLastGroupIsDetectedAfterACrash() throws IOException {
        fill();
        int closedGroups = payloads.size();
        append(100, Durability.FORCED);
        driver.turn();
        SimulatedDisk left = disk.crash();
        for (String name : left.list()) {
            long size = left.copy().open(name).size();
            for (long at = 0; at < size; at++) {
                SimulatedDisk damaged = left.copy();
                flip(damaged, name, at, 0xFF);
                try {
                    List<byte[]> found = replay(damaged);
                    requireBeginning(found, name + " " + at);
                    assertTrue(found.size() >= closedGroups, "lost silently: " + name + " at " + at);
                } catch (JournalCorruptException e) {
                    assertTrue(e.file().endsWith(name), e.getMessage());
                }
            }
        }
    }

    @Test
    void damageToTheLastGroupIsDetectedOnceTheJournalHasBeenIdle() throws IOException {
        append(100, Durability.FORCED);
        driver.turn();
        driver.idle();
        SimulatedDisk left = disk.kill();
        flip(left, "journal-0000000001.segment", 100, 1);
        JournalCorruptException damage = assertThrows(JournalCorruptException.class, () -> replay(left));
        assertEquals(SegmentFile.HEADER_BYTES, damage.offset());
    }

    @Test
    void anEndTornAtAnyByteIsCut() throws IOException {
        append(100, Durability.FORCED);
        driver.turn();
        long unforced = journal.nextPosition();
        for (int i = 0; i < 5; i++) {
            append(20 + i, Durability.WRITTEN);
        }
        driver.turn();
        int end = Position.offset(journal.nextPosition());
        SimulatedDisk left = disk.kill();
        for (int at = Position.offset(unforced); at <= end; at++) {
            for (boolean garbage : new boolean[] {false, true}) {
                SimulatedDisk torn = left.copy();
                byte[] tail = new byte[1024 - at];
                if (garbage) {
                    random.nextBytes(tail);
                }
                torn.open("journal-0000000001.segment").write(ByteBuffer.wrap(tail), at);
                List<byte[]> found = replay(torn);
                requireBeginning(found, "torn at " + at);
                int whole = wholeBefore(at);
                assertTrue(found.size() >= whole && found.size() <= whole + 1, "torn at " + at + ": " + found.size());
                requireBeginning(replay(torn), "opened again");
            }
        }
    }

    private int wholeBefore(int offset) {
        int whole = 0;
        while (whole < payloads.size()
                && Position.offset(positions.get(whole)) + RecordFormat.sizeOf(payloads.get(whole).length) <= offset) {
            whole++;
        }
        return whole;
    }

    @Test
    void aMissingSegmentIsReported() throws IOException {
        fill();
        journal.close();
        for (String name : List.of("journal-0000000001.segment", "journal-0000000003.segment", "journal-freed")) {
            SimulatedDisk damaged = disk.copy();
            damaged.delete(name);
            JournalCorruptException damage = assertThrows(JournalCorruptException.class, () -> replay(damaged));
            assertTrue(damage.getMessage().contains("the file is missing although segment"), damage.getMessage());
        }
    }

    @Test
    void aFreedSegmentIsNotMissed() throws IOException {
        fill();
        journal.close();
        requireBeginning(replay(disk), "after freeing segment 2");
        assertEquals(payloads.size(), replay(disk).size());
    }

    @Test
    void aSegmentThatWasCutIsReported() throws IOException {
        fill();
        journal.close();
        disk.open("journal-0000000004.segment").setSize(800);
        JournalCorruptException damage = assertThrows(JournalCorruptException.class, () -> replay(disk));
        assertTrue(damage.getMessage().contains("the file has 800 bytes instead of 1024"), damage.getMessage());
    }

    @Test
    void aJournalShorterThanACheckpointIsReported() throws IOException {
        append(100, Durability.FORCED);
        driver.turn();
        long from = journal.nextPosition() + 8;
        journal.close();
        open();
        JournalCorruptException damage = assertThrows(
                JournalCorruptException.class,
                () -> journal.replay(Position.of(1, 900), (position, type, payload) -> {}));
        assertTrue(damage.getMessage().contains("although it had reached segment 1, offset 900"), damage.getMessage());
        assertTrue(from < Position.of(1, 900));
    }

    @Test
    void sayWhichRecordIsDamagedWhereAndWhatToDo() throws IOException {
        fill();
        journal.close();
        flip(disk, "journal-0000000001.segment", 90, 1);
        JournalCorruptException damage = assertThrows(JournalCorruptException.class, () -> replay(disk));
        assertEquals(disk.path() + "/journal-0000000001.segment", damage.file());
        assertEquals(64, damage.offset());
        assertTrue(damage.getMessage().contains("found a record of"), damage.getMessage());
        assertTrue(damage.getMessage().contains("Restore the file"), damage.getMessage());
    }
}
