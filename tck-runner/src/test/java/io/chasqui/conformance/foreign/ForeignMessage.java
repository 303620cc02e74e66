package io.chasqui.conformance.foreign;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message of another provider: headers are plain fields, property getters do not convert, nothing is ever read-only.
 */
public class ForeignMessage implements Message {

    private final Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    private @Nullable String messageId;
    private long timestamp;
    private @Nullable String correlationId;
    private @Nullable Destination replyTo;
    private @Nullable Destination destination;
    private int deliveryMode;
    private boolean redelivered;
    private @Nullable String type;
    private long expiration;
    private long deliveryTime;
    private int priority;

    @Override
    public @Nullable String getJMSMessageID() {
        return messageId;
    }

    @Override
    public void setJMSMessageID(@Nullable String id) throws JMSException {
        this.messageId = id;
    }

    @Override
    public long getJMSTimestamp() {
        return timestamp;
    }

    @Override
    public void setJMSTimestamp(long timestamp) {
        this.timestamp = timestamp;
    }

    @Override
    public byte @Nullable [] getJMSCorrelationIDAsBytes() {
        return correlationId == null ? null : correlationId.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void setJMSCorrelationIDAsBytes(byte[] correlationID) {
        this.correlationId = new String(correlationID, StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable String getJMSCorrelationID() {
        return correlationId;
    }

    @Override
    public void setJMSCorrelationID(@Nullable String correlationID) {
        this.correlationId = correlationID;
    }

    @Override
    public @Nullable Destination getJMSReplyTo() {
        return replyTo;
    }

    @Override
    public void setJMSReplyTo(@Nullable Destination replyTo) {
        this.replyTo = replyTo;
    }

    @Override
    public @Nullable Destination getJMSDestination() {
        return destination;
    }

    @Override
    public void setJMSDestination(@Nullable Destination destination) {
        this.destination = destination;
    }

    @Override
    public int getJMSDeliveryMode() {
        return deliveryMode;
    }

    @Override
    public void setJMSDeliveryMode(int deliveryMode) {
        this.deliveryMode = deliveryMode;
    }

    @Override
    public boolean getJMSRedelivered() {
        return redelivered;
    }

    @Override
    public void setJMSRedelivered(boolean redelivered) {
        this.redelivered = redelivered;
    }

    @Override
    public @Nullable String getJMSType() {
        return type;
    }

    @Override
    public void setJMSType(@Nullable String type) {
        this.type = type;
    }

    @Override
    public long getJMSExpiration() {
        return expiration;
    }

    @Override
    public void setJMSExpiration(long expiration) {
        this.expiration = expiration;
    }

    @Override
    public long getJMSDeliveryTime() {
        return deliveryTime;
    }

    @Override
    public void setJMSDeliveryTime(long deliveryTime) {
        this.deliveryTime = deliveryTime;
    }

    @Override
    public int getJMSPriority() {
        return priority;
    }

    @Override
    public void setJMSPriority(int priority) {
        this.priority = priority;
    }

    @Override
    public void clearProperties() {
        properties.clear();
    }

    @Override
    public boolean propertyExists(String name) {
        return properties.containsKey(name);
    }

    @Override
    public boolean getBooleanProperty(String name) throws JMSException {
        return property(name, Boolean.class);
    }

    @Override
    public byte getByteProperty(String name) throws JMSException {
        return property(name, Byte.class);
    }

    @Override
    public short getShortProperty(String name) throws JMSException {
        return property(name, Short.class);
    }

    @Override
    public int getIntProperty(String name) throws JMSException {
        return property(name, Integer.class);
    }

    @Override
    public long getLongProperty(String name) throws JMSException {
        return property(name, Long.class);
    }

    @Override
    public float getFloatProperty(String name) throws JMSException {
        return property(name, Float.class);
    }

    @Override
    public double getDoubleProperty(String name) throws JMSException {
        return property(name, Double.class);
    }

    @Override
    public @Nullable String getStringProperty(String name) throws JMSException {
        Object value = properties.get(name);
        return value == null ? null : value.toString();
    }

    @Override
    public @Nullable Object getObjectProperty(String name) {
        return properties.get(name);
    }

    private <T> T property(String name, Class<T> type) throws MessageFormatException {
        return as(properties.get(name), type);
    }

    static <T> T as(@Nullable Object value, Class<T> type) throws MessageFormatException {
        if (!type.isInstance(value)) {
            throw new MessageFormatException(
                    "this foreign message does not convert " + value + " to " + type.getName());
        }
        return type.cast(value);
    }

    @Override
    public Enumeration<String> getPropertyNames() {
        return Collections.enumeration(properties.keySet());
    }

    @Override
    public void setBooleanProperty(String name, boolean value) {
        properties.put(name, value);
    }

    @Override
    public void setByteProperty(String name, byte value) {
        properties.put(name, value);
    }

    @Override
    public void setShortProperty(String name, short value) {
        properties.put(name, value);
    }

    @Override
    public void setIntProperty(String name, int value) {
        properties.put(name, value);
    }

    @Override
    public void setLongProperty(String name, long value) {
        properties.put(name, value);
    }

    @Override
    public void setFloatProperty(String name, float value) {
        properties.put(name, value);
    }

    @Override
    public void setDoubleProperty(String name, double value) {
        properties.put(name, value);
    }

    @Override
    public void setStringProperty(String name, @Nullable String value) {
        properties.put(name, value);
    }

    @Override
    public void setObjectProperty(String name, @Nullable Object value) {
        properties.put(name, value);
    }

    @Override
    public void acknowledge() {}

    @Override
    public void clearBody() {}

    @Override
    public <T> @Nullable T getBody(Class<T> type) throws JMSException {
        return null;
    }

    @Override
    public boolean isBodyAssignableTo(@SuppressWarnings("rawtypes") Class type) throws JMSException {
        return true;
    }
}
