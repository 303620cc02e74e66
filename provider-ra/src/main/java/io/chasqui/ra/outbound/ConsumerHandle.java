package io.chasqui.ra.outbound;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import org.jspecify.annotations.Nullable;

/** A consumer as an application in a server sees it. */
abstract class ConsumerHandle implements MessageConsumer {

    private final Lazily<MessageConsumer> consumer;

    /** @throws JMSException when the broker refuses the consumer: it is opened at once */
    ConsumerHandle(SessionHandle session, Lazily.Maker<MessageConsumer> maker) throws JMSException {
        consumer = new Lazily<>("consumer", session, maker, MessageConsumer::close);
        consumer.get();
    }

    /** The provider's consumer, to be asked something. */
    MessageConsumer physical() throws JMSException {
        return consumer.get();
    }

    /** The provider's consumer, to receive from. */
    MessageConsumer receiving() throws JMSException {
        return consumer.enlisted();
    }

    @Override
    public @Nullable Message receive() throws JMSException {
        return receiving().receive();
    }

    @Override
    public @Nullable Message receive(long timeoutMillis) throws JMSException {
        return receiving().receive(timeoutMillis);
    }

    @Override
    public @Nullable Message receiveNoWait() throws JMSException {
        return receiving().receiveNoWait();
    }

    @Override
    public @Nullable String getMessageSelector() throws JMSException {
        return physical().getMessageSelector();
    }

    @Override
    public @Nullable MessageListener getMessageListener() throws JMSException {
        throw Failures.forbidden("getMessageListener");
    }

    @Override
    public void setMessageListener(@Nullable MessageListener listener) throws JMSException {
        throw Failures.forbidden("setMessageListener");
    }

    @Override
    public void close() throws JMSException {
        consumer.close();
    }
}
