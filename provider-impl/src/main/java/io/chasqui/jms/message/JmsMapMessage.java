package io.chasqui.jms.message;

import io.chasqui.message.Body;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message whose body is a set of named values. The map is shared with frozen bodies until somebody writes. */
public final class JmsMapMessage extends JmsMessage implements MapMessage {

    private Map<String, @Nullable Object> entries = Map.of();
    private boolean shared = true;

    public JmsMapMessage() {}

    JmsMapMessage(Body.Entries body) {
        entries = body.entries();
    }

    @Override
    public boolean getBoolean(@Nullable String name) throws JMSException {
        return Conversion.MAP_ENTRY.toBoolean(get(name), name);
    }

    @Override
    public byte getByte(@Nullable String name) throws JMSException {
        return Conversion.MAP_ENTRY.toByte(get(name), name);
    }

    @Override
    public short getShort(@Nullable String name) throws JMSException {
        return Conversion.MAP_ENTRY.toShort(get(name), name);
    }

    @Override
    public char getChar(@Nullable String name) throws JMSException {
        return Conversion.MAP_ENTRY.toChar(get(name), name);
    }

    @Override
    public int getInt(@Nullable String name) throws JMSException {
        return Conversion.MAP_ENTRY.toInt(get(name), name);
    }

    @Override
    public long getLong(@Nullable String name) throws JMSException {
        return Conversion.MAP_ENTRY.toLong(get(name), name);
    }

    @Override
    public float getFloat(@Nullable String name) throws JMSException {
        return Conversion.MAP_ENTRY.toFloat(get(name), name);
    }

    @Override
    public double getDouble(@Nullable String name) throws JMSException {
        return Conversion.MAP_ENTRY.toDouble(get(name), name);
    }

    @Override
    public @Nullable String getString(@Nullable String name) throws JMSException {
        return Conversion.MAP_ENTRY.toText(get(name), name);
    }

    @Override
    public byte @Nullable [] getBytes(@Nullable String name) throws JMSException {
        return Conversion.MAP_ENTRY.toBytes(get(name), name);
    }

    @Override
    public @Nullable Object getObject(@Nullable String name) {
        return Conversion.toObject(get(name));
    }

    private @Nullable Object get(@Nullable String name) {
        return name == null ? null : entries.get(name);
    }

    @Override
    public Enumeration<String> getMapNames() {
        return Collections.enumeration(new ArrayList<>(entries.keySet()));
    }

    @Override
    public boolean itemExists(@Nullable String name) {
        return name != null && entries.containsKey(name);
    }

    @Override
    public void setBoolean(@Nullable String name, boolean value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setByte(@Nullable String name, byte value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setShort(@Nullable String name, short value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setChar(@Nullable String name, char value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setInt(@Nullable String name, int value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setLong(@Nullable String name, long value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setFloat(@Nullable String name, float value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setDouble(@Nullable String name, double value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setString(@Nullable String name, @Nullable String value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setBytes(@Nullable String name, byte @Nullable [] value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setBytes(@Nullable String name, byte[] value, int offset, int length) throws JMSException {
        checkName(name);
        checkBodyWriteable();
        put(name, Conversion.slice(value, offset, length));
    }

    @Override
    public void setObject(@Nullable String name, @Nullable Object value) throws JMSException {
        put(name, value);
    }

    private void put(@Nullable String name, @Nullable Object value) throws JMSException {
        String present = checkName(name);
        checkBodyWriteable();
        Object accepted = Conversion.MAP_ENTRY.accept(value, present);
        if (shared) {
            entries = new LinkedHashMap<>(entries);
            shared = false;
        }
        entries.put(present, accepted);
    }

    private static String checkName(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("a map entry needs a name of at least one character, but it is "
                    + (name == null ? "null" : "empty"));
        }
        return name;
    }

    @Override
    Body freezeBody() {
        shared = true;
        return new Body.Entries(entries);
    }

    @Override
    void emptyBody() {
        entries = Map.of();
        shared = true;
    }

    @Override
    public boolean hasBody() {
        return !entries.isEmpty();
    }

    @Override
    @Nullable
    Object bodyAs(Class<?> type) {
        if (!isBodyA(type)) {
            return null;
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        entries.forEach((name, value) -> copy.put(name, Conversion.toObject(value)));
        return copy;
    }

    @Override
    boolean isBodyA(Class<?> type) {
        return type == Map.class || type == Object.class;
    }
}
