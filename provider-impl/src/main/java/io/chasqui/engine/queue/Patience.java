package io.chasqui.engine.queue;

import io.chasqui.loop.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * Lets consumers have more than there is memory for, ever more slowly: one that holds messages may need others before it lets
 * any of them go. Owned by the backlog's loop.
 */
final class Patience {

    private static final int FIRST_MILLIS = 5;
    private static final int LAST_MILLIS = 1_000;

    private final EventLoop loop;
    private final Runnable over;
    private EventLoop.@Nullable Timer timer;
    private int delayMillis = FIRST_MILLIS;
    private boolean isOver;

    /** @param over run when it is over */
    Patience(EventLoop loop, Runnable over) {
        this.loop = loop;
        this.over = over;
    }

    /** Whether it is over, once; if not, it begins to run out. */
    boolean isOver() {
        if (isOver) {
            isOver = false;
            return true;
        }
        if (timer == null) {
            timer = loop.schedule(delayMillis, this::onTimer);
            delayMillis = Math.min(LAST_MILLIS, 2 * delayMillis);
        }
        return false;
    }

    private void onTimer() {
        timer = null;
        isOver = true;
        over.run();
    }

    /** There is memory, or nobody holds anything. */
    void renew() {
        delayMillis = FIRST_MILLIS;
    }

    void close() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
