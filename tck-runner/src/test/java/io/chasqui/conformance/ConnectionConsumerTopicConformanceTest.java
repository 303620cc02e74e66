package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.QueueConnection;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connection consumers on topics: each is a subscription like any other. */
class ConnectionConsumerTopicConformanceTest extends SessionScenario {

    private Topic topic;
    private Connection connection;

    @BeforeEach
    void openConnection() throws Exception {
        topic = newTopic();
        connection = newConnection(names.clientId());
    }

    private static SessionPool pool(Connection connection, Collected<String> texts) throws JMSException {
        return new SessionPool(connection, Session.AUTO_ACKNOWLEDGE, 1, session -> message -> {
            try {
                texts.add(textOf(message));
            } catch (JMSException e) {
                texts.add(e.toString());
            }
        });
    }

    @Test
    @Covers({"ASF-2", "ASF-6"})
    void eachPlainOneIsASubscription() throws Exception {
        Collected<String> first = new Collected<>();
        Collected<String> second = new Collected<>();
        send(topic, "before");
        ConnectionConsumer one = connection.createConnectionConsumer(topic, null, pool(connection, first), 3);
        assertNotNull(one);
        connection.createConnectionConsumer(topic, "JMSPriority = 4", pool(connection, second), 3);
        send(topic, "a", "b");
        assertEquals(List.of("a", "b"), first.next(2));
        assertEquals(List.of("a", "b"), second.next(2));
        one.close();
        send(topic, "c");
        assertEquals("c", second.next());
        assertEquals(0, first.size());
    }

    @Test
    @Covers("ASF-6")
    void sharedOnesShareASubscription() throws Exception {
        Collected<String> texts = new Collected<>();
        connection.createSharedConnectionConsumer(topic, "s", null, pool(connection, texts), 2);
        connection.createSharedConnectionConsumer(topic, "s", null, pool(connection, texts), 2);
        send(topic, numbered("", 20));
        assertEquals(Set.of(numbered("", 20)), new HashSet<>(texts.next(20)));
        assertEquals(0, texts.size());
    }

    @Test
    @Covers("ASF-6")
    void aDurableOneIsADurableSubscription() throws Exception {
        Collected<String> texts = new Collected<>();
        ConnectionConsumer consumer =
                connection.createDurableConnectionConsumer(topic, "d", null, pool(connection, texts), 2);
        Session session = connection.createSession();
        assertThrows(JMSException.class, () -> session.createDurableConsumer(topic, "d"));
        assertThrows(JMSException.class, () -> session.unsubscribe("d"));
        send(topic, "one");
        assertEquals("one", texts.next());
        consumer.close();
        send(topic, "two");
        try (MessageConsumer durable = session.createDurableConsumer(topic, "d")) {
            assertEquals("two", receiveText(durable));
        }
        session.unsubscribe("d");
        assertEquals(0, texts.size());
    }

    @Test
    @Covers("ASF-6")
    void sharedDurableOnesShareADurableSubscription() throws Exception {
        Collected<String> texts = new Collected<>();
        ConnectionConsumer one =
                connection.createSharedDurableConnectionConsumer(topic, "sd", null, pool(connection, texts), 2);
        ConnectionConsumer two =
                connection.createSharedDurableConnectionConsumer(topic, "sd", null, pool(connection, texts), 2);
        send(topic, numbered("", 10));
        assertEquals(Set.of(numbered("", 10)), new HashSet<>(texts.next(10)));
        one.close();
        two.close();
        send(topic, "kept");
        Session session = connection.createSession();
        try (MessageConsumer durable = session.createSharedDurableConsumer(topic, "sd")) {
            assertEquals("kept", receiveText(durable));
        }
        session.unsubscribe("sd");
        assertEquals(0, texts.size());
    }

    @Test
    @Covers("ASF-6")
    void aDurableOneNeedsAClientId() throws Exception {
        Connection nameless = newConnection();
        SessionPool pool = pool(nameless, new Collected<>());
        assertThrows(
                IllegalStateException.class, () -> nameless.createDurableConnectionConsumer(topic, "d", null, pool, 1));
    }

    @Test
    @Covers("ASF-2")
    void theDomainSpecificConnectionsHaveThemToo() throws Exception {
        Collected<String> texts = new Collected<>();
        QueueConnection queues = track(provider.queueConnectionFactory().createQueueConnection());
        queues.start();
        var queue = newQueue();
        queues.createConnectionConsumer(queue, null, pool(queues, texts), 1);
        send(queue, "queued");
        assertEquals("queued", texts.next());
        TopicConnection topics = track(provider.topicConnectionFactory().createTopicConnection());
        topics.start();
        topics.createConnectionConsumer(topic, null, pool(topics, texts), 1);
        send(topic, "published");
        assertEquals("published", texts.next());
    }
}
