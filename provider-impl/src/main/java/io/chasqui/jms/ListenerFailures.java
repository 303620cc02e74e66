package io.chasqui.jms;

import io.chasqui.protocol.Event.Deliver;
import jakarta.jms.MessageListener;
import java.util.concurrent.TimeUnit;

/**
 * Logs what listeners of one session throw (ACK-24), in bounds: a message that keeps failing is told of at its first
 * delivery, later ones only at level DEBUG, and a stack trace comes at most once a second. Used under the dispatch lock.
 */
final class ListenerFailures {

    private static final System.Logger LOG = System.getLogger(ListenerFailures.class.getName());
    private static final long TRACE_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private long lastTraceNanos = System.nanoTime() - TRACE_PAUSE_NANOS;

    /** Never throws, whatever the listener or its failure do when they are turned into text. */
    void log(MessageListener listener, Deliver delivery, Throwable failure) {
        try {
            tell(listener, delivery, failure);
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.WARNING, "a MessageListener failed, and so did the attempt to log that");
        }
    }

    private void tell(MessageListener listener, Deliver delivery, Throwable failure) {
        boolean first = delivery.deliveryCount() == 1;
        System.Logger.Level level = first ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG;
        String text = "the MessageListener " + listener + " failed with " + delivery.message() + ", delivery "
                + delivery.deliveryCount() + " of it";
        long now = System.nanoTime();
        if (first && now - lastTraceNanos >= TRACE_PAUSE_NANOS) {
            lastTraceNanos = now;
            LOG.log(level, text, failure);
        } else {
            LOG.log(level, () -> text + ": " + failure);
        }
    }
}
