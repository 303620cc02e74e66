package io.chasqui.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a journal should hold: every record appended, in order, and what its listener was told. After a crash it compares
 * that with what a replay finds.
 */
final class JournalModel {

    /** What the crash may have taken. */
    enum Loss {
        /** What was not forced. */
        POWER,
        /** What was not written. */
        PROCESS,
        /** Nothing: the journal was closed. */
        NONE
    }

    /** One record of the model. */
    static final class Expected implements AppendListener {

        private final JournalModel model;
        final int type;
        final byte[] payload;
        private final Durability durability;
        long position = -1;
        private @Nullable JournalFailedException failure;
        private boolean durable;

        Expected(JournalModel model, int type, byte[] payload, Durability durability) {
            this.model = model;
            this.type = type;
            this.payload = payload;
            this.durability = durability;
        }

        boolean told() {
            return position >= 0;
        }

        @Override
        public void appended(long where) {
            assertTrue(!told() && failure == null, "told twice");
            assertTrue(where > model.lastTold, "told out of order");
            position = where;
            durable = durability == Durability.FORCED;
            model.lastTold = where;
            model.tellings++;
        }

        @Override
        public void failed(JournalFailedException reason) {
            assertTrue(!told() && failure == null, "told twice");
            if (model.failure != null) {
                assertEquals(model.failure, reason, "a second reason for the failure");
            }
            failure = reason;
            model.failure = reason;
            model.tellings++;
        }
    }

    private final List<Expected> records = new ArrayList<>();
    private final Set<Long> maybeFreed = new HashSet<>();
    private long lastTold = -1;
    private int appended;
    private int tellings;
    private @Nullable JournalFailedException failure;

    /** Appends a record of random content. */
    void append(Journal journal, int bytes, Durability durability, Random random) {
        byte[] payload = new byte[bytes];
        random.nextBytes(payload);
        Expected expected = new Expected(this, 1 + random.nextInt(Byte.MAX_VALUE), payload, durability);
        records.add(expected);
        appended++;
        int cut = random.nextInt(bytes + 1);
        ByteBuffer head = ByteBuffer.wrap(payload, 0, cut);
        ByteBuffer body = ByteBuffer.wrap(payload, cut, bytes - cut);
        journal.append(new JournalEntry(expected.type, durability, head, body, expected));
    }

    /** Every listener was told exactly once. */
    void requireAllTold() {
        assertEquals(appended, tellings, "records whose listener was told nothing");
    }

    List<Expected> records() {
        return records;
    }

    @Nullable
    JournalFailedException failure() {
        return failure;
    }

    void freed(long segment) {
        records.removeIf(record -> record.told() && Position.segment(record.position) == segment);
    }

    /** Freeing it failed, so it may be there or not. */
    void maybeFreed(long segment) {
        maybeFreed.add(segment);
    }

    void requireReadable(Journal journal) throws IOException {
        for (Expected record : records) {
            if (record.told() && !maybeFreed.contains(Position.segment(record.position))) {
                ByteBuffer read = journal.read(record.position);
                byte[] found = new byte[read.remaining()];
                read.get(found);
                assertArrayEquals(record.payload, found, "read at " + Position.describe(record.position));
            }
        }
    }

    /** Compares with what is there after a restart, and takes that as what there is from now on. */
    void compare(Journal journal, Loss loss) throws IOException {
        List<Expected> found = new ArrayList<>();
        journal.replay(Position.START, (position, type, payload) -> {
            byte[] bytes = new byte[payload.remaining()];
            payload.get(bytes);
            Expected record = new Expected(this, type, bytes, Durability.FORCED);
            record.position = position;
            record.durable = true;
            found.add(record);
        });
        List<Expected> expected = new ArrayList<>(records);
        expected.removeIf(record -> record.told() && maybeFreed.contains(Position.segment(record.position)));
        List<Expected> there = new ArrayList<>(found);
        there.removeIf(record -> maybeFreed.contains(Position.segment(record.position)));
        int least = leastSurvivors(expected, loss);
        assertTrue(
                there.size() >= least, () -> "lost: " + there.size() + " records found, " + least + " were confirmed");
        assertTrue(
                there.size() <= expected.size(),
                () -> "invented: " + there.size() + " records found, " + expected.size() + " appended");
        for (int i = 0; i < there.size(); i++) {
            assertSame(expected.get(i), there.get(i), i);
        }
        restart(found);
    }

    /** A replay from a position that was forced passes what is behind it. */
    void requireReplayFrom(long checkpoint, Journal journal) throws IOException {
        List<Long> found = new ArrayList<>();
        journal.replay(checkpoint, (position, type, payload) -> found.add(position));
        List<Long> expected = records.stream()
                .map(record -> record.position)
                .filter(position -> position >= checkpoint)
                .toList();
        assertEquals(expected, found, () -> "replay from " + Position.describe(checkpoint));
    }

    private static void assertSame(Expected expected, Expected found, int index) {
        assertEquals(expected.type, found.type, "type of record " + index);
        assertArrayEquals(expected.payload, found.payload, "payload of record " + index);
        if (expected.told()) {
            assertEquals(expected.position, found.position, "position of record " + index);
        }
    }

    private static int leastSurvivors(List<Expected> expected, Loss loss) {
        int least = 0;
        for (int i = 0; i < expected.size(); i++) {
            Expected record = expected.get(i);
            boolean survives =
                    switch (loss) {
                        case POWER -> record.durable;
                        case PROCESS -> record.told();
                        case NONE -> true;
                    };
            least = survives ? i + 1 : least;
        }
        return least;
    }

    private void restart(List<Expected> found) {
        records.clear();
        records.addAll(found);
        maybeFreed.clear();
        appended = 0;
        tellings = 0;
        failure = null;
        lastTold = found.isEmpty() ? -1 : found.get(found.size() - 1).position;
    }

    void requireNoFailure() {
        assertNull(failure, "the journal failed");
    }
}
