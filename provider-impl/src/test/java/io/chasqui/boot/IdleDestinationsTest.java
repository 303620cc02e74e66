package io.chasqui.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.engine.Engine;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The broker forgets destinations that hold nothing and that nobody uses, and nobody notices. */
class IdleDestinationsTest {

    private static final String ADDRESS = "vm://idle?broker.idleDestinationMillis=20";

    private Connection connection;
    private Session session;

    @BeforeEach
    void connect() throws JMSException {
        connection = new ChasquiConnectionFactory(ADDRESS + "&clientId=idle").createConnection();
        connection.start();
        session = connection.createSession();
    }

    @AfterEach
    void close() throws JMSException {
        connection.close();
    }

    private static void awaitCount(int expected) throws JMSException {
        Engine engine =
                (Engine) VmBrokers.INSTANCE.findOrStart(URI.create(ADDRESS)).port();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (engine.broker().destinations().count() != expected && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        assertEquals(expected, engine.broker().destinations().count());
    }

    @Test
    void producersGoOnWhereTheyWere() throws JMSException {
        Queue queue = session.createQueue("come-and-go");
        MessageProducer producer = session.createProducer(queue);
        for (int i = 0; i < 3; i++) {
            producer.send(session.createTextMessage("m" + i));
            try (MessageConsumer consumer = session.createConsumer(queue)) {
                assertEquals("m" + i, consumer.receive(2000).getBody(String.class));
            }
            awaitCount(0);
        }
    }

    @Test
    void whatIsUsedIsKept() throws JMSException {
        Queue full = session.createQueue("full");
        Queue consumed = session.createQueue("consumed");
        Topic subscribed = session.createTopic("subscribed");
        session.createProducer(full).send(session.createTextMessage("waits"));
        MessageConsumer consumer = session.createConsumer(consumed);
        session.createDurableConsumer(subscribed, "s").close();
        session.createProducer(session.createQueue("idle")).send(session.createTextMessage("soon gone"), 1, 4, 1);
        awaitCount(3);
        session.createProducer(subscribed).send(session.createTextMessage("kept"));
        assertNotNull(session.createDurableConsumer(subscribed, "s").receive(2000));
        assertNotNull(session.createConsumer(full).receive(2000));
        session.createProducer(consumed).send(session.createTextMessage("at once"));
        assertNotNull(consumer.receive(2000));
        session.close();
        session = connection.createSession();
        session.unsubscribe("s");
        awaitCount(0);
    }
}
