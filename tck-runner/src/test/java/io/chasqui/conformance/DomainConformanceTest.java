package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import org.junit.jupiter.api.Test;

/** The interfaces of one domain: what they refuse, and that the rest of the API works on them. */
class DomainConformanceTest extends ConformanceTest {

    private QueueConnection queueConnection() throws JMSException {
        QueueConnection connection = track(provider.queueConnectionFactory().createQueueConnection());
        connection.start();
        return connection;
    }

    private TopicConnection topicConnection() throws JMSException {
        TopicConnection connection = track(provider.topicConnectionFactory().createTopicConnection());
        connection.start();
        return connection;
    }

    private QueueSession queueSession() throws JMSException {
        return queueConnection().createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    private TopicSession topicSession() throws JMSException {
        return topicConnection().createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    private static Calls<Session> topicCalls(Topic topic) {
        return new Calls<Session>()
                .with("createDurableSubscriber", s -> s.createDurableSubscriber(topic, "n"))
                .with("createDurableSubscriber(4)", s -> s.createDurableSubscriber(topic, "n", "a = 1", true))
                .with("createDurableConsumer", s -> s.createDurableConsumer(topic, "n"))
                .with("createDurableConsumer(4)", s -> s.createDurableConsumer(topic, "n", "a = 1", true))
                .with("createSharedConsumer", s -> s.createSharedConsumer(topic, "n"))
                .with("createSharedConsumer(3)", s -> s.createSharedConsumer(topic, "n", "a = 1"))
                .with("createSharedDurableConsumer", s -> s.createSharedDurableConsumer(topic, "n"))
                .with("createSharedDurableConsumer(3)", s -> s.createSharedDurableConsumer(topic, "n", "a = 1"))
                .with("createTemporaryTopic", Session::createTemporaryTopic)
                .with("createTopic", s -> s.createTopic("t"))
                .with("unsubscribe", s -> s.unsubscribe("n"));
    }

    @Test
    @Covers("DOM-1")
    void aQueueSessionRefusesTheCallsOfTopics() throws Exception {
        topicCalls(newTopic()).allThrow(IllegalStateException.class, queueSession());
    }

    @Test
    @Covers("DOM-2")
    void aTopicSessionRefusesTheCallsOfQueues() throws Exception {
        Queue queue = newQueue();
        new Calls<Session>()
                .with("createBrowser", s -> s.createBrowser(queue))
                .with("createBrowser, selector", s -> s.createBrowser(queue, "a = 1"))
                .with("createQueue", s -> s.createQueue("q"))
                .with("createTemporaryQueue", Session::createTemporaryQueue)
                .allThrow(IllegalStateException.class, topicSession());
    }

    @Test
    @Covers("DOM-3")
    void aQueueConnectionRefusesConnectionConsumersOfTopics() throws Exception {
        Topic topic = newTopic();
        new Calls<QueueConnection>()
                .with("shared", c -> c.createSharedConnectionConsumer(topic, "n", null, null, 1))
                .with("durable", c -> c.createDurableConnectionConsumer(topic, "n", null, null, 1))
                .with("shared durable", c -> c.createSharedDurableConnectionConsumer(topic, "n", null, null, 1))
                .allThrow(IllegalStateException.class, queueConnection());
    }

    @Test
    @Covers("DOM-4")
    void theDomainIsCheckedBeforeTheArguments() throws Exception {
        topicCalls(null).allThrow(IllegalStateException.class, queueSession());
        new Calls<Session>()
                .with("createBrowser", s -> s.createBrowser(null))
                .with("createBrowser, selector", s -> s.createBrowser(null, "a = = 1"))
                .with("createQueue", s -> s.createQueue(null))
                .allThrow(IllegalStateException.class, topicSession());
    }

    @Test
    @Covers("DOM-5")
    void queueSessionsHaveTheirOwnAndTheInheritedCalls() throws Exception {
        Queue queue = newQueue();
        QueueSession session = queueSession();
        QueueSender sender = session.createSender(queue);
        MessageProducer producer = session.createProducer(queue);
        try (QueueReceiver receiver = session.createReceiver(queue)) {
            sender.send(session.createTextMessage("sender"));
            producer.send(session.createTextMessage("producer"));
            assertEquals("sender", receiveText(receiver));
            assertEquals("producer", receiveText(receiver));
        }
        sender.send(session.createTextMessage("text"));
        try (QueueBrowser browser = session.createBrowser(queue)) {
            assertTrue(browser.getEnumeration().hasMoreElements());
        }
        try (QueueReceiver none = session.createReceiver(queue, "JMSPriority = 9")) {
            assertEquals("JMSPriority = 9", none.getMessageSelector());
            assertNull(none.receiveNoWait());
        }
        try (MessageConsumer consumer = session.createConsumer(queue, "JMSPriority = 4")) {
            assertEquals("text", receiveText(consumer));
        }
    }

    @Test
    @Covers("DOM-5")
    void topicSessionsHaveTheirOwnAndTheInheritedCalls() throws Exception {
        Topic topic = newTopic();
        TopicSession session = topicSession();
        MessageConsumer[] consumers = {
            session.createSubscriber(topic),
            session.createConsumer(topic),
            session.createConsumer(topic, "JMSPriority = 4"),
            session.createSharedConsumer(topic, names.subscription())
        };
        TopicPublisher publisher = session.createPublisher(topic);
        MessageProducer producer = session.createProducer(topic);
        publisher.publish(session.createTextMessage("publisher"));
        producer.send(session.createTextMessage("producer"));
        for (MessageConsumer consumer : consumers) {
            assertEquals("publisher", receiveText(consumer));
            assertEquals("producer", receiveText(consumer));
        }
    }

    /** The rule leaves the other domain's destinations open; ours: refused or working, nothing in between. */
    @Test
    @Covers("DOM-6")
    void destinationsOfTheOtherDomainAreRefusedOrWork() throws Exception {
        Topic topic = newTopic();
        QueueSession session = queueSession();
        MessageConsumer consumer;
        try {
            consumer = session.createConsumer(topic);
        } catch (IllegalStateException | InvalidDestinationException refused) {
            assertFalse(refused.getMessage().isBlank());
            return;
        }
        session.createProducer(topic).send(session.createTextMessage("works"));
        assertEquals("works", receiveText(consumer));
    }

    @Test
    @Covers("DOM-7")
    void nullMeansUnidentifiedForSendersAndIsRefusedByReceivers() throws Exception {
        Queue queue = newQueue();
        Topic topic = newTopic();
        QueueSession queues = queueSession();
        TopicSession topics = topicSession();
        QueueSender sender = queues.createSender(null);
        TopicPublisher publisher = topics.createPublisher(null);
        assertNull(sender.getQueue());
        assertNull(publisher.getTopic());
        MessageConsumer subscriber = topics.createSubscriber(topic);
        sender.send(queue, queues.createTextMessage("queue"));
        publisher.publish(topic, topics.createTextMessage("topic"));
        assertEquals("queue", receiveText(queues.createReceiver(queue)));
        assertEquals("topic", receiveText(subscriber));
        new Calls<QueueSession>()
                .with("createReceiver", s -> s.createReceiver(null))
                .with("createReceiver, selector", s -> s.createReceiver(null, "a = 1"))
                .allThrow(InvalidDestinationException.class, queues);
        new Calls<TopicSession>()
                .with("createSubscriber", s -> s.createSubscriber(null))
                .with("createSubscriber, selector", s -> s.createSubscriber(null, "a = 1", true))
                .allThrow(InvalidDestinationException.class, topics);
    }

    @Test
    @Covers("DOM-8")
    void theyReportWhatTheyWereCreatedWith() throws Exception {
        Queue queue = newQueue();
        Topic topic = newTopic();
        QueueSession queues = queueSession();
        TopicSession topics = topicSession();
        QueueSender sender = queues.createSender(queue);
        QueueReceiver receiver = queues.createReceiver(queue);
        TopicPublisher publisher = topics.createPublisher(topic);
        TopicSubscriber subscriber = topics.createSubscriber(topic);
        assertEquals(queue, sender.getQueue());
        assertEquals(queue, receiver.getQueue());
        assertEquals(topic, publisher.getTopic());
        assertEquals(topic, subscriber.getTopic());
        assertFalse(subscriber.getNoLocal());
        assertTrue(topics.createSubscriber(topic, null, true).getNoLocal());
        for (AutoCloseable closing : new AutoCloseable[] {sender, receiver, publisher, subscriber}) {
            closing.close();
        }
        new Calls<Session>()
                .with("QueueSender.getQueue", s -> sender.getQueue())
                .with("QueueReceiver.getQueue", s -> receiver.getQueue())
                .with("TopicPublisher.getTopic", s -> publisher.getTopic())
                .with("TopicSubscriber.getTopic", s -> subscriber.getTopic())
                .with("TopicSubscriber.getNoLocal", s -> subscriber.getNoLocal())
                .allThrow(IllegalStateException.class, queues);
    }

    @Test
    @Covers("DOM-9")
    void sendersObeyTheRulesOfProducers() throws Exception {
        Queue queue = newQueue();
        QueueSession session = queueSession();
        Message message = session.createMessage();
        new Calls<QueueSender>()
                .with("queue", s -> s.send(queue, message))
                .with("queue, options", s -> s.send(queue, message, 2, 4, 0))
                .allThrow(UnsupportedOperationException.class, session.createSender(queue));
        QueueSender unidentified = session.createSender(null);
        new Calls<QueueSender>()
                .with("plain", s -> s.send(message))
                .with("options", s -> s.send(message, 2, 4, 0))
                .allThrow(UnsupportedOperationException.class, unidentified);
        new Calls<QueueSender>()
                .with("null queue", s -> s.send((Queue) null, message))
                .with("null queue, options", s -> s.send((Queue) null, message, 2, 4, 0))
                .allThrow(InvalidDestinationException.class, unidentified);
        unidentified.send(queue, message, 1, 7, 0);
        assertEquals(7, receive(session.createReceiver(queue)).getJMSPriority());
    }

    @Test
    @Covers("DOM-9")
    void publishersObeyTheRulesOfProducers() throws Exception {
        Topic topic = newTopic();
        TopicSession session = topicSession();
        Message message = session.createMessage();
        TopicPublisher identified = session.createPublisher(topic);
        new Calls<TopicPublisher>()
                .with("topic", p -> p.publish(topic, message))
                .with("topic, options", p -> p.publish(topic, message, 2, 4, 0))
                .allThrow(UnsupportedOperationException.class, identified);
        TopicPublisher unidentified = session.createPublisher(null);
        new Calls<TopicPublisher>()
                .with("plain", p -> p.publish(message))
                .with("options", p -> p.publish(message, 2, 4, 0))
                .allThrow(UnsupportedOperationException.class, unidentified);
        new Calls<TopicPublisher>()
                .with("null topic", p -> p.publish(null, message))
                .with("null topic, options", p -> p.publish(null, message, 2, 4, 0))
                .allThrow(InvalidDestinationException.class, unidentified);
        MessageConsumer subscriber = session.createSubscriber(topic);
        identified.publish(message, 1, 7, 0);
        assertEquals(7, receive(subscriber).getJMSPriority());
        unidentified.publish(topic, message, 1, 8, 0);
        assertEquals(8, receive(subscriber).getJMSPriority());
    }

    @Test
    @Covers("DOM-13")
    void createSubscriberTakesSelectorAndNoLocal() throws Exception {
        Topic topic = newTopic();
        TopicSession session = topicSession();
        TopicSubscriber subscriber = session.createSubscriber(topic, "JMSPriority > 4", true);
        assertEquals("JMSPriority > 4", subscriber.getMessageSelector());
        assertTrue(subscriber.getNoLocal());
        session.createPublisher(topic).publish(session.createTextMessage("own"), 2, 5, 0);
        try (MessageProducer producer = session().createProducer(topic)) {
            producer.send(session().createTextMessage("not selected"), 2, 4, 0);
            producer.send(session().createTextMessage("selected"), 2, 5, 0);
        }
        assertEquals("selected", receiveText(subscriber));
        assertNull(subscriber.receiveNoWait());
    }

    @Test
    @Covers("DOM-13")
    void plainSessionsCreateDurableSubscribers() throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        Session session = newConnection(names.clientId()).createSession();
        try (TopicSubscriber subscriber = session.createDurableSubscriber(topic, name, "JMSPriority = 4", true)) {
            assertEquals(topic, subscriber.getTopic());
            assertTrue(subscriber.getNoLocal());
            assertEquals("JMSPriority = 4", subscriber.getMessageSelector());
            send(topic, "text");
            assertEquals("text", receiveText(subscriber));
        }
        session.unsubscribe(name);
        assertThrows(InvalidDestinationException.class, () -> session.unsubscribe(name));
    }
}
