package io.chasqui.jms;

import io.chasqui.api.spi.RuntimeExceptions;
import io.chasqui.jms.message.Destinations;
import io.chasqui.jms.message.FailureCodes;
import io.chasqui.jms.message.Properties;
import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A producer of the simplified API: options, properties and header fields of its own, which it puts on each message. It asks
 * for its session at each send, so that a pool may exchange that.
 */
final class JmsProducer implements JMSProducer {

    private final SimplifiedApi.Source source;
    private final DeliveryOptions options = new DeliveryOptions();
    private final Properties properties = new Properties();
    /** A {@code String}, a {@code byte[]} that is never changed, or null for "not set". */
    private @Nullable Object correlationId;

    private @Nullable String type;
    private @Nullable Destination replyTo;
    private @Nullable CompletionListener completionListener;

    JmsProducer(SimplifiedApi.Source source) {
        this.source = source;
    }

    // Sending.

    @Override
    public JMSProducer send(@Nullable Destination destination, @Nullable Message message) {
        return set(() -> doSend(destination, message));
    }

    @Override
    public JMSProducer send(@Nullable Destination destination, @Nullable String body) {
        return set(() -> doSend(destination, source.session().createTextMessage(body)));
    }

    @Override
    public JMSProducer send(@Nullable Destination destination, @Nullable Map<String, Object> body) {
        return set(() -> {
            MapMessage message = source.session().createMapMessage();
            if (body != null) {
                for (Map.Entry<String, Object> entry : body.entrySet()) {
                    message.setObject(entry.getKey(), entry.getValue());
                }
            }
            doSend(destination, message);
        });
    }

    @Override
    public JMSProducer send(@Nullable Destination destination, byte @Nullable [] body) {
        return set(() -> {
            BytesMessage message = source.session().createBytesMessage();
            if (body != null) {
                message.writeBytes(body);
            }
            doSend(destination, message);
        });
    }

    @Override
    public JMSProducer send(@Nullable Destination destination, @Nullable Serializable body) {
        return set(() -> doSend(destination, source.session().createObjectMessage(body)));
    }

    private void doSend(@Nullable Destination destination, @Nullable Message message) throws JMSException {
        io.chasqui.message.Destination to = Destinations.fromJms(destination);
        if (message == null) {
            throw new MessageFormatException(
                    "the message is null; there is nothing to send", FailureCodes.MESSAGE_FORMAT);
        }
        properties.copyTo(message);
        putHeaders(message);
        MessageSender sender = ((JmsSession) source.session()).core().sender();
        CompletionListener listener = completionListener;
        if (listener == null) {
            sender.send(to, message, options);
        } else {
            sender.sendAsync(to, message, options, new RuntimeTwins(listener));
        }
    }

    private void putHeaders(Message message) throws JMSException {
        if (correlationId instanceof byte[] bytes) {
            message.setJMSCorrelationIDAsBytes(bytes.clone());
        } else if (correlationId instanceof String text) {
            message.setJMSCorrelationID(text);
        }
        if (type != null) {
            message.setJMSType(type);
        }
        if (replyTo != null) {
            message.setJMSReplyTo(replyTo);
        }
    }

    /** Gives a listener of the simplified API exceptions of its family (ASY-11). */
    private record RuntimeTwins(CompletionListener listener) implements CompletionListener {

        @Override
        public void onCompletion(Message message) {
            listener.onCompletion(message);
        }

        @Override
        public void onException(Message message, Exception exception) {
            listener.onException(
                    message, exception instanceof JMSException checked ? RuntimeExceptions.of(checked) : exception);
        }
    }

    /** Runs what sets something, or sends, when the context is open. */
    private JMSProducer set(Unchecked.Action action) {
        Unchecked.run(() -> {
            source.checkOpen();
            action.run();
        });
        return this;
    }

    private <T extends @Nullable Object> T get(Unchecked.Call<T> getter) {
        return Unchecked.get(() -> {
            source.checkOpen();
            return getter.call();
        });
    }

    // Options.

    @Override
    public JMSProducer setDisableMessageID(boolean value) {
        return set(() -> options.disableMessageId(value));
    }

    @Override
    public boolean getDisableMessageID() {
        return get(options::disableMessageId);
    }

    @Override
    public JMSProducer setDisableMessageTimestamp(boolean value) {
        return set(() -> options.disableMessageTimestamp(value));
    }

    @Override
    public boolean getDisableMessageTimestamp() {
        return get(options::disableMessageTimestamp);
    }

    @Override
    public JMSProducer setDeliveryMode(int deliveryMode) {
        return set(() -> options.deliveryMode(deliveryMode));
    }

    @Override
    public int getDeliveryMode() {
        return get(options::deliveryMode);
    }

    @Override
    public JMSProducer setPriority(int priority) {
        return set(() -> options.priority(priority));
    }

    @Override
    public int getPriority() {
        return get(options::priority);
    }

    @Override
    public JMSProducer setTimeToLive(long timeToLive) {
        return set(() -> options.timeToLiveMillis(timeToLive));
    }

    @Override
    public long getTimeToLive() {
        return get(options::timeToLiveMillis);
    }

    @Override
    public JMSProducer setDeliveryDelay(long deliveryDelay) {
        return set(() -> options.deliveryDelayMillis(deliveryDelay));
    }

    @Override
    public long getDeliveryDelay() {
        return get(options::deliveryDelayMillis);
    }

    @Override
    public JMSProducer setAsync(@Nullable CompletionListener listener) {
        return set(() -> {
            if (listener != null) {
                source.checkAsync();
            }
            completionListener = listener;
        });
    }

    @Override
    public @Nullable CompletionListener getAsync() {
        return this.<@Nullable CompletionListener>get(() -> completionListener);
    }

    // Properties.

    @Override
    public JMSProducer setProperty(@Nullable String name, boolean value) {
        return set(() -> properties.set(name, value));
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, byte value) {
        return set(() -> properties.set(name, value));
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, short value) {
        return set(() -> properties.set(name, value));
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, int value) {
        return set(() -> properties.set(name, value));
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, long value) {
        return set(() -> properties.set(name, value));
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, float value) {
        return set(() -> properties.set(name, value));
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, double value) {
        return set(() -> properties.set(name, value));
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, @Nullable String value) {
        return set(() -> properties.set(name, value));
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, @Nullable Object value) {
        return set(() -> properties.set(name, value));
    }

    @Override
    public JMSProducer clearProperties() {
        return set(properties::clear);
    }

    @Override
    public boolean propertyExists(@Nullable String name) {
        return get(() -> properties.exists(name));
    }

    @Override
    public boolean getBooleanProperty(@Nullable String name) {
        return get(() -> properties.getBoolean(name));
    }

    @Override
    public byte getByteProperty(@Nullable String name) {
        return get(() -> properties.getByte(name));
    }

    @Override
    public short getShortProperty(@Nullable String name) {
        return get(() -> properties.getShort(name));
    }

    @Override
    public int getIntProperty(@Nullable String name) {
        return get(() -> properties.getInt(name));
    }

    @Override
    public long getLongProperty(@Nullable String name) {
        return get(() -> properties.getLong(name));
    }

    @Override
    public float getFloatProperty(@Nullable String name) {
        return get(() -> properties.getFloat(name));
    }

    @Override
    public double getDoubleProperty(@Nullable String name) {
        return get(() -> properties.getDouble(name));
    }

    @Override
    public @Nullable String getStringProperty(@Nullable String name) {
        return this.<@Nullable String>get(() -> properties.getString(name));
    }

    @Override
    public @Nullable Object getObjectProperty(@Nullable String name) {
        return this.<@Nullable Object>get(() -> properties.get(name));
    }

    @Override
    public Set<String> getPropertyNames() {
        return get(properties::names);
    }

    // Header fields; null means that the message keeps its own (JPR-16).

    @Override
    public JMSProducer setJMSCorrelationIDAsBytes(byte @Nullable [] value) {
        return set(() -> correlationId = value == null ? null : value.clone());
    }

    @Override
    public byte @Nullable [] getJMSCorrelationIDAsBytes() {
        return this.<byte @Nullable []>get(() -> {
            if (correlationId instanceof String text) {
                return text.getBytes(StandardCharsets.UTF_8);
            }
            return correlationId instanceof byte[] bytes ? bytes.clone() : null;
        });
    }

    @Override
    public JMSProducer setJMSCorrelationID(@Nullable String value) {
        return set(() -> correlationId = value);
    }

    @Override
    public @Nullable String getJMSCorrelationID() {
        return this.<@Nullable String>get(() -> correlationId instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : (String) correlationId);
    }

    @Override
    public JMSProducer setJMSType(@Nullable String value) {
        return set(() -> type = value);
    }

    @Override
    public @Nullable String getJMSType() {
        return this.<@Nullable String>get(() -> type);
    }

    @Override
    public JMSProducer setJMSReplyTo(@Nullable Destination value) {
        return set(() -> replyTo = value);
    }

    @Override
    public @Nullable Destination getJMSReplyTo() {
        return this.<@Nullable Destination>get(() -> replyTo);
    }
}
