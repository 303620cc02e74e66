package io.chasqui.loop;

/**
 * One thread of control that owns actors. An object that belongs to a loop is touched by tasks of that loop only, so it
 * needs no lock.
 *
 * <p>A loop works in batches: it takes all the tasks that wait, runs them, and then runs what was registered with
 * {@link #atEndOfBatch}. Flushing a socket or waking an application thread there costs once a burst instead of once a
 * message.
 */
public interface EventLoop {

    /** Whether the calling thread is running a task of this loop. */
    boolean inLoop();

    /** Runs the task later on this loop, after all those posted before by the same thread. Never runs it inline. */
    void execute(Runnable task);

    /** Runs the task on this loop when at least that many milliseconds have passed. */
    Timer schedule(long delayMillis, Runnable task);

    /**
     * Runs the task when the tasks that wait now are done. Called on the loop only; a task registered from within such a
     * task runs in the same turn.
     */
    void atEndOfBatch(Runnable task);

    /**
     * A hint that something will be posted within so many nanoseconds: waking a loop that sleeps may take longer than that.
     * Called on the loop only.
     */
    default void linger(long nanos) {}

    /** The time in milliseconds since the epoch. All times of the engine come from here. */
    long now();

    /** Runs the task at once when already on this loop, otherwise posts it. For calls down, never for calls up. */
    default void executeDown(Runnable task) {
        if (inLoop()) {
            task.run();
        } else {
            execute(task);
        }
    }

    /** Fails, where assertions are on, when the calling thread is not this loop's. */
    default void assertInLoop() {
        assert inLoop()
                : "called from thread " + Thread.currentThread().getName()
                        + ", but only the owning loop may: post the call with EventLoop.execute";
    }

    /** A scheduled task that has not run yet. */
    interface Timer {
        /** Called on the loop only. Harmless when the task has run. */
        void cancel();
    }
}
