package io.chasqui.jms.message;

import io.chasqui.message.Body;
import io.chasqui.message.Message;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message as an application sees it: without a body in this class itself, with one in its five subclasses. Used by one
 * thread at a time; belongs to no session, so that it stays usable after its session was closed.
 *
 * <p>Design note: a received message keeps the immutable {@link Message} it was made from and copies nothing until
 * somebody reads or writes the part in question; {@link #freeze} hands on whatever has not changed.
 */
public class JmsMessage implements jakarta.jms.Message {

    /** Null for a message that was made here. */
    private @Nullable Message source;

    private @Nullable Reception reception;
    private boolean consumed;
    private int deliveryCount;
    private boolean readOnlyBody;

    private @Nullable Headers headers;
    private @Nullable Properties properties;

    /** New and writable. */
    public JmsMessage() {}

    /**
     * A message handed to a consumer.
     *
     * @param deliveryCount 1 for the first delivery
     */
    public static JmsMessage received(Message message, int deliveryCount, Reception reception) {
        return forBody(message.body(), reception).from(message, deliveryCount, reception, true);
    }

    /** A message seen by a browser: as received, but there is nothing to acknowledge. */
    public static JmsMessage browsed(Message message, int deliveryCount, Reception reception) {
        return forBody(message.body(), reception).from(message, deliveryCount, reception, false);
    }

    /**
     * The message itself when it is one of ours, else a copy of what another provider's message says.
     *
     * @throws MessageFormatException when the message is null, or cannot be read
     */
    public static JmsMessage of(jakarta.jms.@Nullable Message any, DeserializationPolicy policy) throws JMSException {
        return any instanceof JmsMessage ours ? ours : ForeignMessages.copy(any, policy);
    }

    /** Sets the header fields that a send decides, on a message of any provider (MSG-5). */
    public static void stamp(jakarta.jms.Message any, Envelope envelope) throws JMSException {
        if (any instanceof JmsMessage ours) {
            ours.stamp(envelope);
        } else {
            ForeignMessages.stamp(any, envelope);
        }
    }

    private static JmsMessage forBody(Body body, Reception reception) {
        if (body instanceof Body.Text text) {
            return new JmsTextMessage(text);
        } else if (body instanceof Body.Bytes bytes) {
            return new JmsBytesMessage(bytes);
        } else if (body instanceof Body.Entries entries) {
            return new JmsMapMessage(entries);
        } else if (body instanceof Body.Items items) {
            return new JmsStreamMessage(items);
        } else if (body instanceof Body.Serialized serialized) {
            return new JmsObjectMessage(serialized, reception.deserialization());
        }
        return new JmsMessage();
    }

    private JmsMessage from(Message message, int count, Reception through, boolean toConsumer) {
        source = message;
        deliveryCount = count;
        reception = through;
        consumed = toConsumer;
        readOnlyBody = true;
        return this;
    }

    /** What is sent: a snapshot that later changes of this object do not touch. Leaves this object as it is. */
    public final Message freeze(Envelope envelope) throws JMSException {
        Message.Builder builder = new Message.Builder(envelope.destination())
                .id(envelope.identity())
                .idHidden(envelope.id() == null)
                .persistent(envelope.persistent())
                .priority(envelope.priority())
                .timestamp(envelope.timestamp())
                .expiration(envelope.expiration())
                .deliveryTime(envelope.deliveryTime())
                .body(freezeBody());
        if (headers != null) {
            builder.type(headers.type).correlationId(headers.correlationId()).replyTo(headers.replyTo());
        } else if (source != null) {
            builder.type(source.type()).correlationId(source.correlationId()).replyTo(source.replyTo());
        }
        if (properties != null) {
            builder.properties(properties.freeze());
        } else if (source != null) {
            builder.properties(properties().freeze());
        }
        return builder.build();
    }

    /** Sets the header fields that a send decides (HDR-28). */
    public final void stamp(Envelope envelope) {
        headers().stamp(envelope);
    }

    /** Makes the body readable for a completion listener (BYT-17); only bytes and stream messages need it. */
    public void prepareForCallback() {}

    /** Which delivery this is, 1 for the first; 0 for a message that was made here. */
    public final int deliveryCount() {
        return deliveryCount;
    }

    // What the kinds of message differ in.

    /** The body as it is now, never changed afterwards. */
    Body freezeBody() throws JMSException {
        return Body.NONE;
    }

    void emptyBody() {}

    /** Whether there is a body at all (GBD-9); {@code receiveBody} refuses messages without. */
    public boolean hasBody() {
        return false;
    }

    /** The body as an object of that type; null when it is none. Asked only when there is a body. */
    @Nullable
    Object bodyAs(Class<?> type) throws JMSException {
        return null;
    }

    /** Whether {@link #bodyAs} would succeed. Asked only when there is a body. */
    boolean isBodyA(Class<?> type) {
        return false;
    }

    /** @throws MessageNotWriteableException when the body was received and not cleared */
    final void checkBodyWriteable() throws MessageNotWriteableException {
        if (readOnlyBody) {
            throw new MessageNotWriteableException(
                    "the body of a received message is read-only; call clearBody to write a new one",
                    FailureCodes.MESSAGE_NOT_WRITEABLE);
        }
    }

    @Override
    public final void clearBody() {
        readOnlyBody = false;
        emptyBody();
    }

    @Override
    public <T> @Nullable T getBody(Class<T> type) throws JMSException {
        Objects.requireNonNull(type, "the type of the body");
        if (!hasBody()) {
            return null;
        }
        Object body = bodyAs(type);
        if (body == null) {
            throw new MessageFormatException(
                    "the body of this " + getClass().getSimpleName() + " cannot be had as " + type.getName()
                            + "; isBodyAssignableTo tells beforehand",
                    FailureCodes.MESSAGE_FORMAT);
        }
        return type.cast(body);
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public final boolean isBodyAssignableTo(Class type) {
        Objects.requireNonNull(type, "the type of the body");
        return !hasBody() || isBodyA(type);
    }

    @Override
    public final void acknowledge() throws JMSException {
        if (consumed && reception != null) {
            reception.acknowledge();
        }
    }

    // Header fields: any may be set at any time (HDR-30), most to no effect (HDR-31).

    final Headers headers() {
        if (headers == null) {
            headers = source == null ? new Headers() : new Headers(source, deliveryCount > 1);
        }
        return headers;
    }

    @Override
    public final @Nullable String getJMSMessageID() {
        return headers().messageId();
    }

    @Override
    public final void setJMSMessageID(@Nullable String id) {
        headers().setMessageId(id);
    }

    @Override
    public final long getJMSTimestamp() {
        return headers().timestamp;
    }

    @Override
    public final void setJMSTimestamp(long timestampMillis) {
        headers().timestamp = timestampMillis;
    }

    @Override
    public final byte @Nullable [] getJMSCorrelationIDAsBytes() {
        return headers().correlationIdBytes();
    }

    @Override
    public final void setJMSCorrelationIDAsBytes(byte @Nullable [] correlationId) {
        headers().setCorrelationId(correlationId == null ? null : correlationId.clone());
    }

    @Override
    public final @Nullable String getJMSCorrelationID() {
        return headers().correlationIdText();
    }

    @Override
    public final void setJMSCorrelationID(@Nullable String correlationId) {
        headers().setCorrelationId(correlationId);
    }

    @Override
    public final @Nullable Destination getJMSReplyTo() {
        return headers().replyTo(reception);
    }

    /** @throws jakarta.jms.InvalidDestinationException for a destination of another provider (HDR-17) */
    @Override
    public final void setJMSReplyTo(@Nullable Destination replyTo) throws JMSException {
        headers().setReplyTo(replyTo == null ? null : Destinations.fromJms(replyTo), replyTo);
    }

    @Override
    public final @Nullable Destination getJMSDestination() {
        return headers().destination(reception);
    }

    @Override
    public final void setJMSDestination(@Nullable Destination destination) {
        headers().setDestination(destination);
    }

    @Override
    public final int getJMSDeliveryMode() {
        return headers().deliveryMode;
    }

    @Override
    public final void setJMSDeliveryMode(int deliveryMode) {
        headers().deliveryMode = deliveryMode;
    }

    @Override
    public final boolean getJMSRedelivered() {
        return headers().redelivered;
    }

    @Override
    public final void setJMSRedelivered(boolean redelivered) {
        headers().redelivered = redelivered;
    }

    @Override
    public final @Nullable String getJMSType() {
        return headers().type;
    }

    @Override
    public final void setJMSType(@Nullable String type) {
        headers().type = type;
    }

    @Override
    public final long getJMSExpiration() {
        return headers().expiration;
    }

    @Override
    public final void setJMSExpiration(long expirationMillis) {
        headers().expiration = expirationMillis;
    }

    @Override
    public final long getJMSDeliveryTime() {
        return headers().deliveryTime;
    }

    @Override
    public final void setJMSDeliveryTime(long deliveryTimeMillis) {
        headers().deliveryTime = deliveryTimeMillis;
    }

    @Override
    public final int getJMSPriority() {
        return headers().priority;
    }

    @Override
    public final void setJMSPriority(int priority) {
        headers().priority = priority;
    }

    // Properties.

    final Properties properties() {
        if (properties == null) {
            properties = source == null ? new Properties() : Properties.received(source.properties(), deliveryCount);
        }
        return properties;
    }

    @Override
    public final void clearProperties() {
        properties().clear();
    }

    @Override
    public final boolean propertyExists(@Nullable String name) {
        return properties().exists(name);
    }

    @Override
    public final boolean getBooleanProperty(@Nullable String name) throws JMSException {
        return properties().getBoolean(name);
    }

    @Override
    public final byte getByteProperty(@Nullable String name) throws JMSException {
        return properties().getByte(name);
    }

    @Override
    public final short getShortProperty(@Nullable String name) throws JMSException {
        return properties().getShort(name);
    }

    @Override
    public final int getIntProperty(@Nullable String name) throws JMSException {
        return properties().getInt(name);
    }

    @Override
    public final long getLongProperty(@Nullable String name) throws JMSException {
        return properties().getLong(name);
    }

    @Override
    public final float getFloatProperty(@Nullable String name) throws JMSException {
        return properties().getFloat(name);
    }

    @Override
    public final double getDoubleProperty(@Nullable String name) throws JMSException {
        return properties().getDouble(name);
    }

    @Override
    public final @Nullable String getStringProperty(@Nullable String name) throws JMSException {
        return properties().getString(name);
    }

    @Override
    public final @Nullable Object getObjectProperty(@Nullable String name) {
        return properties().get(name);
    }

    @Override
    public final Enumeration<String> getPropertyNames() {
        return Collections.enumeration(new ArrayList<>(properties().names()));
    }

    @Override
    public final void setBooleanProperty(@Nullable String name, boolean value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public final void setByteProperty(@Nullable String name, byte value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public final void setShortProperty(@Nullable String name, short value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public final void setIntProperty(@Nullable String name, int value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public final void setLongProperty(@Nullable String name, long value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public final void setFloatProperty(@Nullable String name, float value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public final void setDoubleProperty(@Nullable String name, double value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public final void setStringProperty(@Nullable String name, @Nullable String value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public final void setObjectProperty(@Nullable String name, @Nullable Object value) throws JMSException {
        properties().set(name, value);
    }

    /** For people: what kind it is, its ID and where it goes. */
    @Override
    public String toString() {
        String id = getJMSMessageID();
        Destination destination = getJMSDestination();
        return getClass().getSimpleName()
                + (id == null ? "" : " " + id)
                + (destination == null ? "" : " to " + destination);
    }
}
