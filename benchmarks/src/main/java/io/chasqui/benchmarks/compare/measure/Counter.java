package io.chasqui.benchmarks.compare.measure;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts by one thread at a time, read by others. Costs the writer an ordered store, no locked instruction; what was written
 * before that is seen by who reads the count. It has a cache line to itself, since neighbours are other threads' counters.
 */
public final class Counter {

    private static final int PLACES = 16;
    private static final int PLACE = PLACES / 2;

    private final AtomicLongArray count = new AtomicLongArray(PLACES);

    /** One more; for the one thread that writes. */
    public void increment() {
        count.setRelease(PLACE, count.getPlain(PLACE) + 1);
    }

    /** The count, which may be a moment old. */
    public long get() {
        return count.getAcquire(PLACE);
    }
}
