package io.chasqui.jms;

import io.chasqui.jms.message.FailureCodes;
import io.chasqui.jms.message.JmsMessage;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import jakarta.jms.CompletionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.ResourceAllocationException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One session's sends with a {@code CompletionListener}: calls the listeners back one at a time and in the order of the
 * sends (ASY-6, ASY-7), on a thread that is never the sender's. Senders begin, the broker's thread answers.
 */
final class AsyncSends {

    private static final System.Logger LOG = System.getLogger(AsyncSends.class.getName());

    private final int most;
    private final SerialTask callbacks;
    private final Queue<Pending> inOrder = new ConcurrentLinkedQueue<>();
    private final AtomicInteger incomplete = new AtomicInteger();
    private final AtomicInteger waiters = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition fewer = lock.newCondition();
    /** Held while a callback runs. */
    private final ReentrantLock calling = new ReentrantLock();
    /** The session is about to close: no send begins but from a callback. */
    private volatile boolean ending;

    /** @param most how many sends may be incomplete before a further one waits (ASY-27) */
    AsyncSends(Executor threads, int most) {
        this.most = Math.max(1, most);
        callbacks = new SerialTask(threads, this::callBack);
    }

    /** Whether the calling thread is inside one of this session's callbacks. */
    boolean inCallback() {
        return calling.isHeldByCurrentThread();
    }

    /** @throws IllegalStateException when called from a callback of this session (ASY-19) */
    void refuseInCallback(String call) throws IllegalStateException {
        if (inCallback()) {
            throw new IllegalStateException(
                    "a CompletionListener must not call " + call
                            + " on its own producer, session or connection: that call waits for the listener to return",
                    FailureCodes.ILLEGAL_STATE);
        }
    }

    /** Waits until one send more may begin. Not from a callback: that would wait for itself. */
    void awaitRoom(long timeoutMillis) throws JMSException {
        if (incomplete.get() < most || inCallback()) {
            return;
        }
        long left = timeoutMillis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        if (awaitAtMost(most - 1, left) > most - 1) {
            throw new ResourceAllocationException(
                    most + " asynchronous sends of this session have not completed within "
                            + timeoutMillis + " ms, which is the limit; nothing was sent. Return sooner from the"
                            + " CompletionListener, or raise the connection factory's sendTimeoutMillis",
                    FailureCodes.RESOURCE_LIMIT);
        }
    }

    /**
     * Begins a send; the caller sends the command with the answer going to what this returns.
     *
     * @throws IllegalStateException when the session is about to close: another thread that goes on sending would keep it
     *     from closing for ever
     */
    Answer begin(jakarta.jms.Message message, CompletionListener listener) throws IllegalStateException {
        incomplete.incrementAndGet();
        if (ending && !inCallback()) {
            completed();
            throw new IllegalStateException("the session is closed; nothing was sent", FailureCodes.ILLEGAL_STATE);
        }
        Pending pending = new Pending(message, listener);
        inOrder.add(pending);
        return pending;
    }

    /** As {@link #awaitAll}, and none begins any more. */
    void awaitLast(long timeoutMillis) {
        ending = true;
        awaitAll(timeoutMillis);
    }

    /**
     * Waits until all sends are complete and their callbacks have returned. What the broker has not answered by the
     * time-out fails, so that this ends (ASY-24).
     */
    void awaitAll(long timeoutMillis) {
        if (incomplete.get() == 0) {
            return;
        }
        long left = timeoutMillis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        if (awaitAtMost(0, left) > 0) {
            for (Pending pending : inOrder) {
                pending.answered(new Event.Failed(
                        0, ErrorCode.DISCONNECTED, "the broker did not answer within " + timeoutMillis + " ms"));
            }
            awaitAtMost(0, Long.MAX_VALUE);
        }
    }

    private int awaitAtMost(int target, long nanos) {
        waiters.incrementAndGet();
        lock.lock();
        boolean interrupted = false;
        try {
            long left = nanos;
            while (incomplete.get() > target && left > 0) {
                try {
                    left = fewer.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return incomplete.get();
        } finally {
            lock.unlock();
            waiters.decrementAndGet();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void callBack() {
        Pending first = inOrder.peek();
        while (first != null) {
            Event answer = first.answer;
            if (answer == null) {
                return;
            }
            calling.lock();
            try {
                first.complete(answer);
            } catch (Throwable e) {
                log(first.listener, e);
            } finally {
                calling.unlock();
                Thread.interrupted(); // One left behind is not the next callback's.
                inOrder.remove();
                completed();
            }
            first = inOrder.peek();
        }
    }

    /** Never throws, whatever the listener or its failure do when they are turned into text. */
    private static void log(CompletionListener listener, Throwable failure) {
        try {
            LOG.log(System.Logger.Level.WARNING, "the CompletionListener " + listener + " failed", failure);
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.WARNING, "a CompletionListener failed, and so did the attempt to log that");
        }
    }

    private void completed() {
        incomplete.decrementAndGet();
        if (waiters.get() > 0) {
            lock.lock();
            fewer.signalAll();
            lock.unlock();
        }
    }

    /** A send that is not complete. */
    private final class Pending implements Answer {

        private final jakarta.jms.Message message;
        private final CompletionListener listener;
        private volatile @Nullable Event answer;

        Pending(jakarta.jms.Message message, CompletionListener listener) {
            this.message = message;
            this.listener = listener;
        }

        @Override
        public void answered(Event event) {
            if (answer == null) {
                answer = event;
            }
            callbacks.signal();
        }

        private void complete(Event event) {
            if (message instanceof JmsMessage ours) {
                ours.prepareForCallback();
            }
            if (event instanceof Event.Failed failed) {
                listener.onException(message, Failures.of(failed, "send the message"));
            } else {
                listener.onCompletion(message);
            }
        }
    }
}
