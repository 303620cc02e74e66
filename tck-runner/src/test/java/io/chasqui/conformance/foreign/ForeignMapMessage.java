package io.chasqui.conformance.foreign;

import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map message of another provider; getters do not convert. */
public class ForeignMapMessage extends ForeignMessage implements MapMessage {

    private final Map<String, @Nullable Object> entries = new LinkedHashMap<>();

    @Override
    public boolean getBoolean(String name) throws JMSException {
        return as(entries.get(name), Boolean.class);
    }

    @Override
    public void setBoolean(String name, boolean value) {
        entries.put(name, value);
    }

    @Override
    public byte getByte(String name) throws JMSException {
        return as(entries.get(name), Byte.class);
    }

    @Override
    public void setByte(String name, byte value) {
        entries.put(name, value);
    }

    @Override
    public short getShort(String name) throws JMSException {
        return as(entries.get(name), Short.class);
    }

    @Override
    public void setShort(String name, short value) {
        entries.put(name, value);
    }

    @Override
    public char getChar(String name) throws JMSException {
        return as(entries.get(name), Character.class);
    }

    @Override
    public void setChar(String name, char value) {
        entries.put(name, value);
    }

    @Override
    public int getInt(String name) throws JMSException {
        return as(entries.get(name), Integer.class);
    }

    @Override
    public void setInt(String name, int value) {
        entries.put(name, value);
    }

    @Override
    public long getLong(String name) throws JMSException {
        return as(entries.get(name), Long.class);
    }

    @Override
    public void setLong(String name, long value) {
        entries.put(name, value);
    }

    @Override
    public float getFloat(String name) throws JMSException {
        return as(entries.get(name), Float.class);
    }

    @Override
    public void setFloat(String name, float value) {
        entries.put(name, value);
    }

    @Override
    public double getDouble(String name) throws JMSException {
        return as(entries.get(name), Double.class);
    }

    @Override
    public void setDouble(String name, double value) {
        entries.put(name, value);
    }

    @Override
    public @Nullable String getString(String name) throws JMSException {
        Object value = entries.get(name);
        return value == null ? null : as(value, String.class);
    }

    @Override
    public void setString(String name, @Nullable String value) {
        entries.put(name, value);
    }

    @Override
    public byte @Nullable [] getBytes(String name) throws JMSException {
        Object value = entries.get(name);
        return value == null ? null : as(value, byte[].class);
    }

    @Override
    public void setBytes(String name, byte @Nullable [] value) {
        entries.put(name, value);
    }

    @Override
    public void setBytes(String name, byte[] value, int offset, int length) {
        entries.put(name, Arrays.copyOfRange(value, offset, offset + length));
    }

    @Override
    public @Nullable Object getObject(String name) {
        return entries.get(name);
    }

    @Override
    public void setObject(String name, @Nullable Object value) {
        entries.put(name, value);
    }

    @Override
    public Enumeration<String> getMapNames() {
        return Collections.enumeration(entries.keySet());
    }

    @Override
    public boolean itemExists(String name) {
        return entries.containsKey(name);
    }

    @Override
    public void clearBody() {
        entries.clear();
    }
}
