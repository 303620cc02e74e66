package io.chasqui.samples.flashsale;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets so many through per second. Shared by all workers, hence synchronized.
 *
 * <p>Design note: time fills the bucket, each order takes its share of that time out. Who finds it empty is told to wait for
 * a handful of orders, not for one: no thread can wait precisely for the 50 microseconds between two orders, but a few
 * milliseconds it can, and what it oversleeps is still in the bucket. The bucket is small, so an idle time does not end in a
 * burst.
 */
final class TokenBucket {

    static final long CAPACITY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    static final long MIN_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final double nanosPerToken;
    private final double capacityNanos;
    private final LongSupplier nanoClock;
    private double filledNanos;
    private long lastNanos;

    /**
     * @param perSecond how many; 0 for as many as come
     * @param nanoClock as {@link System#nanoTime}
     */
    TokenBucket(long perSecond, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        nanosPerToken = perSecond == 0 ? 0 : (double) TimeUnit.SECONDS.toNanos(1) / perSecond;
        capacityNanos = Math.max(CAPACITY_NANOS, nanosPerToken);
        lastNanos = nanoClock.getAsLong();
    }

    /** @return 0 when one was taken; otherwise how many nanoseconds to wait before the next try */
    synchronized long tryTake() {
        long now = nanoClock.getAsLong();
        filledNanos = Math.min(capacityNanos, filledNanos + (now - lastNanos));
        lastNanos = now;
        if (filledNanos >= nanosPerToken) {
            filledNanos -= nanosPerToken;
            return 0;
        }
        return Math.max(MIN_WAIT_NANOS, (long) Math.ceil(nanosPerToken - filledNanos));
    }
}
