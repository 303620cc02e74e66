package io.chasqui.transport.tcp;

import io.chasqui.loop.EventLoop;
import io.chasqui.loop.vertx.VertxLoops;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The event loops that all clients of a JVM share. They start with the first link and end some seconds after the last one, so
 * that whoever opens connections one after the other does not start threads each time, and no thread is left in the end. May be
 * used by any thread.
 */
public final class ClientLoops {

    private static final int LINGER_MILLIS = 3_000;
    private static final int MOST_LOOPS = 4;
    private static final long REST_MILLIS = 3_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition unused = lock.newCondition();
    private @Nullable VertxLoops loops;
    private int links;
    private int next;

    /** Counts how often the last link ended, so that a later one keeps the loops. */
    private long endings;

    /** A loop for one link, and what sockets are opened with. */
    record Lease(EventLoop loop, Vertx vertx) {}

    Lease lease() {
        lock.lock();
        try {
            VertxLoops running = loops;
            if (running == null) {
                int count =
                        Math.max(1, Math.min(MOST_LOOPS, Runtime.getRuntime().availableProcessors() / 4));
                running = VertxLoops.start(count, "chasqui-client");
                loops = running;
            }
            links++;
            next++;
            return new Lease(
                    running.loops().get(Math.floorMod(next, running.loops().size())), running.vertx());
        } finally {
            lock.unlock();
        }
    }

    /** A link has ended; on its loop. */
    void giveBack(Lease lease) {
        lock.lock();
        try {
            links--;
            if (links == 0) {
                endings++;
                unused.signalAll();
                long ending = endings;
                lease.loop.schedule(LINGER_MILLIS, () -> endUnlessUsed(ending));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits a moment for links that are ending, and then ends the loops at once, unless there are links. Not on a loop. */
    public void rest() {
        VertxLoops resting;
        lock.lock();
        try {
            long nanos = TimeUnit.MILLISECONDS.toNanos(REST_MILLIS);
            while (links > 0 && nanos > 0) {
                nanos = unused.awaitNanos(nanos);
            }
            if (links > 0) {
                return;
            }
            resting = loops;
            loops = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } finally {
            lock.unlock();
        }
        if (resting != null) {
            resting.close();
        }
    }

    private void endUnlessUsed(long ending) {
        lock.lock();
        try {
            VertxLoops unused = loops;
            if (links == 0 && ending == endings && unused != null) {
                loops = null;
                // Not on the loop itself, which it waits for.
                Thread closer = new Thread(unused::close, "chasqui-client-end");
                closer.setDaemon(true);
                closer.start();
            }
        } finally {
            lock.unlock();
        }
    }
}
