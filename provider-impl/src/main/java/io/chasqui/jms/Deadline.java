package io.chasqui.jms;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Until when an application thread waits. The time begins anew as long as something large comes or goes over the link, which
 * may take any time and holds up everything behind it. Owned by the waiting thread.
 */
final class Deadline {

    private final long timeoutNanos;
    private final LongSupplier transferred;
    private long atNanos;
    private long before;

    /**
     * @param timeoutMillis 0 for never
     * @param transferred changes while something large comes or goes
     */
    Deadline(long timeoutMillis, LongSupplier transferred) {
        this.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        this.transferred = transferred;
        this.atNanos = System.nanoTime() + timeoutNanos;
        this.before = transferred.getAsLong();
    }

    /** How long it is still to be waited; 0 or less when the time is up. */
    long leftNanos() {
        if (timeoutNanos == 0) {
            return Long.MAX_VALUE;
        }
        long now = System.nanoTime();
        if (atNanos - now <= 0) {
            long moved = transferred.getAsLong();
            if (moved != before) {
                before = moved;
                atNanos = now + timeoutNanos;
            }
        }
        return atNanos - now;
    }
}
