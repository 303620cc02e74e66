package io.chasqui.jms;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs one task whenever it is signalled, never twice at a time; signals during a run make it run again. */
final class SerialTask {

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
            task.run();
            heeded = signals.addAndGet(-heeded);
        } while (heeded != 0);
    }
}
