package io.chasqui.journal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what is still needed of each segment, for the owner of a journal, who alone knows. May be used by any thread.
 *
 * <p>A record counts from {@link #retain} to {@link #release}, as often as it is needed. One that has been appended but not
 * retained yet is not counted, so only segments that end before a position are ever called free: the owner names the position
 * up to which everything has been applied and is in a checkpoint.
 */
public final class SegmentUsage {

    /** What was ever retained in one segment, and what of it is still needed. */
    private static final class Count {
        final AtomicLong retained = new AtomicLong();
        final AtomicLong live = new AtomicLong();
    }

    private static final int PERCENT = 100;

    private final ConcurrentHashMap<Long, Count> bySegment = new ConcurrentHashMap<>();

    /** A record is needed. */
    public void retain(long position) {
        Count count = bySegment.computeIfAbsent(Position.segment(position), segment -> new Count());
        count.retained.incrementAndGet();
        count.live.incrementAndGet();
    }

    /**
     * A record that was retained is not needed any more.
     *
     * @throws IllegalStateException when more is released than was retained
     */
    public void release(long position) {
        Count count = bySegment.get(Position.segment(position));
        if (count == null || count.live.decrementAndGet() < 0) {
            throw new IllegalStateException("Released a record at " + Position.describe(position)
                    + ", but nothing of that segment is needed: each record is released as often as it was retained");
        }
    }

    /** How many times records of a segment are needed. */
    public long live(long segment) {
        Count count = bySegment.get(segment);
        return count == null ? 0 : count.live.get();
    }

    /** How many records were ever retained in each segment that is known, for {@link #restore}. */
    public Map<Long, Long> totals() {
        Map<Long, Long> totals = new TreeMap<>();
        bySegment.forEach((segment, count) -> totals.put(segment, count.retained.get()));
        return totals;
    }

    /** After a restart: what {@link #totals} said of a segment once. Without it, only what is live would be known. */
    public void restore(long segment, long total) {
        Count count = bySegment.get(segment);
        if (count != null) {
            count.retained.accumulateAndGet(total, Math::max);
        }
    }

    /** The segment is gone. */
    public void forget(long segment) {
        bySegment.remove(segment);
    }

    /** The segments that may be deleted: wholly before the position, and nothing in them is live. */
    public List<SegmentSummary> free(List<SegmentSummary> segments, long before) {
        return segments.stream()
                .filter(segment -> endsBefore(segment, before) && live(segment.number()) == 0)
                .toList();
    }

    /**
     * The segments whose live records should be appended again: wholly before the position, and less than so many percent
     * of what was retained in them, but something, is live.
     */
    public List<SegmentSummary> sparse(List<SegmentSummary> segments, long before, int percent) {
        return segments.stream()
                .filter(segment -> endsBefore(segment, before) && isSparse(segment.number(), percent))
                .toList();
    }

    private boolean isSparse(long segment, int percent) {
        Count count = bySegment.get(segment);
        return count != null
                && count.live.get() > 0
                && count.live.get() * PERCENT < count.retained.get() * (long) percent;
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
        Count count = bySegment.get(segment.number());
        if (count != null && count.live.get() > 0) {
            return name
                    + String.format(
                            Locale.ROOT,
                            "is kept: %d of its %d messages (%.1f %%) are still needed",
                            count.live.get(),
                            count.retained.get(),
                            (double) PERCENT * count.live.get() / count.retained.get());
        }
        if (!endsBefore(segment, before)) {
            return name + "is kept: it is not wholly before the oldest checkpoint (" + Position.describe(before) + ")";
        }
        return name + "is not needed any more and will be deleted";
    }
}
