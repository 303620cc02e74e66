package io.chasqui.jms.message;

import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.message.MessageId;
import jakarta.jms.DeliveryMode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of one message object, as its getters and setters see them. Owned by that object.
 *
 * <p>Design note: a received message makes this object when a header field is first asked for, and texts and
 * destination objects only when that very field is.
 */
final class Headers {

    int deliveryMode = DeliveryMode.PERSISTENT;
    int priority = jakarta.jms.Message.DEFAULT_PRIORITY;
    long timestamp;
    long expiration;
    long deliveryTime;
    boolean redelivered;

    @Nullable
    String type;

    private @Nullable MessageId id;
    private @Nullable String idText;
    /** A {@code String}, a {@code byte[]} that is never changed, or null. */
    private @Nullable Object correlationId;

    private @Nullable Destination destination;
    private jakarta.jms.@Nullable Destination destinationObject;
    private @Nullable Destination replyTo;
    private jakarta.jms.@Nullable Destination replyToObject;

    /** Those of a new message. */
    Headers() {}

    /** Those of a received message. */
    Headers(Message message, boolean redelivered) {
        deliveryMode = mode(message.persistent());
        priority = message.priority();
        timestamp = message.timestamp();
        expiration = message.expiration();
        deliveryTime = message.deliveryTime();
        this.redelivered = redelivered;
        type = message.type();
        id = message.id();
        correlationId = message.correlationId();
        destination = message.destination();
        replyTo = message.replyTo();
    }

    /** Takes over what a send decided. */
    void stamp(Envelope envelope) {
        deliveryMode = mode(envelope.persistent());
        priority = envelope.priority();
        timestamp = envelope.timestamp();
        expiration = envelope.expiration();
        deliveryTime = envelope.deliveryTime();
        id = envelope.id();
        idText = null;
        destination = envelope.destination();
        destinationObject = null;
    }

    static int mode(boolean persistent) {
        return persistent ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT;
    }

    @Nullable
    String messageId() {
        if (idText == null && id != null) {
            idText = id.text();
        }
        return idText;
    }

    void setMessageId(@Nullable String text) {
        id = null;
        idText = text;
    }

    /** As {@link Message#correlationId()}. */
    @Nullable
    Object correlationId() {
        return correlationId;
    }

    @Nullable
    String correlationIdText() {
        return correlationId instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : (String) correlationId;
    }

    byte @Nullable [] correlationIdBytes() {
        if (correlationId instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        return correlationId == null ? null : ((byte[]) correlationId).clone();
    }

    /** @param value as {@link Message#correlationId()}; an array is taken over */
    void setCorrelationId(@Nullable Object value) {
        correlationId = value;
    }

    jakarta.jms.@Nullable Destination destination(@Nullable Reception reception) {
        if (destinationObject == null && destination != null) {
            destinationObject = Destinations.toJms(destination, reception);
        }
        return destinationObject;
    }

    /** Any object will do: only a send gives this field a meaning. */
    void setDestination(jakarta.jms.@Nullable Destination object) {
        destination = null;
        destinationObject = object;
    }

    @Nullable
    Destination replyTo() {
        return replyTo;
    }

    jakarta.jms.@Nullable Destination replyTo(@Nullable Reception reception) {
        if (replyToObject == null && replyTo != null) {
            replyToObject = Destinations.toJms(replyTo, reception);
        }
        return replyToObject;
    }

    void setReplyTo(@Nullable Destination value, jakarta.jms.@Nullable Destination object) {
        replyTo = value;
        replyToObject = object;
    }
}
