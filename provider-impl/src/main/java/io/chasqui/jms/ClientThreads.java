package io.chasqui.jms;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which one connection runs code of the application. A thread exists only while there is something to run
 * and for a short time after, so ten thousand idle sessions cost no thread.
 */
final class ClientThreads implements Executor {

    private static final long IDLE_SECONDS = 5;

    private final ThreadPoolExecutor threads;
    private volatile String name = "new";

    ClientThreads() {
        AtomicInteger count = new AtomicInteger();
        // Listeners load classes of the application that made the connection, whoever's thread starts theirs; and they
        // inherit no thread-local value of that thread.
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(
                            null, task, "chasqui-listener-" + name + "-" + count.incrementAndGet(), 0, false);
                    thread.setDaemon(true);
                    thread.setContextClassLoader(classes);
                    return thread;
                });
    }

    /** Names the threads to come after the connection. */
    void name(String connectionId) {
        name = connectionId;
    }

    /** Runs the task, or drops it when the connection is closed. */
    @Override
    public void execute(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            // The connection is closed: nothing of it may call the application any more.
        }
    }

    /** Lets what runs come to its end; idle threads end now. */
    void close() {
        threads.shutdown();
    }
}
