package io.chasqui.jms;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs one task whenever it is signalled, never twice at a time; signals during a run make it run again. */
final class SerialTask {

    private static final System.Logger LOG = System.getLogger(SerialTask.class.getName());

    private final Executor executor;
    private final Runnable task;
    private final AtomicInteger signals = new AtomicInteger();

    SerialTask(Executor executor, Runnable task) {
        this.executor = executor;
        this.task = task;
    }

    /** Called by any thread; never runs the task inline. */
    void signal() {
        if (signals.getAndIncrement() == 0) {
            executor.execute(this::run);
        }
    }

    private void run() {
        int heeded = signals.get();
        do {
            runOnce();
            heeded = signals.addAndGet(-heeded);
        } while (heeded != 0);
    }

    private void runOnce() {
        try {
            task.run();
        } catch (Throwable e) {
            // The next signal must be heeded all the same.
            LOG.log(System.Logger.Level.ERROR, "a task of a connection failed", e);
        }
    }
}
