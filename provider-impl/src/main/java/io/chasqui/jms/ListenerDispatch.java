package io.chasqui.jms;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Runs all listeners of one session, one at a time and in the order in which their messages came (SES-3). The broker's
 * thread adds turns and signals; a thread of the connection takes them.
 *
 * <p>Design note: the lock is held while a listener runs and a thread that wants it is served before the next listener
 * (it is a fair lock), so {@code stop} and {@code close} wait for a running listener by taking and releasing it. Whether a
 * thread is inside a listener is whether it holds the lock: no thread-local state is needed (CON-12).
 */
final class ListenerDispatch {

    /** Who has a turn: a consumer that probably has a message for its listener. */
    interface Turn {
        /** Hands one message to the listener, or none; the lock is held. */
        void take();
    }

    private static final int CHUNK = 32;

    private final ReentrantLock lock = new ReentrantLock(true);
    private final MpscUnboundedAtomicArrayQueue<Turn> turns = new MpscUnboundedAtomicArrayQueue<>(CHUNK);
    private final SerialTask task;
    private final BooleanSupplier mayDeliver;
    private volatile Executor threads;
    private volatile boolean paused;
    private volatile @Nullable Turn current;

    /** @param mayDeliver whether the connection is started and the session not about to close */
    ListenerDispatch(Executor threads, BooleanSupplier mayDeliver) {
        this.mayDeliver = mayDeliver;
        this.threads = threads;
        task = new SerialTask(run -> this.threads.execute(run), this::run);
    }

    /** Runs listeners on other threads from now on. */
    void runOn(Executor others) {
        threads = others;
    }

    /** No turn is taken after the present one until {@link #resume}. */
    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        signal();
    }

    /** Called by any thread; follow it with {@link #signal}. One turn too many does no harm. */
    void add(Turn turn) {
        turns.offer(turn);
    }

    void signal() {
        if (!turns.isEmpty() && mayTakeTurns()) {
            task.signal();
        }
    }

    private boolean mayTakeTurns() {
        return !paused && mayDeliver.getAsBoolean();
    }

    private void run() {
        lock.lock();
        try {
            while (mayTakeTurns()) {
                Turn turn = turns.poll();
                if (turn == null) {
                    return;
                }
                current = turn;
                turn.take();
                current = null;
                Thread.interrupted(); // An interruption that a listener leaves behind is not the next one's.
                if (lock.hasQueuedThreads()) {
                    lock.unlock();
                    lock.lock();
                }
            }
        } finally {
            current = null;
            lock.unlock();
        }
    }

    /** Whether a listener of this session is running, on whichever thread. */
    boolean isInListener() {
        return current != null;
    }

    /** Whether this one has the turn now; when it says no, it will not have it without looking at its own state again. */
    boolean isRunning(Turn turn) {
        return current == turn;
    }

    /** Whether the calling thread is inside a listener of this session. */
    boolean isCaller() {
        return lock.isHeldByCurrentThread();
    }

    /** Runs something as if it were a listener. */
    void runExclusively(Runnable deliveries) {
        lock.lock();
        try {
            deliveries.run();
        } finally {
            lock.unlock();
        }
    }

    /** Whether no listener is running at this moment. */
    boolean isQuiet() {
        boolean free = lock.tryLock();
        if (free) {
            lock.unlock();
        }
        return free;
    }

    /** Waits until a listener that is running now has returned; at once when the caller is that listener. */
    void awaitListener() {
        if (!isCaller()) {
            lock.lock();
            lock.unlock();
        }
    }

    /** As {@link #awaitListener}, within bounds. Returns false when the time is up. */
    boolean awaitListener(long timeoutMillis) {
        if (isCaller()) {
            return true;
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        boolean interrupted = false;
        boolean done = false;
        while (!done && deadline - System.nanoTime() > 0) {
            try {
                done = lock.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (done) {
            lock.unlock();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return done;
    }
}
