package io.chasqui.benchmarks;

import java.util.concurrent.locks.LockSupport;

/** Counts messages on the consumer's thread and lets the producer wait for the last one. */
final class Arrivals {

    private volatile long arrived;
    private volatile long awaited = Long.MAX_VALUE;
    private volatile Thread waiter;
    private long expected;

    /** One message has arrived; called by one thread. */
    void arrive() {
        long now = arrived + 1;
        arrived = now;
        if (now == awaited) {
            LockSupport.unpark(waiter);
        }
    }

    /** Waits until so many more than last time have arrived. */
    void await(int messages) {
        expected += messages;
        waiter = Thread.currentThread();
        awaited = expected;
        while (arrived < expected) {
            LockSupport.parkNanos(this, 1_000_000);
        }
        awaited = Long.MAX_VALUE;
    }
}
