package io.chasqui.journal;

/**
 * The sizes of a journal.
 *
 * @param segmentBytes the size of a segment's file; a record larger than that gets a segment of its own size
 * @param maxGroupBytes a group that has reached this is written without looking for more; also the writer's buffer
 * @param maxGroupRecords likewise
 * @param spareSegments how many freed segments to keep for another life instead of deleting them
 * @param maxGatherNanos how long the writer may look for records of a group that usually is larger; 0 for never. A lone
 *     appender never waits for it
 */
public record JournalSettings(
        int segmentBytes, int maxGroupBytes, int maxGroupRecords, int spareSegments, long maxGatherNanos) {

    private static final int MIN_SEGMENT_BYTES = 1024;
    private static final int MAX_SEGMENT_BYTES = 1 << 30;
    private static final int MIN_GROUP_BYTES = 512;

    /** What a broker uses that was not told otherwise. */
    public static final JournalSettings DEFAULT = new JournalSettings(64 << 20, 1 << 20, 4096, 1, 200_000);

    public JournalSettings {
        require("segmentBytes", segmentBytes, MIN_SEGMENT_BYTES, MAX_SEGMENT_BYTES);
        require("maxGroupBytes", maxGroupBytes, MIN_GROUP_BYTES, MAX_SEGMENT_BYTES);
        require("maxGroupRecords", maxGroupRecords, 1, Integer.MAX_VALUE);
        require("spareSegments", spareSegments, 0, Integer.MAX_VALUE);
        require("maxGatherNanos", maxGatherNanos, 0, Long.MAX_VALUE);
        if (segmentBytes % RecordFormat.ALIGNMENT != 0) {
            throw new IllegalArgumentException(
                    "segmentBytes is a multiple of " + RecordFormat.ALIGNMENT + ", but this is " + segmentBytes);
        }
    }

    private static void require(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " is " + min + " to " + max + ", but this is " + value);
        }
    }
}
