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

    private void retain(long segment, int times) {
        for (int i = 0; i < times; i++) {
            usage.retain(Position.of(segment, 100));
        }
    }

    private void release(long segment, int times) {
        for (int i = 0; i < times; i++) {
            usage.release(Position.of(segment, 100));
        }
    }

    @Test
    void segmentsWithNothingLiveBeforeTheCheckpointAreFree() {
        retain(2, 1);
        assertEquals(List.of(1L, 3L), numbers(usage.free(SEGMENTS, Position.of(4, 64))));
        assertEquals(List.of(1L), numbers(usage.free(SEGMENTS, Position.of(3, 500))));
        assertEquals(List.of(), numbers(usage.free(SEGMENTS, Position.START)));
        release(2, 1);
        assertEquals(List.of(1L, 2L, 3L), numbers(usage.free(SEGMENTS, Position.of(5, 64))));
    }

    @Test
    void segmentsWithLittleLiveAreSparse() {
        retain(1, 100);
        release(1, 76);
        retain(2, 100);
        release(2, 75);
        retain(4, 1);
        assertEquals(List.of(1L), numbers(usage.sparse(SEGMENTS, Position.of(5, 0), 25)));
        assertEquals(List.of(), numbers(usage.sparse(SEGMENTS, Position.of(1, 500), 25)));
        release(1, 24);
        assertEquals(List.of(), numbers(usage.sparse(SEGMENTS, Position.of(5, 0), 25)));
    }

    @Test
    void whatWasEverRetainedSurvivesARestart() {
        retain(1, 3);
        retain(2, 8);
        SegmentUsage restarted = new SegmentUsage();
        restarted.retain(Position.of(2, 100));
        usage.totals().forEach(restarted::restore);
        assertEquals(List.of(2L), numbers(restarted.sparse(SEGMENTS, Position.of(4, 64), 25)));
        assertEquals(0, restarted.live(1));
    }

    @Test
    void aRecordIsReleasedAsOftenAsItWasRetained() {
        retain(1, 2);
        release(1, 1);
        assertEquals(1, usage.live(1));
        release(1, 1);
        assertEquals(0, usage.live(1));
        assertThrows(IllegalStateException.class, () -> usage.release(Position.of(1, 100)));
    }

    @Test
    void explainsWhyASegmentIsKept() {
        retain(1, 8);
        release(1, 7);
        assertEquals(
                "Segment 1 (1000 bytes) is kept: 1 of its 8 messages (12.5 %) are still needed",
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
