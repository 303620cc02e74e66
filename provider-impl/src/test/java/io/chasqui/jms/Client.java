package io.chasqui.jms;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;

/** A connection to a {@link ScriptedBroker} with one session, whose number is 1; its consumers are 1, 2 and so on. */
final class Client implements AutoCloseable {

    static final long SESSION = 1;

    final ScriptedBroker broker;
    final Connection connection;
    final Session session;
    final Queue queue;

    Client(ScriptedBroker broker, int sessionMode) throws JMSException {
        this(broker, broker.opener(8), sessionMode);
    }

    Client(ScriptedBroker broker, JmsOpener opener, int sessionMode) throws JMSException {
        this.broker = broker;
        connection = opener.connection();
        session = connection.createSession(sessionMode);
        queue = session.createQueue("q");
        connection.start();
    }

    MessageConsumer consumer() throws JMSException {
        return session.createConsumer(queue);
    }

    /** Delivers a message to a consumer and receives it. */
    Message receive(MessageConsumer consumer, long consumerId, long deliveryId) throws JMSException {
        broker.tell(broker.delivery(SESSION, consumerId, deliveryId));
        return consumer.receive(10_000);
    }

    static String text(Message message) {
        try {
            return ((TextMessage) message).getText();
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws JMSException {
        connection.close();
        broker.close();
    }
}
