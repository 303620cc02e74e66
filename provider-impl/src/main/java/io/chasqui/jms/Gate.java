package io.chasqui.jms;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * A lock for a few instructions that the broker's thread never waits for: when an application thread is inside, the
 * broker's thread leaves its work with it, and it is done before the gate is free again.
 */
final class Gate {

    private static final int SPINS = 64;

    private final AtomicBoolean held = new AtomicBoolean();
    private final AtomicInteger work = new AtomicInteger();
    private final IntConsumer worker;

    /** @param worker does the work that was posted, as a set of bits, inside the gate */
    Gate(IntConsumer worker) {
        this.worker = worker;
    }

    /** For application threads; work that was posted before is done when this returns. */
    void enter() {
        int spins = 0;
        while (!held.compareAndSet(false, true)) {
            if (++spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        if (work.get() != 0) {
            worker.accept(work.getAndSet(0));
        }
    }

    void leave() {
        held.set(false);
        doPostedWork();
    }

    /** For the broker's thread: does the work now, or has the thread inside do it. */
    void post(int bits) {
        work.getAndAccumulate(bits, (old, more) -> old | more);
        doPostedWork();
    }

    private void doPostedWork() {
        while (work.get() != 0 && held.compareAndSet(false, true)) {
            worker.accept(work.getAndSet(0));
            held.set(false);
        }
    }
}
