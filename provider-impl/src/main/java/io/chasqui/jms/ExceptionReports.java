package io.chasqui.jms;

import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tells a connection's {@code ExceptionListener} what went wrong without a caller to tell: one call at a time, on a
 * thread of its own. Any thread may report.
 */
final class ExceptionReports {

    private static final System.Logger LOG = System.getLogger(ExceptionReports.class.getName());

    /** A listener that is slower than the failures loses the newest ones, not the memory of the application. */
    private static final int MOST_WAITING = 1000;

    private final SerialTask calls;
    private final ConcurrentLinkedQueue<JMSException> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final AtomicBoolean connectionLost = new AtomicBoolean();
    private volatile @Nullable ExceptionListener listener;
    private volatile boolean closed;

    ExceptionReports(Executor threads) {
        calls = new SerialTask(threads, this::callListener);
    }

    @Nullable
    ExceptionListener listener() {
        return listener;
    }

    /** What was reported while there was no listener is told to the new one (EXL-12). */
    void listen(@Nullable ExceptionListener newListener) {
        listener = newListener;
        if (newListener != null && !waiting.isEmpty()) {
            calls.signal();
        }
    }

    /** The connection is gone: told once. */
    void connectionLost(JMSException failure) {
        if (connectionLost.compareAndSet(false, true)) {
            enqueue(failure);
        }
    }

    /** A failure that no caller learns of. */
    void report(JMSException failure) {
        if (listener == null) {
            LOG.log(System.Logger.Level.WARNING, "no ExceptionListener to tell: " + failure.getMessage());
        } else {
            enqueue(failure);
        }
    }

    private void enqueue(JMSException failure) {
        if (waitingCount.incrementAndGet() > MOST_WAITING) {
            waitingCount.decrementAndGet();
            LOG.log(System.Logger.Level.WARNING, "the ExceptionListener is behind, not told: " + failure.getMessage());
            return;
        }
        waiting.add(failure);
        if (listener != null) {
            calls.signal();
        }
    }

    private void callListener() {
        ExceptionListener current = listener;
        while (current != null && !closed) {
            JMSException failure = waiting.poll();
            if (failure == null) {
                return;
            }
            waitingCount.decrementAndGet();
            try {
                current.onException(failure);
            } catch (Throwable e) {
                LOG.log(System.Logger.Level.WARNING, "the ExceptionListener " + current + " failed", e);
            }
            current = listener;
        }
    }

    /** No call begins after this (EXL-9). */
    void close() {
        closed = true;
    }
}
