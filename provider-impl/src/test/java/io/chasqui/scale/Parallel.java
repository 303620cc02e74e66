package io.chasqui.scale;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs tasks at the same time, each on a thread of its own. */
final class Parallel {

    private Parallel() {}

    /** Returns when all are done. When one fails, interrupts the others and throws what it threw. */
    static void run(List<? extends Callable<?>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            ExecutorCompletionService<Object> done = new ExecutorCompletionService<>(threads);
            for (Callable<?> task : tasks) {
                done.submit(task::call);
            }
            for (int i = 0; i < tasks.size(); i++) {
                done.take().get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            threads.shutdownNow();
        }
    }
}
