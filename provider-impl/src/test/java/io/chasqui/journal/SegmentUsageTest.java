package io.chasqui.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentUsageTest {

    private static final List<SegmentSummary> SEGMENTS = List.of(
            new SegmentSummary(1, 1000, false),
            new SegmentSummary(2, 1000, false),
            new SegmentSummary(3, 1000, false),
            new SegmentSummary(4, 1000, true));

    private final SegmentUsage usage = new SegmentUsage();

    private static List<Long> numbers(List<SegmentSummary> segments) {
        return segments.stream().map(SegmentSummary::number).toList();
    }

    @Test
    void segmentsWithNothingLiveBeforeTheCheckpointAreFree() {
        usage.retain(Position.of(2, 100), 50);
        assertEquals(List.of(1L, 3L), numbers(usage.free(SEGMENTS, Position.of(4, 64))));
        assertEquals(List.of(1L), numbers(usage.free(SEGMENTS, Position.of(3, 500))));
        assertEquals(List.of(), numbers(usage.free(SEGMENTS, Position.START)));
        usage.release(Position.of(2, 100), 50);
        assertEquals(List.of(1L, 2L, 3L), numbers(usage.free(SEGMENTS, Position.of(5, 64))));
    }

    @Test
    void segmentsWithLittleLiveAreSparse() {
        usage.retain(Position.of(1, 100), 249);
        usage.retain(Position.of(2, 100), 250);
        usage.retain(Position.of(4, 100), 1);
        assertEquals(List.of(1L), numbers(usage.sparse(SEGMENTS, Position.of(5, 0), 25)));
        assertEquals(List.of(), numbers(usage.sparse(SEGMENTS, Position.of(1, 500), 25)));
    }

    @Test
    void aRecordIsReleasedAsOftenAsItWasRetained() {
        usage.retain(Position.of(1, 100), 10);
        usage.retain(Position.of(1, 100), 10);
        usage.release(Position.of(1, 100), 10);
        assertEquals(10, usage.liveBytes(1));
        assertEquals(1, usage.liveRecords(1));
        usage.release(Position.of(1, 100), 10);
        assertEquals(0, usage.liveBytes(1));
        assertThrows(IllegalStateException.class, () -> usage.release(Position.of(1, 100), 10));
    }

    @Test
    void explainsWhyASegmentIsKept() {
        usage.retain(Position.of(1, 100), 123);
        assertEquals(
                "Segment 1 (1000 bytes) is kept: 1 of its records, 123 bytes (12.3 %), are still needed",
                usage.explain(SEGMENTS.get(0), Position.of(3, 64)));
        assertEquals(
                "Segment 2 (1000 bytes) is not needed any more and will be deleted",
                usage.explain(SEGMENTS.get(1), Position.of(3, 64)));
        assertEquals(
                "Segment 3 (1000 bytes) is kept: it is not wholly before the oldest checkpoint (segment 3, offset 64)",
                usage.explain(SEGMENTS.get(2), Position.of(3, 64)));
        assertEquals(
                "Segment 4 (1000 bytes) is kept: records are being appended to it",
                usage.explain(SEGMENTS.get(3), Position.of(3, 64)));
    }
}
