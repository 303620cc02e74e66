package io.chasqui.jms.message;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a message or of a {@code JMSProducer}, with the conversion table of Jakarta Messaging 3.1, 3.5.4.
 * Owned by the object it belongs to. Copy-on-write: received messages and snapshots share one map until somebody writes.
 */
public final class Properties {

    private Map<String, @Nullable Object> values;
    private boolean shared;
    private boolean readOnly;
    /** The computed value of {@code JMSXDeliveryCount}; 0 when there is none. */
    private int deliveryCount;

    /** Empty and writable. */
    public Properties() {
        values = Map.of();
        shared = true;
    }

    private Properties(Map<String, @Nullable Object> values, int deliveryCount) {
        this.values = values;
        this.deliveryCount = deliveryCount;
        shared = true;
        readOnly = true;
    }

    /** Those of a received message: read-only, with {@code JMSXDeliveryCount} added. */
    static Properties received(Map<String, @Nullable Object> values, int deliveryCount) {
        return new Properties(values, deliveryCount);
    }

    /**
     * Sets a property to a value of any allowed class, or to null.
     *
     * @throws IllegalArgumentException when the name is null or empty
     * @throws MessageNotWriteableException when the properties were received and not cleared
     * @throws MessageFormatException when a property cannot have a value of this class
     * @throws JMSException when the name is not allowed
     */
    public void set(@Nullable String name, @Nullable Object value) throws JMSException {
        String present = PropertyNames.present(name);
        if (readOnly) {
            throw new MessageNotWriteableException(
                    "the properties of a received message are read-only; property '" + name
                            + "' cannot be set before clearProperties",
                    FailureCodes.MESSAGE_NOT_WRITEABLE);
        }
        PropertyNames.check(present);
        put(present, value);
    }

    /** As {@link #set}, for names that another provider has accepted: only the value is checked. */
    void adopt(@Nullable String name, @Nullable Object value) throws JMSException {
        put(PropertyNames.present(name), value);
    }

    private void put(String name, @Nullable Object value) throws JMSException {
        Object accepted = Conversion.PROPERTY.accept(value, name);
        if (shared) {
            values = new LinkedHashMap<>(values);
            shared = false;
        }
        values.put(name, accepted);
    }

    /** The value as it was set; null when it is null or was not set. */
    public @Nullable Object get(@Nullable String name) {
        if (deliveryCount > 0 && PropertyNames.DELIVERY_COUNT.equals(name)) {
            return deliveryCount;
        }
        return name == null ? null : values.get(name);
    }

    public boolean getBoolean(@Nullable String name) throws JMSException {
        return Conversion.PROPERTY.toBoolean(get(name), name);
    }

    public byte getByte(@Nullable String name) throws JMSException {
        return Conversion.PROPERTY.toByte(get(name), name);
    }

    public short getShort(@Nullable String name) throws JMSException {
        return Conversion.PROPERTY.toShort(get(name), name);
    }

    public int getInt(@Nullable String name) throws JMSException {
        return Conversion.PROPERTY.toInt(get(name), name);
    }

    public long getLong(@Nullable String name) throws JMSException {
        return Conversion.PROPERTY.toLong(get(name), name);
    }

    public float getFloat(@Nullable String name) throws JMSException {
        return Conversion.PROPERTY.toFloat(get(name), name);
    }

    public double getDouble(@Nullable String name) throws JMSException {
        return Conversion.PROPERTY.toDouble(get(name), name);
    }

    public @Nullable String getString(@Nullable String name) throws JMSException {
        return Conversion.PROPERTY.toText(get(name), name);
    }

    /** Whether it was set, be it to null. */
    public boolean exists(@Nullable String name) {
        return name != null
                && (values.containsKey(name) || deliveryCount > 0 && PropertyNames.DELIVERY_COUNT.equals(name));
    }

    public boolean isEmpty() {
        return deliveryCount == 0 && values.isEmpty();
    }

    /** All names, in a view that follows later changes and cannot itself be changed. */
    public Set<String> names() {
        return new Names();
    }

    /** Removes all properties; they are writable afterwards. */
    public void clear() {
        values = Map.of();
        shared = true;
        readOnly = false;
        deliveryCount = 0;
    }

    /** Sets each of these properties on a message of any provider. */
    public void copyTo(jakarta.jms.Message message) throws JMSException {
        for (Map.Entry<String, @Nullable Object> property : values.entrySet()) {
            message.setObjectProperty(property.getKey(), property.getValue());
        }
    }

    /**
     * The properties to send, in a map that never changes. {@code JMSXDeliveryCount} is left out: whatever the sender
     * gave, the receiver's provider computes it.
     */
    Map<String, @Nullable Object> freeze() {
        if (values.containsKey(PropertyNames.DELIVERY_COUNT)) {
            Map<String, @Nullable Object> others = new LinkedHashMap<>(values);
            others.remove(PropertyNames.DELIVERY_COUNT);
            return Collections.unmodifiableMap(others);
        }
        if (!shared) {
            values = Collections.unmodifiableMap(values);
            shared = true;
        }
        return values;
    }

    /** The live view of the names. */
    private final class Names extends AbstractSet<String> {

        private boolean computed() {
            return deliveryCount > 0 && !values.containsKey(PropertyNames.DELIVERY_COUNT);
        }

        @Override
        public int size() {
            return values.size() + (computed() ? 1 : 0);
        }

        @Override
        public boolean contains(@Nullable Object name) {
            return name instanceof String text && exists(text);
        }

        @Override
        public Iterator<String> iterator() {
            if (!computed()) {
                return Collections.unmodifiableSet(values.keySet()).iterator();
            }
            Set<String> all = new LinkedHashSet<>(values.keySet());
            all.add(PropertyNames.DELIVERY_COUNT);
            return Collections.unmodifiableSet(all).iterator();
        }

        @Override
        public boolean remove(@Nullable Object name) {
            throw readOnlyView();
        }

        @Override
        public void clear() {
            throw readOnlyView();
        }

        private UnsupportedOperationException readOnlyView() {
            return new UnsupportedOperationException(
                    "the set of property names cannot be changed; use clearProperties to remove all properties");
        }
    }
}
