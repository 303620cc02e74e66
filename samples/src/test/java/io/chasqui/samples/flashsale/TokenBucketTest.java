package io.chasqui.samples.flashsale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private long nowNanos = -5 * SECOND_NANOS;

    @Test
    void startsEmpty() {
        assertTrue(bucket(1_000).tryTake() > 0);
    }

    @Test
    void letsThroughTheRateWhenEveryWaitIsKept() {
        TokenBucket bucket = bucket(20_000);
        assertEquals(20_000, takenDuring(bucket, SECOND_NANOS, 0), 100);
    }

    @Test
    void catchesUpWhatASleepTookTooLong() {
        TokenBucket bucket = bucket(8_000);
        long oversleptNanos = TokenBucket.CAPACITY_NANOS / 2;
        assertEquals(8_000, takenDuring(bucket, SECOND_NANOS, oversleptNanos), 8_000 / 20 + 1);
    }

    @Test
    void waitsForMoreThanOneAtHighRates() {
        assertEquals(TokenBucket.MIN_WAIT_NANOS, bucket(1_000_000).tryTake());
    }

    @Test
    void waitsForTheNextOneAtLowRates() {
        TokenBucket bucket = bucket(2);
        assertEquals(SECOND_NANOS / 2, bucket.tryTake());
        nowNanos += SECOND_NANOS / 5;
        assertEquals(SECOND_NANOS * 3 / 10, bucket.tryTake());
        nowNanos += SECOND_NANOS * 3 / 10;
        assertEquals(0, bucket.tryTake());
        assertEquals(SECOND_NANOS / 2, bucket.tryTake());
    }

    @Test
    void doesNotTurnIdleTimeIntoABurst() {
        TokenBucket bucket = bucket(10_000);
        nowNanos += 3_600 * SECOND_NANOS;
        assertEquals(500, takenAtOnce(bucket, 10_000), "what 50 ms of the rate are");
    }

    @Test
    void letsEverythingThroughWithoutARate() {
        assertEquals(1_000_000, takenAtOnce(bucket(0), 1_000_000));
    }

    private TokenBucket bucket(long perSecond) {
        return new TokenBucket(perSecond, () -> nowNanos);
    }

    private long takenDuring(TokenBucket bucket, long durationNanos, long oversleptNanos) {
        long endNanos = nowNanos + durationNanos;
        long taken = 0;
        while (nowNanos < endNanos) {
            long waitNanos = bucket.tryTake();
            if (waitNanos == 0) {
                taken++;
            } else {
                nowNanos += waitNanos + oversleptNanos;
            }
        }
        return taken;
    }

    private static long takenAtOnce(TokenBucket bucket, long atMost) {
        long taken = 0;
        while (taken < atMost && bucket.tryTake() == 0) {
            taken++;
        }
        return taken;
    }
}
