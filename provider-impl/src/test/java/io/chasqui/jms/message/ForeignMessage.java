package io.chasqui.jms.message;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Another provider's message of any kind. It keeps what header setters are given, has the body it was made with, and knows
 * only those methods that a provider may need to copy it; any other call is an {@link AssertionError}.
 */
final class ForeignMessage implements InvocationHandler {

    /** Header fields by name without {@code get} or {@code set}. */
    final Map<String, Object> headers = new HashMap<>();

    final Map<String, Object> properties = new LinkedHashMap<>();
    /** What a method throws instead of doing its work, by the name of the method. */
    final Map<String, Throwable> failures = new HashMap<>();

    private final Class<? extends Message> kind;
    private final Object body;
    private boolean reading;
    private int position;

    private ForeignMessage(Class<? extends Message> kind, Object body) {
        this.kind = kind;
        this.body = body;
    }

    static ForeignMessage plain() {
        return new ForeignMessage(Message.class, null);
    }

    static ForeignMessage text(String text) {
        return new ForeignMessage(TextMessage.class, text);
    }

    static ForeignMessage object(Serializable object) {
        return new ForeignMessage(ObjectMessage.class, object);
    }

    static ForeignMessage map(Map<String, Object> entries) {
        return new ForeignMessage(MapMessage.class, entries);
    }

    /** In write mode, as its sender left it. */
    static ForeignMessage stream(List<Object> items) {
        return new ForeignMessage(StreamMessage.class, items);
    }

    /** In write mode, as its sender left it. */
    static ForeignMessage bytes(byte[] content) {
        return new ForeignMessage(BytesMessage.class, content);
    }

    Message message() {
        return (Message) Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] {kind}, this);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (failures.containsKey(name)) {
            throw failures.get(name);
        }
        if (name.startsWith("setJMS")) {
            headers.put(name.substring(3), arguments[0]);
            return null;
        }
        if (name.startsWith("getJMS")) {
            return headers.get(name.substring(3));
        }
        return switch (name) {
            case "toString" -> "foreign " + kind.getSimpleName();
            case "getPropertyNames" -> Collections.enumeration(properties.keySet());
            case "getObjectProperty" -> properties.get((String) arguments[0]);
            default -> readBody(name, arguments);
        };
    }

    private Object readBody(String name, Object[] arguments) throws JMSException {
        return switch (name) {
            case "getText" -> body;
            case "getMapNames" -> Collections.enumeration(((Map<?, ?>) body).keySet());
            case "getObject" -> body instanceof Map<?, ?> map ? map.get(arguments[0]) : body;
            case "reset" -> {
                reading = true;
                position = 0;
                yield null;
            }
            case "readObject" -> readObject((List<?>) body);
            case "readBytes" -> readBytes((byte[]) body, (byte[]) arguments[0]);
            default -> throw new AssertionError("a copy needs no call of " + name);
        };
    }

    private Object readObject(List<?> items) throws JMSException {
        checkReading();
        if (position == items.size()) {
            throw new MessageEOFException("end");
        }
        return items.get(position++);
    }

    private int readBytes(byte[] content, byte[] buffer) throws JMSException {
        checkReading();
        if (position == content.length) {
            return -1;
        }
        int count = Math.min(buffer.length, content.length - position);
        System.arraycopy(content, position, buffer, 0, count);
        position += count;
        return count;
    }

    private void checkReading() throws JMSException {
        if (!reading) {
            throw new MessageNotReadableException("not reset");
        }
    }
}
