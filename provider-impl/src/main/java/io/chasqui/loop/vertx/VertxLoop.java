package io.chasqui.loop.vertx;

import io.chasqui.loop.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * One Vert.x event loop. Posted tasks gather in a queue of its own; one Vert.x task drains it, so a burst costs one
 * wake-up of the loop's thread.
 */
final class VertxLoop implements EventLoop {

    private static final System.Logger LOG = System.getLogger(VertxLoop.class.getName());

    /** How many tasks one turn takes at most before sockets of the same loop get theirs. */
    private static final int BATCH = 256;

    private final Vertx vertx;
    private final Context context;
    private final MpscUnboundedAtomicArrayQueue<Runnable> tasks = new MpscUnboundedAtomicArrayQueue<>(256);
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final ArrayDeque<Runnable> atEnd = new ArrayDeque<>();
    private volatile @Nullable Thread thread;

    /** How long this turn looks for more tasks before it ends; owned by the loop. */
    private long lingerNanos;

    VertxLoop(Vertx vertx, Context context) {
        this.vertx = vertx;
        this.context = context;
    }

    @Override
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void execute(Runnable task) {
        tasks.offer(task);
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            context.runOnContext(ignored -> takeBatch());
        }
    }

    /** As {@link #execute}, but without a further turn when this is the loop's thread and the loop is not at work. */
    void enter(Runnable task) {
        if (inLoop() && !scheduled.get() && scheduled.compareAndSet(false, true)) {
            tasks.offer(task);
            takeBatch();
        } else {
            execute(task);
        }
    }

    private void takeBatch() {
        thread = Thread.currentThread();
        int taken = 0;
        do {
            taken += runSome(BATCH - taken);
            endBatch();
        } while (taken < BATCH && tasksArrive());
        scheduled.set(false);
        if (!tasks.isEmpty() && scheduled.compareAndSet(false, true)) {
            context.runOnContext(ignored -> takeBatch());
        }
    }

    private int runSome(int most) {
        int taken = 0;
        while (taken < most) {
            Runnable task = tasks.poll();
            if (task == null) {
                break;
            }
            run(task);
            taken++;
        }
        return taken;
    }

    @Override
    public void linger(long nanos) {
        assertInLoop();
        lingerNanos = Math.max(lingerNanos, nanos);
    }

    private boolean tasksArrive() {
        long nanos = lingerNanos;
        lingerNanos = 0;
        if (nanos == 0) {
            return false;
        }
        long until = System.nanoTime() + nanos;
        while (tasks.isEmpty()) {
            if (System.nanoTime() >= until) {
                return false;
            }
            Thread.yield();
        }
        return true;
    }

    private void endBatch() {
        for (Runnable task = atEnd.poll(); task != null; task = atEnd.poll()) {
            run(task);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable defect) {
            LOG.log(System.Logger.Level.ERROR, "a task of an event loop failed: this is a defect", defect);
        }
    }

    @Override
    public Timer schedule(long delayMillis, Runnable task) {
        VertxTimer timer = new VertxTimer(task);
        if (delayMillis <= 0) {
            execute(timer);
        } else if (inLoop()) {
            timer.id = vertx.setTimer(delayMillis, ignored -> execute(timer));
        } else {
            execute(() -> timer.id = vertx.setTimer(delayMillis, ignored -> execute(timer)));
        }
        return timer;
    }

    /** Owned by the loop. */
    private final class VertxTimer implements Timer, Runnable {
        private final Runnable task;
        private long id = -1;
        private boolean cancelled;

        VertxTimer(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (!cancelled) {
                task.run();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            if (id >= 0) {
                vertx.cancelTimer(id);
            }
        }
    }

    @Override
    public void atEndOfBatch(Runnable task) {
        assertInLoop();
        atEnd.add(task);
    }

    @Override
    public long now() {
        return System.currentTimeMillis();
    }
}
