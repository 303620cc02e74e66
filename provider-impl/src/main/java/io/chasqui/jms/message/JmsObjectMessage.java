package io.chasqui.jms.message;

import io.chasqui.message.Body;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.ObjectMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A message whose body is a serialised object. The object is serialised when it is set and deserialised each time it is
 * asked for, so that nobody shares it.
 */
public final class JmsObjectMessage extends JmsMessage implements ObjectMessage {

    private final DeserializationPolicy policy;
    /** Never changed, only replaced. */
    private byte @Nullable [] content;
    /** Whether the content was serialised here: the application's own object needs no permission to come back. */
    private boolean own = true;

    /** @param policy which classes a received object may have */
    public JmsObjectMessage(DeserializationPolicy policy) {
        this.policy = policy;
    }

    JmsObjectMessage(Body.Serialized body, DeserializationPolicy policy) {
        this.policy = policy;
        content = body.content();
        own = false;
    }

    @Override
    public void setObject(@Nullable Serializable object) throws JMSException {
        checkBodyWriteable();
        content = object == null ? null : serialize(object);
        own = true;
    }

    private static byte[] serialize(Serializable object) throws MessageFormatException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw DeserializationPolicy.failure(
                    "an object of class " + object.getClass().getName() + " cannot be serialised: " + e, e);
        }
        return bytes.toByteArray();
    }

    /** A new object each time (OBJ-5). */
    @Override
    public @Nullable Serializable getObject() throws JMSException {
        if (content == null) {
            return null;
        }
        return (own ? DeserializationPolicy.EVERYTHING : policy).deserialize(content);
    }

    @Override
    Body freezeBody() {
        return new Body.Serialized(content);
    }

    @Override
    void emptyBody() {
        content = null;
    }

    @Override
    public boolean hasBody() {
        return content != null;
    }

    @Override
    @Nullable
    Object bodyAs(Class<?> type) throws JMSException {
        Serializable object = getObject();
        return type.isInstance(object) ? object : null;
    }

    @Override
    boolean isBodyA(Class<?> type) {
        try {
            return type.isInstance(getObject());
        } catch (JMSException e) {
            return false;
        }
    }
}
