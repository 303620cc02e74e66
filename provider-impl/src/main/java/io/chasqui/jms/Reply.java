package io.chasqui.jms;

import io.chasqui.protocol.Event;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
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
        return await(timeoutMillis, () -> 0);
    }

    /** @param transferred while this changes from one time-out to the next, the answer is still waited for */
    @Nullable
    Event await(long timeoutMillis, LongSupplier transferred) {
        boolean interrupted = false;
        Event answer = event;
        Deadline deadline = new Deadline(timeoutMillis, transferred);
        while (answer == null && park(deadline)) {
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
    Event awaitInterruptibly(long timeoutMillis, LongSupplier transferred) {
        Event answer = event;
        Deadline deadline = new Deadline(timeoutMillis, transferred);
        while (answer == null && !Thread.currentThread().isInterrupted() && park(deadline)) {
            answer = event;
        }
        return answer;
    }

    /** Parks until something may have happened; false when the time is up. */
    private boolean park(Deadline deadline) {
        waiter = Thread.currentThread();
        if (event != null) {
            return true;
        }
        long left = deadline.leftNanos();
        if (left > 0) {
            LockSupport.parkNanos(this, left);
        }
        return left > 0;
    }
}
