package io.chasqui.jms.message;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies messages of other providers through the public interfaces, and writes back what the send decided (Jakarta
 * Messaging 3.1, 3.12). Stateless.
 */
final class ForeignMessages {

    private static final int CHUNK_BYTES = 8 * 1024;

    private ForeignMessages() {}

    /** @throws MessageFormatException when the message is null, or anything in it cannot be read */
    static JmsMessage copy(@Nullable Message foreign, DeserializationPolicy policy) throws MessageFormatException {
        if (foreign == null) {
            throw new MessageFormatException(
                    "the message to send is null; create one with the session", FailureCodes.MESSAGE_FORMAT);
        }
        try {
            JmsMessage copy = copyBody(foreign, policy);
            copyProperties(foreign, copy.properties());
            copyHeaders(foreign, copy.headers());
            return copy;
        } catch (JMSException | RuntimeException | LinkageError e) {
            throw DeserializationPolicy.failure(
                    "the message of class " + foreign.getClass().getName() + " of another provider cannot be read: "
                            + e,
                    e);
        }
    }

    private static JmsMessage copyBody(Message foreign, DeserializationPolicy policy) throws JMSException {
        if (foreign instanceof TextMessage text) {
            JmsTextMessage copy = new JmsTextMessage();
            copy.setText(text.getText());
            return copy;
        } else if (foreign instanceof BytesMessage bytes) {
            return copyBytes(bytes);
        } else if (foreign instanceof MapMessage map) {
            JmsMapMessage copy = new JmsMapMessage();
            for (Object name : names(map.getMapNames())) {
                copy.setObject((String) name, map.getObject((String) name));
            }
            return copy;
        } else if (foreign instanceof StreamMessage stream) {
            return copyStream(stream);
        } else if (foreign instanceof ObjectMessage object) {
            JmsObjectMessage copy = new JmsObjectMessage(policy);
            copy.setObject(object.getObject());
            return copy;
        }
        return new JmsMessage();
    }

    private static JmsMessage copyBytes(BytesMessage foreign) throws JMSException {
        JmsBytesMessage copy = new JmsBytesMessage();
        foreign.reset();
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int read = foreign.readBytes(chunk); read > 0; read = foreign.readBytes(chunk)) {
            copy.writeBytes(chunk, 0, read);
        }
        foreign.reset();
        return copy;
    }

    private static JmsMessage copyStream(StreamMessage foreign) throws JMSException {
        JmsStreamMessage copy = new JmsStreamMessage();
        foreign.reset();
        try {
            while (true) {
                copy.writeObject(foreign.readObject());
            }
        } catch (MessageEOFException e) {
            foreign.reset();
            return copy;
        }
    }

    private static void copyProperties(Message foreign, Properties copy) throws JMSException {
        for (Object name : names(foreign.getPropertyNames())) {
            copy.adopt((String) name, foreign.getObjectProperty((String) name));
        }
    }

    private static List<?> names(@Nullable Enumeration<?> names) {
        return names == null ? List.of() : Collections.list(names);
    }

    private static void copyHeaders(Message foreign, Headers copy) throws JMSException {
        copy.type = foreign.getJMSType();
        copy.setCorrelationId(correlationId(foreign));
        Destination replyTo = foreign.getJMSReplyTo();
        if (replyTo != null) {
            try {
                copy.setReplyTo(Destinations.fromJms(replyTo), replyTo);
            } catch (InvalidDestinationException e) {
                // Nobody here could reply to it; the message itself is still worth sending (MSG-7).
                copy.setReplyTo(null, null);
            }
        }
    }

    private static @Nullable Object correlationId(Message foreign) throws JMSException {
        String text = foreign.getJMSCorrelationID();
        if (text != null) {
            return text;
        }
        try {
            byte[] bytes = foreign.getJMSCorrelationIDAsBytes();
            return bytes == null ? null : bytes.clone();
        } catch (JMSException | RuntimeException e) {
            // Providers need not support the form in bytes, and in the other form there is none.
            return null;
        }
    }

    /** Writes the fields a send decided back through the public setters (MSG-5). */
    static void stamp(Message foreign, Envelope envelope) throws JMSException {
        foreign.setJMSDestination(Destinations.toJms(envelope.destination(), null));
        foreign.setJMSDeliveryMode(envelope.persistent() ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT);
        foreign.setJMSPriority(envelope.priority());
        foreign.setJMSMessageID(envelope.id() == null ? null : envelope.id().text());
        foreign.setJMSTimestamp(envelope.timestamp());
        foreign.setJMSExpiration(envelope.expiration());
        try {
            foreign.setJMSDeliveryTime(envelope.deliveryTime());
        } catch (AbstractMethodError e) {
            // A class made for an older version of the specification has no such field (MSG-6).
            return;
        }
    }
}
