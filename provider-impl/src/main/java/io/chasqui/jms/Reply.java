package io.chasqui.jms;

import io.chasqui.protocol.Event;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One answer that an application thread waits for. Completed by a broker's thread. */
final class Reply implements Answer {

    private final @Nullable Consumer<Event> beforeWake;
    private volatile @Nullable Event event;
    private volatile @Nullable Thread waiter;

    Reply() {
        this(null);
    }

    /** @param beforeWake gets the answer on the broker's thread, before any later event is looked at */
    Reply(@Nullable Consumer<Event> beforeWake) {
        this.beforeWake = beforeWake;
    }

    /** Whether the answer changes something even when nobody waits for it any more. */
    boolean isOfUseLate() {
        return beforeWake != null;
    }

    @Override
    public void answered(Event answer) {
        if (beforeWake != null) {
            beforeWake.accept(answer);
        }
        event = answer;
        LockSupport.unpark(waiter);
    }

    /**
     * Waits for the answer. An interruption does not end the wait, because the request is under way already and its
     * outcome must be known; the flag is set again afterwards.
     *
     * @param timeoutMillis 0 waits for ever
     * @return null when the time is up
     */
    @Nullable
    Event await(long timeoutMillis) {
        boolean interrupted = false;
        Event answer = event;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        while (answer == null && park(timeoutMillis, deadline)) {
            interrupted |= Thread.interrupted();
            answer = event;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return answer;
    }

    /** As {@link #await}, but returns null with the flag set when the thread is interrupted. */
    @Nullable
    Event awaitInterruptibly(long timeoutMillis) {
        Event answer = event;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        while (answer == null && !Thread.currentThread().isInterrupted() && park(timeoutMillis, deadline)) {
            answer = event;
        }
        return answer;
    }

    /** Parks until something may have happened; false when the time is up. */
    private boolean park(long timeoutMillis, long deadlineNanos) {
        waiter = Thread.currentThread();
        if (event != null) {
            return true;
        }
        if (timeoutMillis == 0) {
            LockSupport.park(this);
            return true;
        }
        long left = deadlineNanos - System.nanoTime();
        if (left > 0) {
            LockSupport.parkNanos(this, left);
        }
        return left > 0;
    }
}
