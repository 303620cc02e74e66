package io.chasqui.journal;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs a journal on two daemon threads: one writes, one prepares segments. Neither is ever interrupted, since an interrupt
 * would close the files.
 */
public final class WriterThread implements JournalDriver, Runnable {

    /** How long the writer looks for more before it sleeps: waking a thread costs about as much. */
    private static final long SPIN_NANOS = 20_000;

    private static final long IDLE_MILLIS = 50;

    private final Thread thread;
    private final ExecutorService preparer;
    private final AtomicBoolean asleep = new AtomicBoolean();
    private @Nullable Turn turn;
    private volatile boolean stopping;

    /** @param name of the journal, part of the names of the threads */
    public WriterThread(String name) {
        thread = daemon("chasqui-journal-" + name).newThread(this);
        preparer = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                daemon("chasqui-journal-" + name + "-segments"),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void start(Turn writer) {
        turn = writer;
        thread.start();
    }

    @Override
    public void wake() {
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void background(Runnable task) {
        preparer.execute(task);
    }

    /** The writer's thread. */
    @Override
    public void run() {
        Turn writer = turn;
        if (writer == null) {
            throw new IllegalStateException("The thread is started by start(Turn)");
        }
        while (!stopping) {
            if (!writer.run() && !spin(writer)) {
                sleep(writer);
            }
        }
    }

    private static boolean spin(Turn writer) {
        long until = System.nanoTime() + SPIN_NANOS;
        while (System.nanoTime() < until) {
            if (writer.run()) {
                return true;
            }
            Thread.yield();
        }
        return false;
    }

    private void sleep(Turn writer) {
        boolean idle = false;
        asleep.set(true);
        while (asleep.get() && !stopping) {
            if (writer.run()) {
                break;
            }
            if (idle) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS));
                idle = true;
                if (asleep.get()) {
                    writer.idle();
                }
            }
        }
        asleep.set(false);
    }

    @Override
    public void stop() {
        stopping = true;
        LockSupport.unpark(thread);
        preparer.shutdown();
        boolean interrupted = false;
        while (thread.isAlive() || !preparer.isTerminated()) {
            try {
                thread.join();
                preparer.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
