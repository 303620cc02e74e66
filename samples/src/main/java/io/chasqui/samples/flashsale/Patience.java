package io.chasqui.samples.flashsale;

import java.util.function.LongSupplier;

/** Waits as long as something moves. Owned by the thread that waits. */
final class Patience {

    private final long limitNanos;
    private final LongSupplier progress;
    private long lastProgress;
    private long sinceNanos = System.nanoTime();

    /** @param progress a number that changes when something has moved */
    Patience(long limitNanos, LongSupplier progress) {
        this.limitNanos = limitNanos;
        this.progress = progress;
    }

    boolean isExhausted() {
        long now = System.nanoTime();
        long current = progress.getAsLong();
        if (current != lastProgress) {
            lastProgress = current;
            sinceNanos = now;
        }
        return now - sinceNanos > limitNanos;
    }
}
