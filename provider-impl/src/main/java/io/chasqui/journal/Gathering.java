package io.chasqui.journal;

import java.util.function.BooleanSupplier;

/**
 * Decides whether the writer looks a moment longer for records before it forces a group. Belongs to the writer.
 *
 * <p>Many appenders that each wait for their last record come back one by one after a force; taking the first alone would
 * let all others wait for a force that serves one. So the writer expects as many as were under way when the last group was
 * told, but only for a small part of what a force takes; and where they do not come in time, it soon stops to expect them. A lone appender is never expected to have company.
 */
final class Gathering {

    /** A group this small is not worth waiting for. */
    private static final int COMPANY = 2;

    /** Of the time that a force takes, this part may be spent on gathering. */
    private static final int FORCE_SHARE = 4;

    /** After so many disappointments in a row the writer stops doubling the groups it lets pass without waiting. */
    private static final int MAX_DISAPPOINTMENTS = 5;

    /**
     * On a disk that forces faster than this, appenders are not gathered: waking them takes as long as the force, and half of
     * them can be woken while the records of the others are forced.
     */
    private static final long FAST_FORCE_NANOS = 300_000;

    private final long maxNanos;
    private int expected;
    private long forceNanos;
    private int disappointments;
    private int groupsToPass;

    Gathering(long maxNanos) {
        this.maxNanos = maxNanos;
    }

    /**
     * A group has been forced.
     *
     * @param underWay its records, and those that have arrived since it was closed
     */
    void forced(int underWay, long nanos) {
        expected = underWay;
        forceNanos = forceNanos == 0 ? nanos : (forceNanos * 7 + nanos) / 8;
        groupsToPass = Math.max(0, groupsToPass - 1);
    }

    /** Whether a group that has so many records should have more. */
    boolean expectsMore(int records) {
        return maxNanos > 0
                && forceNanos >= FAST_FORCE_NANOS
                && groupsToPass == 0
                && expected >= COMPANY
                && records < expected;
    }

    /** Waits until a record is there, and returns false when none came in time. */
    boolean await(BooleanSupplier arrived, long sinceNanos) {
        long limit = Math.min(maxNanos, forceNanos / FORCE_SHARE);
        while (!arrived.getAsBoolean()) {
            if (System.nanoTime() - sinceNanos > limit) {
                disappointments = Math.min(disappointments + 1, MAX_DISAPPOINTMENTS);
                groupsToPass = 1 << disappointments;
                return false;
            }
            Thread.yield();
        }
        disappointments = 0;
        return true;
    }
}
