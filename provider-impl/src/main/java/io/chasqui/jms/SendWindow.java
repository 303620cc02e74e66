package io.chasqui.jms;

import io.chasqui.jms.message.FailureCodes;
import io.chasqui.message.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.ResourceAllocationException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How much a session may have sent that the broker has not granted back yet, in messages and bytes. Senders take,
 * the broker's thread grants; nobody locks.
 *
 * <p>Design note: what is used is one number, messages in the upper bits and bytes in the lower, so that taking is one
 * atomic operation.
 */
final class SendWindow {

    private static final int BYTE_BITS = 42;
    private static final long BYTES = (1L << BYTE_BITS) - 1;

    private final long windowMessages;
    private final long windowBytes;
    private final long maxMessageBytes;
    private final BrokerLink link;
    private final AtomicLong used = new AtomicLong();
    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();
    /** The session is closed: the broker grants nothing any more. */
    private volatile boolean ended;

    SendWindow(int windowMessages, long windowBytes, long maxMessageBytes, BrokerLink link) {
        this.maxMessageBytes = maxMessageBytes;
        this.windowMessages = windowMessages;
        this.windowBytes = Math.min(windowBytes, BYTES >> 1);
        this.link = link;
    }

    /**
     * Takes room for one message, waiting for it if need be.
     *
     * @param timeoutMillis 0 waits for ever
     * @throws IllegalStateException when the session is closed meanwhile
     * @throws ResourceAllocationException when the message is larger than the broker takes, or when there was no room for
     *     that long; nothing was taken then
     */
    void take(Destination to, int bytes, long timeoutMillis) throws JMSException {
        if (bytes > maxMessageBytes) {
            throw new ResourceAllocationException(
                    "the message to " + to + " takes about " + bytes + " bytes, and the broker takes at most "
                            + maxMessageBytes + " (maxMessageBytes); nothing was sent. Send less, or raise the limit",
                    FailureCodes.RESOURCE_LIMIT);
        }
        if (!tryTake(bytes)) {
            waitForRoom(to, bytes, timeoutMillis);
        }
    }

    private boolean tryTake(int bytes) {
        while (true) {
            long now = used.get();
            boolean fits = (now >>> BYTE_BITS) < windowMessages && (now & BYTES) + bytes <= windowBytes;
            if (!fits && now != 0) {
                return false;
            }
            if (used.compareAndSet(now, now + (1L << BYTE_BITS) + bytes)) {
                return true;
            }
        }
    }

    private void waitForRoom(Destination to, int bytes, long timeoutMillis) throws JMSException {
        Deadline deadline = new Deadline(timeoutMillis, link::transferred);
        Thread me = Thread.currentThread();
        waiting.add(me);
        try {
            while (!tryTake(bytes)) {
                if (ended) {
                    throw new IllegalStateException(
                            "the session was closed while a send to " + to + " waited for room; nothing was sent",
                            FailureCodes.ILLEGAL_STATE);
                }
                link.checkAlive("send");
                if (Thread.currentThread().isInterrupted()) {
                    throw new JMSException(
                            "the send to " + to + " was interrupted while it waited for room: " + usage()
                                    + "; nothing was sent",
                            FailureCodes.INTERRUPTED);
                }
                long left = deadline.leftNanos();
                if (left <= 0) {
                    throw new ResourceAllocationException(
                            "no room to send a message of " + bytes + " bytes to " + to + " within " + timeoutMillis
                                    + " ms: " + usage() + ", because one of its limits is reached (memoryLimitBytes or"
                                    + " destinationLimitBytes); nothing was sent. Consume faster, or raise that limit or"
                                    + " the connection factory's sendTimeoutMillis",
                            FailureCodes.RESOURCE_LIMIT);
                }
                LockSupport.parkNanos(this, left);
            }
        } finally {
            waiting.remove(me);
        }
    }

    /** Takes room for a message that is sent again, whether there is any or not. */
    void takeAnyway(int bytes) {
        used.addAndGet((1L << BYTE_BITS) + bytes);
    }

    /** The link is new: the broker has nothing of this session. */
    void renewed() {
        used.set(0);
        wake();
    }

    private String usage() {
        long now = used.get();
        return "the broker has not found room for " + (now >>> BYTE_BITS) + " of " + windowMessages + " messages and "
                + (now & BYTES) + " of " + windowBytes + " bytes that this session may send ahead";
    }

    /**
     * Called on the broker's thread. A waiting sender is woken when half of the window is free again, not for each message:
     * it then sends many before it has to wait anew.
     */
    void grant(int messages, long bytes) {
        long now = used.updateAndGet(before -> less(before, messages, bytes));
        if ((now >>> BYTE_BITS) <= windowMessages / 2 && (now & BYTES) <= windowBytes / 2) {
            wake();
        }
    }

    /** Never below nothing: a message that a thread took room for on an earlier link may be granted on this one. */
    private static long less(long used, int messages, long bytes) {
        return Math.max(0, (used >>> BYTE_BITS) - messages) << BYTE_BITS | Math.max(0, (used & BYTES) - bytes);
    }

    /** Whoever waits for room learns that there will be none. */
    void end() {
        ended = true;
        wake();
    }

    /** Makes waiting senders look again. */
    void wake() {
        for (Thread sender : waiting) {
            LockSupport.unpark(sender);
        }
    }
}
