package io.chasqui.conformance;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;

/** The six kinds of messages, each with a small body (a plain message has none), for rules that hold for all of them. */
enum AllKinds {
    PLAIN(Message.class),
    TEXT(TextMessage.class),
    BYTES(BytesMessage.class),
    MAP(MapMessage.class),
    STREAM(StreamMessage.class),
    OBJECT(ObjectMessage.class);

    final Class<? extends Message> kind;

    AllKinds(Class<? extends Message> kind) {
        this.kind = kind;
    }

    Message empty(Session session) throws JMSException {
        return switch (this) {
            case PLAIN -> session.createMessage();
            case TEXT -> session.createTextMessage();
            case BYTES -> session.createBytesMessage();
            case MAP -> session.createMapMessage();
            case STREAM -> session.createStreamMessage();
            case OBJECT -> session.createObjectMessage();
        };
    }

    Message create(Session session, int number) throws JMSException {
        Message message = empty(session);
        write(message, number);
        return message;
    }

    /** Writes the number into the body, or adds it to what is there. Refused when the body is read-only. */
    void write(Message message, int number) throws JMSException {
        switch (this) {
            case PLAIN -> {}
            case TEXT -> ((TextMessage) message).setText(Integer.toString(number));
            case BYTES -> ((BytesMessage) message).writeInt(number);
            case MAP -> ((MapMessage) message).setInt("number", number);
            case STREAM -> ((StreamMessage) message).writeInt(number);
            case OBJECT -> ((ObjectMessage) message).setObject(number);
        }
    }

    /** All numbers in the body of a message that can be read; changes nothing but the position in a stream. */
    List<Integer> read(Message message) throws JMSException {
        List<Integer> numbers = new ArrayList<>();
        switch (this) {
            case PLAIN -> {}
            case TEXT -> {
                String text = ((TextMessage) message).getText();
                if (text != null) {
                    numbers.add(Integer.valueOf(text));
                }
            }
            case BYTES -> {
                BytesMessage bytes = (BytesMessage) message;
                bytes.reset();
                for (long left = bytes.getBodyLength(); left > 0; left -= Integer.BYTES) {
                    numbers.add(bytes.readInt());
                }
            }
            case MAP -> {
                if (((MapMessage) message).itemExists("number")) {
                    numbers.add(((MapMessage) message).getInt("number"));
                }
            }
            case STREAM -> {
                ((StreamMessage) message).reset();
                Streams.readAll((StreamMessage) message).forEach(number -> numbers.add((Integer) number));
            }
            case OBJECT -> {
                if (((ObjectMessage) message).getObject() instanceof Integer number) {
                    numbers.add(number);
                }
            }
        }
        return numbers;
    }

    /** Whether a message implements the interface of this kind and of no other. */
    boolean isExactKindOf(Message message) {
        for (AllKinds other : values()) {
            boolean expected = other == this || other == PLAIN;
            if (other.kind.isInstance(message) != expected) {
                return false;
            }
        }
        return true;
    }

    /** The expected numbers: a plain message holds none. */
    List<Integer> holding(Integer... numbers) {
        return this == PLAIN ? List.of() : List.of(numbers);
    }
}
