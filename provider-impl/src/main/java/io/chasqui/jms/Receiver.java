package io.chasqui.jms;

import io.chasqui.jms.message.FailureCodes;
import io.chasqui.protocol.Event.Deliver;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The receive calls of one consumer. One thread at a time receives; any thread may wake it or end it.
 *
 * <p>Design note: a message is taken and handed over while the lock is held, after looking whether the connection is
 * started. So whoever stops the connection and then takes the lock once knows that no receive will still return with a
 * message (CON-9). The thread waits for messages without the lock.
 */
final class Receiver {

    private final SessionCore session;
    private final Inbox inbox;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private volatile @Nullable Thread receiving;
    private volatile boolean parked;
    private volatile boolean ended;

    Receiver(SessionCore session, Inbox inbox) {
        this.session = session;
        this.inbox = inbox;
    }

    /**
     * Receives a message.
     *
     * @param timeoutMillis 0 waits for ever, less than 0 does not wait
     * @return null when there was none, or when the consumer is closed meanwhile
     */
    <T> @Nullable T receive(long timeoutMillis, HandOver<T> how) throws JMSException {
        lock.lock();
        try {
            if (receiving != null) {
                throw new IllegalStateException(
                        "thread " + receiving.getName() + " is receiving from this consumer already; one at a time may",
                        FailureCodes.ILLEGAL_STATE);
            }
            T message = takeWhileLocked(how);
            if (message != null || ended) {
                return message;
            }
            receiving = Thread.currentThread();
        } finally {
            lock.unlock();
        }
        try {
            return timeoutMillis < 0 ? receiveNoWait(how) : receiveWaiting(timeoutMillis, how);
        } finally {
            lock.lock();
            receiving = null;
            idle.signalAll();
            lock.unlock();
        }
    }

    private <T> @Nullable T takeWhileLocked(HandOver<T> how) throws JMSException {
        if (ended || !session.connection().isStarted()) {
            return null;
        }
        int epoch = session.connection().link().epoch();
        Deliver delivery = inbox.take();
        if (delivery == null) {
            return null;
        }
        session.work().begin(epoch);
        return session.acknowledgement().handOver(inbox, delivery, how);
    }

    private <T> @Nullable T take(HandOver<T> how) throws JMSException {
        lock.lock();
        try {
            return takeWhileLocked(how);
        } finally {
            lock.unlock();
        }
    }

    private <T> @Nullable T receiveNoWait(HandOver<T> how) throws JMSException {
        if (!session.connection().isStarted()) {
            return null;
        }
        inbox.pull(1);
        return take(how);
    }

    private <T> @Nullable T receiveWaiting(long timeoutMillis, HandOver<T> how) throws JMSException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        while (true) {
            long left = timeoutMillis == 0 ? Long.MAX_VALUE : deadline - System.nanoTime();
            if (left <= 0) {
                inbox.pull(0);
                return take(how);
            }
            awaitMessage(left);
            T message = take(how);
            if (message != null || ended) {
                return message;
            }
            session.connection().link().checkAlive("receive a message");
        }
    }

    /** Waits for a message, or for a reason to look again. */
    private void awaitMessage(long nanos) throws JMSException {
        // First this, so that whoever takes the credit away after it was found sufficient wakes this thread.
        parked = true;
        if (session.connection().isStarted()) {
            inbox.demand();
        }
        if (!ended && !canTake() && !session.connection().link().isLost()) {
            LockSupport.parkNanos(this, nanos);
        }
        parked = false;
        if (Thread.currentThread().isInterrupted() && !canTake() && !ended) {
            throw new JMSException(
                    "the thread was interrupted while it waited for a message; none was lost",
                    FailureCodes.INTERRUPTED);
        }
    }

    private boolean canTake() {
        return session.connection().isStarted() && inbox.isReady();
    }

    /** Makes a waiting receive look again; called by any thread. */
    void wake() {
        if (parked) {
            LockSupport.unpark(receiving);
        }
    }

    /** Whether a thread waits for a message that it may have at once. */
    boolean isWaiting() {
        return parked && !ended && session.connection().isStarted();
    }

    boolean isReceiving() {
        return receiving != null;
    }

    /** Waits until a receive that is just returning with a message has returned. */
    void awaitHandOver() {
        lock.lock();
        lock.unlock();
    }

    /** Makes a waiting receive return null, and every later one. */
    void end() {
        ended = true;
        wake();
    }

    /** Waits until no receive is going on; not for one of the calling thread. */
    void awaitIdle() {
        lock.lock();
        try {
            while (receiving != null && receiving != Thread.currentThread()) {
                idle.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
