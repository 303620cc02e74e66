package io.chasqui.benchmarks.compare.measure;

import java.util.concurrent.atomic.AtomicLong;

/** Counts by one thread at a time, read by others. Costs the writer an ordered store, no locked instruction. */
public final class Counter {

    private final AtomicLong count = new AtomicLong();

    /** One more; for the one thread that writes. */
    public void increment() {
        count.setRelease(count.getPlain() + 1);
    }

    /** The count, which may be a moment old. */
    public long get() {
        return count.getAcquire();
    }
}
