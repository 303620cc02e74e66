package io.chasqui.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.disk.SimulatedDisk;
import io.chasqui.disk.SimulatedDisk.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FileJournalTest {

    private static final JournalSettings SMALL = new JournalSettings(4096, 1024, 4, 1, 0);

    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final ManualDriver driver = new ManualDriver();
    private final List<String> told = new ArrayList<>();
    private FileJournal journal;

    @BeforeEach
    void open() throws IOException {
        journal = FileJournal.open(disk, SMALL, driver);
    }

    private void append(String text, Durability durability) {
        journal.append(new JournalEntry(1, durability, bytes(text), new Listener(text)));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    private List<String> replay(FileJournal from, long position) throws IOException {
        List<String> found = new ArrayList<>();
        from.replay(position, (where, type, payload) -> found.add(type + " " + text(payload)));
        return found;
    }

    private final class Listener implements AppendListener {

        private final String name;

        Listener(String name) {
            this.name = name;
        }

        @Override
        public void appended(long position) {
            told.add(name);
        }

        @Override
        public void failed(JournalFailedException reason) {
            told.add(name + " failed: " + reason.getMessage());
        }
    }

    @Test
    void oneForceServesAGroup() {
        append("a", Durability.FORCED);
        append("b", Durability.FORCED);
        append("c", Durability.FORCED);
        assertEquals(List.of(), told);
        driver.turnAll();
        assertEquals(List.of("a", "b", "c"), told);
        JournalCounters counters = journal.counters();
        assertEquals(1, counters.forces());
        assertEquals(1, counters.groups());
        assertEquals(3, counters.records());
        assertEquals(3, counters.maxGroupRecords());
        assertEquals(3 * 24, counters.bytes());
    }

    @Test
    void aGroupEndsAtItsBoundsOfRecordsAndBytes() {
        for (int i = 0; i < 6; i++) {
            append("small", Durability.FORCED);
        }
        driver.turn();
        assertEquals(4, told.size());
        driver.turn();
        assertEquals(6, told.size());
        for (int i = 0; i < 3; i++) {
            append("x".repeat(400), Durability.FORCED);
        }
        driver.turn();
        assertEquals(8, told.size());
    }

    @Test
    void whatNeedsNoForceCausesNoneAndIsToldWhenWritten() {
        append("written", Durability.WRITTEN);
        append("lazy", Durability.LAZY);
        driver.turnAll();
        assertEquals(List.of("written", "lazy"), told);
        assertEquals(0, journal.counters().forces());
        assertTrue(journal.forcedPosition() < journal.nextPosition());
        append("forced", Durability.FORCED);
        driver.turnAll();
        assertEquals(journal.forcedPosition(), journal.nextPosition());
    }

    @Test
    void listenersAreToldInTheOrderOfTheJournalWhateverTheyAskFor() throws IOException {
        append("lazy", Durability.LAZY);
        append("forced", Durability.FORCED);
        append("lazy behind it", Durability.LAZY);
        disk.failAt(disk.operations() + 1, Fault.INPUT_OUTPUT);
        driver.turnAll();
        assertEquals(3, told.size());
        assertEquals("lazy", told.get(0));
        assertTrue(told.get(1).startsWith("forced failed"), told.get(1));
        assertTrue(told.get(2).startsWith("lazy behind it failed"), told.get(2));
    }

    @Test
    void afterAFailureEverythingFailsWithTheFirstReason() {
        append("a", Durability.FORCED);
        append("b", Durability.FORCED);
        disk.setCapacity(disk.usedBytes());
        disk.failAt(disk.operations(), Fault.NO_SPACE);
        driver.turnAll();
        append("later", Durability.LAZY);
        driver.turnAll();
        assertEquals(3, told.size());
        assertTrue(told.get(2).startsWith("later failed"), told.get(2));
        String reason = told.get(0).substring(2);
        assertEquals(reason, told.get(1).substring(2));
        assertEquals(reason, told.get(2).substring("later ".length()));
        assertTrue(reason.contains("writing 48 bytes at offset 64 of journal-0000000001."), reason);
        assertTrue(reason.contains("No space left on device"), reason);
        assertTrue(reason.contains(" 0 bytes are free there."), reason);
        assertTrue(reason.contains("restart the broker"), reason);
        assertNotNull(journal.failure());
        assertEquals(0, journal.waitingBytes());
        assertThrows(JournalFailedException.class, journal::close);
    }

    @Test
    void readsGoOnAfterAFailure() throws IOException {
        append("a", Durability.FORCED);
        driver.turnAll();
        disk.failAt(disk.operations(), Fault.INPUT_OUTPUT);
        append("b", Durability.FORCED);
        driver.turnAll();
        assertEquals("a", text(journal.read(Position.of(1, SegmentFile.HEADER_BYTES))));
    }

    @Test
    void readsAndReplaysWhatWasAppendedInTwoParts() throws IOException {
        List<Long> positions = new ArrayList<>();
        ByteBuffer head = bytes("..head..").position(2).limit(6);
        journal.append(new JournalEntry(7, Durability.FORCED, head, bytes("body"), new AppendListener() {
            @Override
            public void appended(long position) {
                positions.add(position);
            }

            @Override
            public void failed(JournalFailedException reason) {
                throw new AssertionError(reason);
            }
        }));
        append("next", Durability.FORCED);
        driver.turnAll();
        assertEquals(2, head.position());
        assertEquals("headbody", text(journal.read(positions.get(0))));
        assertEquals(List.of(), replay(journal, Position.START), "nothing was there when it was opened");
        journal.close();
        try (FileJournal again = FileJournal.open(disk, SMALL, new ManualDriver())) {
            assertEquals(List.of("7 headbody", "1 next"), replay(again, Position.START));
            assertEquals(List.of("7 headbody", "1 next"), replay(again, positions.get(0)));
            assertEquals(List.of("1 next"), replay(again, positions.get(0) + 24));
        }
    }

    @Test
    void aRecordLargerThanASegmentGetsOneOfItsOwn() throws IOException {
        String large = "large ".repeat(5000);
        append("before", Durability.FORCED);
        append(large, Durability.FORCED);
        append("behind", Durability.FORCED);
        driver.turnAll();
        assertEquals(List.of("before", large, "behind"), told);
        List<SegmentSummary> segments = journal.segments();
        assertEquals(3, segments.size());
        assertEquals(SegmentFile.bytesFor(large.length()), segments.get(1).bytes());
        assertEquals(large, text(journal.read(Position.of(2, SegmentFile.HEADER_BYTES))));
        journal.close();
        try (FileJournal again = FileJournal.open(disk, SMALL, new ManualDriver())) {
            assertEquals(3, replay(again, Position.START).size());
        }
    }

    @Test
    void aFreedSegmentLivesOnAsAnotherOne() throws IOException {
        for (int round = 0; round < 50; round++) {
            append("x".repeat(1000), Durability.FORCED);
            driver.turnAll();
            driver.runBackground();
            while (journal.segments().size() > 1) {
                journal.delete(journal.segments().get(0).number());
            }
        }
        assertTrue(journal.segments().get(0).number() > 10);
        assertTrue(disk.usedBytes() <= 4 * 4096, "uses " + disk.usedBytes());
        IOException gone = assertThrows(IOException.class, () -> journal.read(Position.of(3, 64)));
        assertTrue(gone.getMessage().contains("has been freed"), gone.getMessage());
    }

    @Test
    void theSegmentBeingWrittenCannotBeDeleted() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> journal.delete(1));
        assertTrue(refused.getMessage().contains("being written"), refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> journal.delete(5));
    }

    @Test
    void countsTheBytesThatWait() {
        append("a", Durability.FORCED);
        append("b", Durability.LAZY);
        assertEquals(48, journal.waitingBytes());
        driver.turnAll();
        assertEquals(0, journal.waitingBytes());
    }

    @Test
    void closingWritesWhatWaitsAndRefusesWhatComesLater() throws IOException {
        append("waits", Durability.LAZY);
        journal.close();
        append("late", Durability.FORCED);
        assertEquals("waits", told.get(0));
        assertTrue(told.get(1).startsWith("late failed: The journal is closed"), told.get(1));
        try (FileJournal again = FileJournal.open(disk.crash(), SMALL, new ManualDriver())) {
            assertEquals(List.of("1 waits"), replay(again, Position.START));
        }
    }

    @Test
    void aListenerThatThrowsDoesNotHarmTheOthers() {
        journal.append(new JournalEntry(1, Durability.FORCED, bytes("bad"), new AppendListener() {
            @Override
            public void appended(long position) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void failed(JournalFailedException reason) {}
        }));
        append("good", Durability.FORCED);
        driver.turnAll();
        assertEquals(List.of("good"), told);
    }

    @Test
    void refusesTypesThatAreItsOwn() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new JournalEntry(0, Durability.LAZY, bytes(""), new Listener("")));
        assertThrows(
                IllegalArgumentException.class,
                () -> new JournalEntry(128, Durability.LAZY, bytes(""), new Listener("")));
    }

    @Test
    void idleTimeLeavesOneMarkAndNoMore() throws IOException {
        append("a", Durability.FORCED);
        driver.turnAll();
        long before = journal.nextPosition();
        driver.idle();
        driver.idle();
        assertEquals(before + RecordFormat.HEADER_BYTES, journal.nextPosition());
        journal.close();
        try (FileJournal again = FileJournal.open(disk, SMALL, new ManualDriver())) {
            assertEquals(List.of("1 a"), replay(again, Position.START));
        }
        assertFalse(disk.list().contains("journal-0000000002.next"));
    }
}
