package io.chasqui.benchmarks.compare.scenarios;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where a run stands, for all its threads: before, in or after the measurement; and what went wrong. */
final class Run {

    private enum State {
        BEFORE,
        MEASURING,
        AFTER
    }

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final CountDownLatch failed = new CountDownLatch(1);
    private volatile State state = State.BEFORE;
    private volatile boolean sending = true;
    private volatile boolean receiving = true;
    private volatile long measuredFrom;
    private volatile long measuredUntil;

    boolean measuring() {
        return state == State.MEASURING;
    }

    boolean sending() {
        return sending;
    }

    /** Whether threads that receive go on. */
    boolean receiving() {
        return receiving;
    }

    /** Whether a latency counts that began at this time: when that was in the measurement, whenever it ends. */
    boolean counts(long begun) {
        return state != State.BEFORE
                && begun - measuredFrom >= 0
                && (state == State.MEASURING || begun - measuredUntil < 0);
    }

    void measure() {
        measuredFrom = System.nanoTime();
        state = State.MEASURING;
    }

    void stopMeasuring() {
        measuredUntil = System.nanoTime();
        state = State.AFTER;
    }

    void stopSending() {
        sending = false;
    }

    void stopReceiving() {
        receiving = false;
    }

    void fail(Throwable failure) {
        if (failures.size() < 10) {
            failures.add(failure);
        }
        failed.countDown();
    }

    boolean hasFailed() {
        return failed.getCount() == 0;
    }

    /** Lets time pass, or returns at once when something fails. */
    void pass(double seconds) throws InterruptedException {
        boolean early = failed.await((long) (seconds * 1e9), TimeUnit.NANOSECONDS);
        if (early) {
            stopSending();
        }
    }

    /** Throws the first failure, if there was one. */
    void check() throws Exception {
        Throwable first = failures.peek();
        if (first instanceof Exception exception) {
            throw exception;
        }
        if (first != null) {
            throw new IllegalStateException(first);
        }
    }
}
