package io.chasqui.jms;

import io.chasqui.jms.message.FailureCodes;
import io.chasqui.jms.message.JmsMessage;
import io.chasqui.message.Body;
import io.chasqui.protocol.Event.Deliver;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageListener;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@link JmsMessageConsumer} behind the simplified API, which can also receive a message's body alone. */
final class JmsConsumer implements JMSConsumer {

    private static final long NO_WAIT = -1;

    private final JmsMessageConsumer consumer;

    JmsConsumer(JmsMessageConsumer consumer) {
        this.consumer = consumer;
    }

    @Override
    public @Nullable String getMessageSelector() {
        return Unchecked.<@Nullable String>get(consumer::getMessageSelector);
    }

    @Override
    public @Nullable MessageListener getMessageListener() {
        return Unchecked.<@Nullable MessageListener>get(consumer::getMessageListener);
    }

    @Override
    public void setMessageListener(@Nullable MessageListener listener) {
        Unchecked.run(() -> consumer.setMessageListener(listener));
    }

    @Override
    public @Nullable Message receive() {
        return Unchecked.<@Nullable Message>get(consumer::receive);
    }

    @Override
    public @Nullable Message receive(long timeoutMillis) {
        return Unchecked.<@Nullable Message>get(() -> consumer.receive(timeoutMillis));
    }

    @Override
    public @Nullable Message receiveNoWait() {
        return Unchecked.<@Nullable Message>get(consumer::receiveNoWait);
    }

    @Override
    public <T> @Nullable T receiveBody(Class<T> type) {
        return body(type, 0);
    }

    @Override
    public <T> @Nullable T receiveBody(Class<T> type, long timeoutMillis) {
        return body(type, timeoutMillis);
    }

    @Override
    public <T> @Nullable T receiveBodyNoWait(Class<T> type) {
        return body(type, NO_WAIT);
    }

    private <T> @Nullable T body(Class<T> type, long timeoutMillis) {
        return Unchecked.<@Nullable T>get(() -> {
            consumer.checkOpen();
            Objects.requireNonNull(type, "the type of the body");
            return consumer.receive(timeoutMillis, delivery -> bodyOf(delivery, type));
        });
    }

    /** @throws MessageFormatException when the message has no body, or none of that type (JCN-3, JCN-4) */
    private <T> T bodyOf(Deliver delivery, Class<T> type) throws JMSException {
        Body frozen = delivery.message().body();
        JmsMessage message = (JmsMessage) consumer.session().received(delivery);
        T body = frozen instanceof Body.Items || !message.hasBody() ? null : message.getBody(type);
        if (body == null) {
            throw new MessageFormatException(
                    "the body of a " + message.getClass().getSimpleName() + " ("
                            + frozen.getClass().getSimpleName() + ", " + frozen.size()
                            + " bytes) cannot be received as " + type.getName() + "; receive the message instead",
                    FailureCodes.MESSAGE_FORMAT);
        }
        return body;
    }

    @Override
    public void close() {
        Unchecked.run(consumer::close);
    }
}
