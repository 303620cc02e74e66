package io.chasqui.ra.servers;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process does. */
final class Waiting {

    private static final long PAUSE_NANOS = 100_000_000;

    private Waiting() {}

    /**
     * Asks until the answer is true.
     *
     * @throws AssertionError when it is not within the time; it names {@code what}
     */
    static void until(String what, Duration atMost, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("Not within " + atMost.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
