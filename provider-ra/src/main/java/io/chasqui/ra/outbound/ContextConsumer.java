package io.chasqui.ra.outbound;

import io.chasqui.api.spi.RuntimeExceptions;
import io.chasqui.jms.SimplifiedApi;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import org.jspecify.annotations.Nullable;

/** A consumer behind the simplified API. */
class ContextConsumer implements JMSConsumer {

    private final ConsumerHandle consumer;

    ContextConsumer(ConsumerHandle consumer) {
        this.consumer = consumer;
    }

    /** The provider's consumer, which knows how to receive bodies. */
    private JMSConsumer receiving() {
        return Unchecked.get(() -> SimplifiedApi.consumer(consumer.receiving()));
    }

    @Override
    public @Nullable String getMessageSelector() {
        return Unchecked.<@Nullable String>get(consumer::getMessageSelector);
    }

    @Override
    public @Nullable Message receive() {
        return receiving().receive();
    }

    @Override
    public @Nullable Message receive(long timeoutMillis) {
        return receiving().receive(timeoutMillis);
    }

    @Override
    public @Nullable Message receiveNoWait() {
        return receiving().receiveNoWait();
    }

    @Override
    public <T> @Nullable T receiveBody(Class<T> type) {
        return receiving().receiveBody(type);
    }

    @Override
    public <T> @Nullable T receiveBody(Class<T> type, long timeoutMillis) {
        return receiving().receiveBody(type, timeoutMillis);
    }

    @Override
    public <T> @Nullable T receiveBodyNoWait(Class<T> type) {
        return receiving().receiveBodyNoWait(type);
    }

    @Override
    public @Nullable MessageListener getMessageListener() {
        throw forbidden("getMessageListener");
    }

    @Override
    public void setMessageListener(@Nullable MessageListener listener) {
        throw forbidden("setMessageListener");
    }

    private static RuntimeException forbidden(String call) {
        JMSException refusal = Failures.forbidden(call);
        return RuntimeExceptions.of(refusal);
    }

    @Override
    public void close() {
        Unchecked.run(consumer::close);
    }
}
