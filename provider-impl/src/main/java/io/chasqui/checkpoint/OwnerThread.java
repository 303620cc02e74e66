package io.chasqui.checkpoint;

import org.jspecify.annotations.Nullable;

/** Remembers which thread may call. Checked where assertions are on. */
final class OwnerThread {

    private volatile @Nullable Thread owner = Thread.currentThread();

    /** Always true or an error, so that it can stand in an assertion. */
    boolean isCaller() {
        Thread caller = Thread.currentThread();
        if (owner == null) {
            owner = caller;
        }
        if (owner != caller) {
            throw new AssertionError("This store belongs to thread " + owner + ", but " + caller
                    + " called it. Call it on its own thread, or have the owner call handOver() first.");
        }
        return true;
    }

    void release() {
        owner = null;
    }
}
