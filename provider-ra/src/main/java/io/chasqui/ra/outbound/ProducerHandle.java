package io.chasqui.ra.outbound;

import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A producer as an application in a server sees it: it keeps its settings when the one beneath it is made anew. */
class ProducerHandle implements MessageProducer {

    private final @Nullable Destination destination;
    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final Lazily<MessageProducer> producer;

    /** @throws JMSException when the destination is none of ours */
    ProducerHandle(SessionHandle session, @Nullable Destination destination) throws JMSException {
        this.destination = destination;
        producer = new Lazily<>("producer", session, this::make, MessageProducer::close);
        producer.get();
    }

    /** Something that was set, to be set again. */
    @FunctionalInterface
    private interface Setting {
        void apply(MessageProducer producer) throws JMSException;
    }

    private MessageProducer make(Session session) throws JMSException {
        MessageProducer made = session.createProducer(destination);
        for (Setting setting : settings.values()) {
            setting.apply(made);
        }
        return made;
    }

    private void set(String name, Setting setting) throws JMSException {
        setting.apply(producer.get());
        settings.put(name, setting);
    }

    // Sending.

    @Override
    public void send(@Nullable Message message) throws JMSException {
        producer.enlisted().send(message);
    }

    @Override
    public void send(@Nullable Message message, int deliveryMode, int priority, long timeToLive) throws JMSException {
        producer.enlisted().send(message, deliveryMode, priority, timeToLive);
    }

    @Override
    public void send(@Nullable Destination to, @Nullable Message message) throws JMSException {
        producer.enlisted().send(to, message);
    }

    @Override
    public void send(
            @Nullable Destination to, @Nullable Message message, int deliveryMode, int priority, long timeToLive)
            throws JMSException {
        producer.enlisted().send(to, message, deliveryMode, priority, timeToLive);
    }

    @Override
    public void send(@Nullable Message message, @Nullable CompletionListener listener) throws JMSException {
        throw forbidden();
    }

    @Override
    public void send(
            @Nullable Message message,
            int deliveryMode,
            int priority,
            long timeToLive,
            @Nullable CompletionListener listener)
            throws JMSException {
        throw forbidden();
    }

    @Override
    public void send(@Nullable Destination to, @Nullable Message message, @Nullable CompletionListener listener)
            throws JMSException {
        throw forbidden();
    }

    @Override
    public void send(
            @Nullable Destination to,
            @Nullable Message message,
            int deliveryMode,
            int priority,
            long timeToLive,
            @Nullable CompletionListener listener)
            throws JMSException {
        throw forbidden();
    }

    private static JMSException forbidden() {
        return Failures.forbidden("send with a CompletionListener");
    }

    // Settings.

    @Override
    public void setDisableMessageID(boolean value) throws JMSException {
        set("disableMessageID", physical -> physical.setDisableMessageID(value));
    }

    @Override
    public boolean getDisableMessageID() throws JMSException {
        return producer.get().getDisableMessageID();
    }

    @Override
    public void setDisableMessageTimestamp(boolean value) throws JMSException {
        set("disableMessageTimestamp", physical -> physical.setDisableMessageTimestamp(value));
    }

    @Override
    public boolean getDisableMessageTimestamp() throws JMSException {
        return producer.get().getDisableMessageTimestamp();
    }

    @Override
    public void setDeliveryMode(int deliveryMode) throws JMSException {
        set("deliveryMode", physical -> physical.setDeliveryMode(deliveryMode));
    }

    @Override
    public int getDeliveryMode() throws JMSException {
        return producer.get().getDeliveryMode();
    }

    @Override
    public void setPriority(int priority) throws JMSException {
        set("priority", physical -> physical.setPriority(priority));
    }

    @Override
    public int getPriority() throws JMSException {
        return producer.get().getPriority();
    }

    @Override
    public void setTimeToLive(long timeToLive) throws JMSException {
        set("timeToLive", physical -> physical.setTimeToLive(timeToLive));
    }

    @Override
    public long getTimeToLive() throws JMSException {
        return producer.get().getTimeToLive();
    }

    @Override
    public void setDeliveryDelay(long deliveryDelay) throws JMSException {
        set("deliveryDelay", physical -> physical.setDeliveryDelay(deliveryDelay));
    }

    @Override
    public long getDeliveryDelay() throws JMSException {
        return producer.get().getDeliveryDelay();
    }

    @Override
    public @Nullable Destination getDestination() throws JMSException {
        return producer.get().getDestination();
    }

    @Override
    public void close() throws JMSException {
        producer.close();
    }
}
