package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * A call on a thread of its own that is expected to wait inside the provider, such as a receive or a close. The test asks
 * whether it waits, lets it go on by what it does next, and takes the result.
 *
 * @param <T> what the call returns
 */
final class BlockedCall<T> {

    private static final int SIGHTINGS = 5;

    private final FutureTask<T> task;
    private final Thread thread;

    private BlockedCall(Callable<T> work) {
        task = new FutureTask<>(work);
        thread = new Thread(task, "blocked-call");
        thread.setDaemon(true);
    }

    static <T> BlockedCall<T> start(Callable<T> work) {
        BlockedCall<T> call = new BlockedCall<>(work);
        call.thread.start();
        return call;
    }

    /** A call without a result. */
    static BlockedCall<String> startAction(Action action) {
        return start(() -> {
            action.run();
            return "done";
        });
    }

    /** Something that may fail. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    /** Returns when the thread has been seen waiting several times in a row; fails when the call ends instead. */
    BlockedCall<T> awaitBlocked() throws Exception {
        int[] seen = new int[1];
        ConformanceTest.await("the call waits", () -> {
            assertFalse(task.isDone(), "the call should wait, but it has ended");
            Thread.State state = thread.getState();
            boolean waits = state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
            seen[0] = waits ? seen[0] + 1 : 0;
            return seen[0] >= SIGHTINGS;
        });
        return this;
    }

    void interrupt() {
        thread.interrupt();
    }

    Future<T> future() {
        return task;
    }
}
