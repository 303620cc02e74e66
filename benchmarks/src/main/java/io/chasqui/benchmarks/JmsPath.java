package io.chasqui.benchmarks;

import io.chasqui.api.ChasquiConnectionFactory;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;

/** The whole path: {@code send} to {@code receive} or {@code onMessage}, AUTO_ACKNOWLEDGE, over {@code vm://}. */
final class JmsPath implements Path {

    private final Connection connection;
    private final Session session;
    private final MessageProducer producer;
    private final Arrivals arrivals = new Arrivals();
    private final byte[] body = new byte[256];

    JmsPath(boolean listener) throws JMSException {
        connection = new ChasquiConnectionFactory("vm://benchmark").createConnection();
        connection.start();
        session = connection.createSession();
        Queue queue = session.createQueue("benchmark");
        producer = session.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        if (listener) {
            consumer.setMessageListener(message -> arrivals.arrive());
        } else {
            startReceiving(consumer);
        }
    }

    private void startReceiving(MessageConsumer consumer) {
        Thread receiver = new Thread(
                () -> {
                    try {
                        for (Message message = consumer.receive(); message != null; message = consumer.receive()) {
                            arrivals.arrive();
                        }
                    } catch (JMSException failure) {
                        throw new IllegalStateException(failure);
                    }
                },
                "consumer");
        receiver.setDaemon(true);
        receiver.start();
    }

    @Override
    public void pass(int messages) throws JMSException {
        for (int i = 0; i < messages; i++) {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(body);
            producer.send(message);
        }
        arrivals.await(messages);
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
