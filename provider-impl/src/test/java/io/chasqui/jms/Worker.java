package io.chasqui.jms;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A thread of an application in a test: makes one call and keeps what came of it. */
final class Worker<T> {

    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Thread thread;

    private Worker(Callable<T> call) {
        thread = new Thread(() -> {
            try {
                result.complete(call.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    static <T> Worker<T> start(Callable<T> call) {
        return new Worker<>(call);
    }

    /** Something that gives nothing. */
    interface Action {
        void run() throws Exception;
    }

    static Worker<Boolean> run(Action action) {
        return start(() -> {
            action.run();
            return true;
        });
    }

    /** Waits until the call blocks. */
    Worker<T> awaitBlocked() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            assertTrue(System.nanoTime() < deadline, "the call did not block, its thread is " + thread.getState());
            Thread.onSpinWait();
        }
        return this;
    }

    boolean isDone() {
        return result.isDone();
    }

    Thread thread() {
        return thread;
    }

    /** What the call gave; what it threw is thrown as a failure. */
    T get() {
        return ScriptedBroker.join(result);
    }

    /** What the call threw. */
    Throwable failure() {
        return ScriptedBroker.join(result.handle((value, failure) -> failure));
    }
}
