package io.chasqui.jms;

import io.chasqui.jms.message.Destinations;
import io.chasqui.jms.message.FailureCodes;
import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import org.jspecify.annotations.Nullable;

/**
 * A message producer, with a destination of its own or without. It has no counterpart in the broker, so it costs nothing
 * to create and close many.
 */
class JmsMessageProducer implements MessageProducer {

    private final SessionCore session;
    private final @Nullable Destination destination;
    private final io.chasqui.message.@Nullable Destination resolved;
    private final DeliveryOptions options = new DeliveryOptions();
    private volatile boolean closed;

    /** @param destination null for a producer that is told with each send */
    JmsMessageProducer(SessionCore session, @Nullable Destination destination) throws JMSException {
        this.session = session;
        this.destination = destination;
        resolved = destination == null ? null : Destinations.fromJms(destination);
    }

    @Override
    public void send(Message message) throws JMSException {
        checkOpen();
        session.sender().send(own(), message, options);
    }

    @Override
    public void send(Message message, int deliveryMode, int priority, long timeToLive) throws JMSException {
        checkOpen();
        session.sender().send(own(), message, options.with(deliveryMode, priority, timeToLive));
    }

    @Override
    public void send(@Nullable Destination to, Message message) throws JMSException {
        checkOpen();
        session.sender().send(given(to), message, options);
    }

    @Override
    public void send(@Nullable Destination to, Message message, int deliveryMode, int priority, long timeToLive)
            throws JMSException {
        checkOpen();
        session.sender().send(given(to), message, options.with(deliveryMode, priority, timeToLive));
    }

    @Override
    public void send(Message message, @Nullable CompletionListener listener) throws JMSException {
        checkOpen();
        session.sender().sendAsync(own(), message, options, present(listener));
    }

    @Override
    public void send(
            Message message, int deliveryMode, int priority, long timeToLive, @Nullable CompletionListener listener)
            throws JMSException {
        checkOpen();
        DeliveryOptions once = options.with(deliveryMode, priority, timeToLive);
        session.sender().sendAsync(own(), message, once, present(listener));
    }

    @Override
    public void send(@Nullable Destination to, Message message, @Nullable CompletionListener listener)
            throws JMSException {
        checkOpen();
        session.sender().sendAsync(given(to), message, options, present(listener));
    }

    @Override
    public void send(
            @Nullable Destination to,
            Message message,
            int deliveryMode,
            int priority,
            long timeToLive,
            @Nullable CompletionListener listener)
            throws JMSException {
        checkOpen();
        DeliveryOptions once = options.with(deliveryMode, priority, timeToLive);
        session.sender().sendAsync(given(to), message, once, present(listener));
    }

    private io.chasqui.message.Destination own() {
        if (resolved == null) {
            throw new UnsupportedOperationException(
                    "this producer was created without a destination; use a send method that names one");
        }
        return resolved;
    }

    private io.chasqui.message.Destination given(@Nullable Destination to) throws JMSException {
        if (resolved != null) {
            throw new UnsupportedOperationException("this producer was created for the " + resolved
                    + "; use a send method without a destination, or a producer created without one");
        }
        return Destinations.fromJms(to);
    }

    private static CompletionListener present(@Nullable CompletionListener listener) {
        if (listener == null) {
            throw new IllegalArgumentException(
                    "the CompletionListener is null; use a send method without one to send synchronously");
        }
        return listener;
    }

    final void checkOpen() throws IllegalStateException {
        session.checkOpen();
        if (closed) {
            throw new IllegalStateException("the producer is closed", FailureCodes.ILLEGAL_STATE);
        }
    }

    @Override
    public final void setDisableMessageID(boolean value) throws JMSException {
        checkOpen();
        options.disableMessageId(value);
    }

    @Override
    public final boolean getDisableMessageID() throws JMSException {
        checkOpen();
        return options.disableMessageId();
    }

    @Override
    public final void setDisableMessageTimestamp(boolean value) throws JMSException {
        checkOpen();
        options.disableMessageTimestamp(value);
    }

    @Override
    public final boolean getDisableMessageTimestamp() throws JMSException {
        checkOpen();
        return options.disableMessageTimestamp();
    }

    @Override
    public final void setDeliveryMode(int deliveryMode) throws JMSException {
        checkOpen();
        options.deliveryMode(deliveryMode);
    }

    @Override
    public final int getDeliveryMode() throws JMSException {
        checkOpen();
        return options.deliveryMode();
    }

    @Override
    public final void setPriority(int priority) throws JMSException {
        checkOpen();
        options.priority(priority);
    }

    @Override
    public final int getPriority() throws JMSException {
        checkOpen();
        return options.priority();
    }

    @Override
    public final void setTimeToLive(long timeToLive) throws JMSException {
        checkOpen();
        options.timeToLiveMillis(timeToLive);
    }

    @Override
    public final long getTimeToLive() throws JMSException {
        checkOpen();
        return options.timeToLiveMillis();
    }

    @Override
    public final void setDeliveryDelay(long deliveryDelay) throws JMSException {
        checkOpen();
        options.deliveryDelayMillis(deliveryDelay);
    }

    @Override
    public final long getDeliveryDelay() throws JMSException {
        checkOpen();
        return options.deliveryDelayMillis();
    }

    @Override
    public final @Nullable Destination getDestination() throws JMSException {
        checkOpen();
        return destination;
    }

    /** Waits for asynchronous sends; messages sent stay sent (PRD-21). */
    @Override
    public final void close() throws JMSException {
        if (closed || session.isClosed()) {
            return;
        }
        session.async().refuseInCallback("close");
        session.async().awaitAll(session.connection().settings().sendTimeoutMillis());
        closed = true;
    }
}
