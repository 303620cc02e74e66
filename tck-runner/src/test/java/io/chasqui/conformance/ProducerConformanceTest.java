package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;

/** What a producer sends to, what its close does, and what a synchronous send promises. */
class ProducerConformanceTest extends ConformanceTest {

    @Test
    @Covers("PRD-11")
    void anIdentifiedProducerRefusesADestination() throws Exception {
        Queue queue = newQueue();
        Queue equal = session().createQueue(queue.getQueueName());
        Queue other = newQueue();
        Completions none = new Completions();
        new Calls<MessageProducer>()
                .with("other", p -> p.send(other, session().createMessage()))
                .with("other, options", p -> p.send(other, session().createMessage(), 2, 4, 0))
                .with("equal", p -> p.send(equal, session().createMessage()))
                .with("equal, options", p -> p.send(equal, session().createMessage(), 2, 4, 0))
                .with("other, listener", p -> p.send(other, session().createMessage(), none))
                .with("other, options, listener", p -> p.send(other, session().createMessage(), 2, 4, 0, none))
                .allThrow(UnsupportedOperationException.class, session().createProducer(queue));
        assertEquals(0, none.waiting());
    }

    @Test
    @Covers("PRD-12")
    void anUnidentifiedProducerNeedsADestination() throws Exception {
        Completions none = new Completions();
        new Calls<MessageProducer>()
                .with("plain", p -> p.send(session().createMessage()))
                .with("options", p -> p.send(session().createMessage(), 2, 4, 0))
                .with("listener", p -> p.send(session().createMessage(), none))
                .with("options, listener", p -> p.send(session().createMessage(), 2, 4, 0, none))
                .allThrow(UnsupportedOperationException.class, session().createProducer(null));
        assertEquals(0, none.waiting());
    }

    @Test
    @Covers("PRD-13")
    void anUnidentifiedProducerRefusesTheNullDestination() throws Exception {
        new Calls<MessageProducer>()
                .with("plain", p -> p.send(null, session().createMessage()))
                .with("options", p -> p.send(null, session().createMessage(), 2, 4, 0))
                .allThrow(InvalidDestinationException.class, session().createProducer(null));
    }

    @Test
    @Covers("PRD-14")
    void aProducerKnowsItsDestination() throws Exception {
        Queue queue = newQueue();
        Topic topic = newTopic();
        assertEquals(queue, session().createProducer(queue).getDestination());
        assertEquals(topic, session().createProducer(topic).getDestination());
        assertNull(session().createProducer(null).getDestination());
    }

    @Test
    @Covers("PRD-15")
    void sendingToADeletedDestinationFails() throws Exception {
        TemporaryQueue queue = session().createTemporaryQueue();
        TemporaryTopic topic = session().createTemporaryTopic();
        MessageProducer opened = session().createProducer(queue);
        MessageProducer unidentified = session().createProducer(null);
        queue.delete();
        topic.delete();
        new Calls<Session>()
                .with("open producer", s -> opened.send(s.createMessage()))
                .with("unidentified, queue", s -> unidentified.send(queue, s.createMessage()))
                .with("unidentified, topic", s -> unidentified.send(topic, s.createMessage()))
                .with("new producer", s -> s.createProducer(topic).send(s.createMessage()))
                .allThrow(InvalidDestinationException.class, session());
    }

    @Test
    @Covers("PRD-16")
    void anUnidentifiedProducerAlternatesBetweenQueuesAndTopics() throws Exception {
        Queue queue = newQueue();
        Topic topic = newTopic();
        MessageConsumer queueConsumer = session().createConsumer(queue);
        MessageConsumer topicConsumer = session().createConsumer(topic);
        MessageProducer producer = session().createProducer(null);
        for (int i = 0; i < 3; i++) {
            producer.send(queue, session().createTextMessage("queue " + i));
            producer.send(topic, session().createTextMessage("topic " + i));
        }
        for (int i = 0; i < 3; i++) {
            assertEquals("queue " + i, receiveText(queueConsumer));
            assertEquals("topic " + i, receiveText(topicConsumer));
        }
    }

    @Test
    @Covers("PRD-17")
    void aPersistentMessageIsInTheQueueWhenSendReturns() throws Exception {
        Queue queue = newQueue();
        MessageConsumer elsewhere = newConnection().createSession().createConsumer(queue);
        MessageProducer producer = session().createProducer(queue);
        for (int i = 0; i < 50; i++) {
            producer.send(session().createTextMessage("message " + i));
            assertNotNull(elsewhere.receiveNoWait(), "send returned before message " + i + " was accepted");
        }
    }

    @Test
    @Covers("PRD-20")
    void everyMethodOfAClosedProducerFails() throws Exception {
        Queue queue = newQueue();
        MessageProducer identified = session().createProducer(queue);
        MessageProducer unidentified = session().createProducer(null);
        identified.close();
        unidentified.close();
        ClosedCalls.identifiedProducer(session().createMessage()).allThrow(IllegalStateException.class, identified);
        ClosedCalls.unidentifiedProducer(queue, session().createMessage())
                .allThrow(IllegalStateException.class, unidentified);
        identified.close();
        unidentified.close();
    }

    @Test
    @Covers("PRD-21")
    void closingAProducerKeepsWhatItHasSent() throws Exception {
        Queue queue = newQueue();
        try (MessageProducer producer = session().createProducer(queue)) {
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            producer.send(session().createTextMessage("sent"));
        }
        Session transacted = newSession(Session.SESSION_TRANSACTED);
        try (MessageProducer producer = transacted.createProducer(queue)) {
            producer.send(transacted.createTextMessage("uncommitted"));
        }
        transacted.commit();
        MessageConsumer consumer = session().createConsumer(queue);
        assertEquals("sent", receiveText(consumer));
        assertEquals("uncommitted", receiveText(consumer));
    }

    @Test
    @Covers("PRD-34")
    void producersAreCreatedAndClosedFreely() throws Exception {
        Queue queue = newQueue();
        Connection connection = newConnection();
        Session session = connection.createSession();
        for (int i = 0; i < 3_000; i++) {
            Destination destination = i % 2 == 0 ? queue : null;
            session.createProducer(destination).close();
        }
        try (MessageProducer producer = session.createProducer(queue)) {
            producer.send(session.createTextMessage("after all"));
        }
        connection.close();
        assertEquals("after all", textOf(receiveFrom(queue)));
        assertThrows(IllegalStateException.class, () -> session.createProducer(queue));
    }
}
