package io.chasqui.benchmarks.compare.measure;

import java.util.Map;
import java.util.TreeMap;

/**
 * Checks one stream of numbers 0, 1, 2 and so on as it arrives: which are missing, which came twice, and which came after
 * a later one. Costs a comparison for each number in its place; gaps are kept as ranges. For one thread.
 */
public final class SequenceCheck {

    /** The first number of each gap, and the last. */
    private final TreeMap<Long, Long> gaps = new TreeMap<>();

    private long next;
    private long distinct;
    private long duplicates;
    private long late;
    private long firstDuplicate = -1;
    private long firstLate = -1;

    /** A number has arrived. */
    public void accept(long number) {
        if (number == next) {
            next++;
            distinct++;
        } else if (number > next) {
            gaps.put(next, number - 1);
            next = number + 1;
            distinct++;
        } else if (closeGap(number)) {
            firstLate = late == 0 ? number : firstLate;
            late++;
            distinct++;
        } else {
            firstDuplicate = duplicates == 0 ? number : firstDuplicate;
            duplicates++;
        }
    }

    private boolean closeGap(long number) {
        Map.Entry<Long, Long> gap = gaps.floorEntry(number);
        if (gap == null || gap.getValue() < number) {
            return false;
        }
        gaps.remove(gap.getKey());
        if (gap.getKey() < number) {
            gaps.put(gap.getKey(), number - 1);
        }
        if (number < gap.getValue()) {
            gaps.put(number + 1, gap.getValue());
        }
        return true;
    }

    /** How many different numbers have arrived. */
    public long distinct() {
        return distinct;
    }

    /** How many arrived that had been there before. */
    public long duplicates() {
        return duplicates;
    }

    /** How many arrived after a greater one. */
    public long late() {
        return late;
    }

    /** The first number that arrived again; -1 when none did. */
    public long firstDuplicate() {
        return firstDuplicate;
    }

    /** The first number that arrived late; -1 when none did. */
    public long firstLate() {
        return firstLate;
    }

    /** The least number that has not arrived. */
    public long firstMissing() {
        return gaps.isEmpty() ? next : gaps.firstKey();
    }

    /** How many of the numbers below {@code end} have not arrived. */
    public long missing(long end) {
        long missing = Math.max(0, end - next);
        for (Map.Entry<Long, Long> gap : gaps.entrySet()) {
            long last = Math.min(gap.getValue(), end - 1);
            missing += Math.max(0, last - gap.getKey() + 1);
        }
        return missing;
    }

    /** How many numbers from {@code end} on have arrived, which nobody sent. */
    public long strangers(long end) {
        return distinct - (end - missing(end));
    }
}
