package io.chasqui.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("ORD-19: what happens at the limits of a broker")
class LimitsTest {

    private static final int BODY_BYTES = 1000;
    private static final int LIMIT_BYTES = 200 * 1024;

    /** What a session may send ahead of the broker: see EmbeddedBroker. */
    private static final int WINDOW = 1024;

    private Broker broker;
    private Connection connection;

    @BeforeEach
    void start() throws JMSException {
        broker = Broker.start(BrokerConfiguration.builder()
                .name("limits")
                .destinationLimitBytes(LIMIT_BYTES)
                .sendBlockMillis(100)
                .build());
        connection = new ChasquiConnectionFactory("vm://limits?sendTimeoutMillis=1000").createConnection();
        connection.start();
    }

    @AfterEach
    void close() throws JMSException {
        connection.close();
        broker.close();
    }

    @ParameterizedTest(name = "transacted {0}, delivery mode {1}")
    @CsvSource({"false, 1", "false, 2", "true, 1", "true, 2"})
    void senderIsStoppedAndNothingIsLost(boolean transacted, int deliveryMode) throws JMSException {
        Session session = connection.createSession(transacted, Session.AUTO_ACKNOWLEDGE);
        Queue queue = session.createQueue("full-" + transacted + deliveryMode);
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryMode(deliveryMode);
        int sent = 0;
        ResourceAllocationException refusal = null;
        while (refusal == null && sent < 100_000) {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(new byte[BODY_BYTES]);
            try {
                producer.send(message);
                if (transacted) {
                    session.commit();
                }
                sent++;
            } catch (ResourceAllocationException stopped) {
                refusal = stopped;
            }
        }
        assertNotNull(refusal, "the sender was never stopped");
        assertTrue(sent <= LIMIT_BYTES / BODY_BYTES + WINDOW, "far more than the limit: " + sent);
        assertEquals(sent, drain(queue), "what was sent and what came");
        producer.send(session.createTextMessage("there is room again"));
    }

    private int drain(Queue queue) throws JMSException {
        try (Session session = connection.createSession()) {
            MessageConsumer consumer = session.createConsumer(queue);
            int count = 0;
            while (consumer.receive(500) != null) {
                count++;
            }
            return count;
        }
    }

    @ParameterizedTest(name = "transacted {0}, delivery mode {1}")
    @CsvSource({"false, 1", "false, 2", "true, 1", "true, 2"})
    void messageLargerThanTheLimitIsRefusedBySend(boolean transacted, int deliveryMode) throws JMSException {
        try (Broker small = Broker.start(BrokerConfiguration.builder()
                        .name("narrow")
                        .maxMessageBytes(10_000)
                        .build());
                Connection toSmall = small.connectionFactory().createConnection()) {
            Session session = toSmall.createSession(transacted, Session.AUTO_ACKNOWLEDGE);
            MessageProducer producer = session.createProducer(session.createQueue("q"));
            producer.setDeliveryMode(deliveryMode);
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(new byte[10_000]);
            ResourceAllocationException refusal =
                    assertThrows(ResourceAllocationException.class, () -> producer.send(message));
            assertTrue(refusal.getMessage().contains("(maxMessageBytes)"), refusal.getMessage());
            producer.send(session.createTextMessage("a small one goes"));
            if (transacted) {
                session.commit();
            }
        }
    }

    @Test
    @DisplayName("a transaction larger than the limit fails, and rolling it back frees what it took")
    void oversizeTransactionIsStopped() throws JMSException {
        try (Broker small = Broker.start(BrokerConfiguration.builder()
                        .name("small")
                        .memoryLimitBytes(LIMIT_BYTES)
                        .build());
                Connection toSmall =
                        new ChasquiConnectionFactory("vm://small?sendTimeoutMillis=1000").createConnection()) {
            toSmall.start();
            Session session = toSmall.createSession(true, Session.SESSION_TRANSACTED);
            Queue queue = session.createQueue("q");
            MessageProducer producer = session.createProducer(queue);
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            assertThrows(ResourceAllocationException.class, () -> {
                for (int i = 0; i < 100_000; i++) {
                    BytesMessage message = session.createBytesMessage();
                    message.writeBytes(new byte[BODY_BYTES]);
                    producer.send(message);
                }
            });
            session.rollback();
            assertNull(session.createConsumer(queue).receiveNoWait());
            producer.send(session.createTextMessage("there is room again"));
            session.commit();
            assertNotNull(session.createConsumer(queue).receive(1000));
            assertTrue(small.isRunning());
        }
    }
}
