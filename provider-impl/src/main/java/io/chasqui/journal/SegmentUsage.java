package io.chasqui.journal;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is still needed of each segment, for the owner of a journal, who alone knows. May be used by any thread.
 *
 * <p>A record counts from {@link #retain} to {@link #release}. One that has been appended but not retained yet is not
 * counted, so only segments that end before a position are ever called free: the owner names the position up to which
 * everything has been applied and is in a checkpoint.
 */
public final class SegmentUsage {

    /** What is live in one segment. */
    private record Live(long bytes, long records) {}

    private static final int PERCENT = 100;

    private final ConcurrentHashMap<Long, Live> bySegment = new ConcurrentHashMap<>();

    /** A record is needed. It may be retained several times, and is then to be released as often. */
    public void retain(long position, int bytes) {
        bySegment.merge(Position.segment(position), new Live(bytes, 1), SegmentUsage::sum);
    }

    /**
     * A record that was retained with as many bytes is not needed any more.
     *
     * @throws IllegalStateException when more is released than was retained
     */
    public void release(long position, int bytes) {
        long segment = Position.segment(position);
        bySegment.compute(segment, (number, live) -> {
            if (live == null || live.bytes < bytes) {
                throw new IllegalStateException("Released " + bytes + " bytes at " + Position.describe(position)
                        + ", but segment " + segment + " has only " + (live == null ? 0 : live.bytes)
                        + " live: each record is released as often as it was retained");
            }
            return live.records == 1 ? null : new Live(live.bytes - bytes, live.records - 1);
        });
    }

    private static Live sum(Live one, Live other) {
        return new Live(one.bytes + other.bytes, one.records + other.records);
    }

    public long liveBytes(long segment) {
        Live live = bySegment.get(segment);
        return live == null ? 0 : live.bytes;
    }

    public long liveRecords(long segment) {
        Live live = bySegment.get(segment);
        return live == null ? 0 : live.records;
    }

    /** The segments that may be deleted: wholly before the position, and nothing in them is live. */
    public List<SegmentSummary> free(List<SegmentSummary> segments, long before) {
        return segments.stream()
                .filter(segment -> endsBefore(segment, before) && !bySegment.containsKey(segment.number()))
                .toList();
    }

    /**
     * The segments whose live records should be appended again: wholly before the position, and less than so many percent
     * of them, but something, is live.
     */
    public List<SegmentSummary> sparse(List<SegmentSummary> segments, long before, int percent) {
        return segments.stream()
                .filter(segment -> endsBefore(segment, before)
                        && bySegment.containsKey(segment.number())
                        && liveBytes(segment.number()) * PERCENT < (long) segment.bytes() * percent)
                .toList();
    }

    private static boolean endsBefore(SegmentSummary segment, long before) {
        return !segment.writing() && segment.number() < Position.segment(before);
    }

    /** For people: why a segment is still there. */
    public String explain(SegmentSummary segment, long before) {
        String name = "Segment " + segment.number() + " (" + segment.bytes() + " bytes) ";
        if (segment.writing()) {
            return name + "is kept: records are being appended to it";
        }
        @Nullable Live live = bySegment.get(segment.number());
        if (live != null) {
            return name
                    + String.format(
                            Locale.ROOT,
                            "is kept: %d of its records, %d bytes (%.1f %%), are still needed",
                            live.records,
                            live.bytes,
                            100.0 * live.bytes / segment.bytes());
        }
        if (!endsBefore(segment, before)) {
            return name + "is kept: it is not wholly before the oldest checkpoint (" + Position.describe(before) + ")";
        }
        return name + "is not needed any more and will be deleted";
    }
}
