package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.conformance.foreign.ForeignDestination;
import io.chasqui.conformance.foreign.ForeignQueue;
import io.chasqui.conformance.foreign.ForeignTopic;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;

/** What a queue or topic object stands for, and which are refused. */
class DestinationConformanceTest extends ConformanceTest {

    @Test
    @Covers("DST-7")
    void destinationsTellTheirName() throws Exception {
        String name = names.queue();
        assertEquals(name, session().createQueue(name).getQueueName());
        assertTrue(session().createQueue(name).toString().contains(name));
        assertEquals(name, session().createTopic(name).getTopicName());
        assertTrue(session().createTopic(name).toString().contains(name));
    }

    @Test
    @Covers("DST-8")
    void makingADestinationObjectChangesNothing() throws Exception {
        Queue queue = newQueue();
        send(queue, "before");
        assertEquals(queue, session().createQueue(queue.getQueueName()));
        session().createTopic(queue.getQueueName());
        assertEquals("before", textOf(receiveFrom(queue)));
        session().createTopic(names.topic());
    }

    @Test
    @Covers("DST-9")
    void aQueueMadeByNameIsTheSameQueue() throws Exception {
        Queue queue = newQueue();
        send(session().createQueue(queue.getQueueName()), "by name");
        assertEquals("by name", textOf(receiveFrom(queue)));
    }

    @Test
    @Covers("DST-10")
    void aDestinationServesOtherConnectionsAfterItsOwnIsClosed() throws Exception {
        Connection makers = newConnection();
        Session maker = makers.createSession();
        Queue queue = maker.createQueue(names.queue());
        Topic topic = maker.createTopic(names.topic());
        maker.createProducer(queue).send(maker.createTextMessage("first"));
        makers.close();

        assertEquals("first", textOf(receiveFrom(queue)));
        send(queue, "second");
        assertEquals("second", textOf(receiveFrom(queue)));
        try (MessageConsumer subscriber = session().createConsumer(topic)) {
            send(topic, "third");
            assertEquals("third", receiveText(subscriber));
        }
    }

    @Test
    @Covers("DST-11")
    void destinationsOfOneKindAndNameAreEqual() throws Exception {
        String name = names.queue();
        Queue queue = session().createQueue(name);
        Queue sameQueue = newConnection().createSession().createQueue(name);
        Topic topic = session().createTopic(name);
        assertEquals(queue, sameQueue);
        assertEquals(queue.hashCode(), sameQueue.hashCode());
        assertEquals(topic, session().createTopic(name));
        assertEquals(topic.hashCode(), session().createTopic(name).hashCode());
        assertNotEquals(queue, topic);
        assertNotEquals(topic, queue);
        assertNotEquals(queue, newQueue());
        send(queue, "x");
        assertEquals(queue, receiveFrom(queue).getJMSDestination());
    }

    @Test
    @Covers("DST-12")
    void aQueueAndATopicOfOneNameAreTwoDestinations() throws Exception {
        String name = names.unique("both");
        Queue queue = session().createQueue(name);
        Topic topic = session().createTopic(name);
        try (MessageConsumer receiver = session().createConsumer(queue);
                MessageConsumer subscriber = session().createConsumer(topic)) {
            send(queue, "to the queue");
            send(topic, "to the topic");
            assertEquals("to the queue", receiveText(receiver));
            assertEquals("to the topic", receiveText(subscriber));
            assertNull(receiver.receiveNoWait());
            assertNull(subscriber.receiveNoWait());
        }
    }

    @Test
    @Covers("DST-13")
    void noDestinationIsAnInvalidDestination() throws Exception {
        Session session = session();
        MessageProducer anonymous = session.createProducer(null);
        JMSContext context = newContext();
        assertAll(
                () -> assertThrows(InvalidDestinationException.class, () -> session.createConsumer(null)),
                () -> assertThrows(InvalidDestinationException.class, () -> session.createConsumer(null, "a = 1")),
                () -> assertThrows(InvalidDestinationException.class, () -> session.createConsumer(null, null, false)),
                () -> assertThrows(InvalidDestinationException.class, () -> session.createBrowser(null)),
                () -> assertThrows(InvalidDestinationException.class, () -> session.createDurableConsumer(null, "s")),
                () -> assertThrows(InvalidDestinationException.class, () -> session.createSharedConsumer(null, "s")),
                () -> assertThrows(
                        InvalidDestinationException.class, () -> session.createSharedDurableConsumer(null, "s")),
                () -> assertThrows(
                        InvalidDestinationException.class, () -> anonymous.send(null, session.createMessage())),
                () -> assertThrows(InvalidDestinationRuntimeException.class, () -> context.createConsumer(null)),
                () -> assertThrows(InvalidDestinationRuntimeException.class, () -> context.createBrowser(null)),
                () -> assertThrows(InvalidDestinationRuntimeException.class, () -> context.createProducer()
                        .send(null, "text")));
    }

    @Test
    @Covers("DST-13")
    void aDeletedDestinationIsAnInvalidDestination() throws Exception {
        TemporaryQueue deleted = session().createTemporaryQueue();
        deleted.delete();
        assertThrows(InvalidDestinationException.class, () -> session().createConsumer(deleted));
        assertThrows(InvalidDestinationException.class, () -> send(deleted, "nobody is there"));
        assertThrows(
                InvalidDestinationRuntimeException.class,
                () -> newContext().createProducer().send(deleted, "nobody is there"));
    }

    @Test
    @OurDecision
    @Covers("DST-14")
    void aForeignDestinationIsRefused() throws Exception {
        refuses(new ForeignQueue(names.queue()));
        refuses(new ForeignTopic(names.topic()));
    }

    @Test
    @OurDecision
    @Covers("DST-14")
    void aForeignTopicIsRefusedForNamedSubscriptions() throws Exception {
        Topic topic = new ForeignTopic(names.topic());
        Session session = newConnection(names.clientId()).createSession();
        assertAll(
                () -> assertThrows(InvalidDestinationException.class, () -> session.createDurableConsumer(topic, "a")),
                () -> assertThrows(
                        InvalidDestinationException.class, () -> session.createDurableSubscriber(topic, "b")),
                () -> assertThrows(InvalidDestinationException.class, () -> session.createSharedConsumer(topic, "c")),
                () -> assertThrows(
                        InvalidDestinationException.class, () -> session.createSharedDurableConsumer(topic, "d")));
    }

    @Test
    @OurDecision
    @Covers("DST-17")
    void aDestinationThatIsQueueAndTopicAtOnceIsRefused() throws Exception {
        refuses(new ForeignDestination(names.unique("both")));
    }

    private void refuses(Destination destination) throws Exception {
        Session session = session();
        JMSContext context = newContext();
        assertAll(
                () -> assertThrows(InvalidDestinationException.class, () -> session.createProducer(destination)),
                () -> assertThrows(InvalidDestinationException.class, () -> session.createConsumer(destination)),
                () -> assertThrows(InvalidDestinationException.class, () -> session.createProducer(null)
                        .send(destination, session.createMessage())),
                () -> assertThrows(InvalidDestinationRuntimeException.class, () -> context.createConsumer(destination)),
                () -> assertThrows(InvalidDestinationRuntimeException.class, () -> context.createProducer()
                        .send(destination, "text")));
    }

    @Test
    @Covers("DST-16")
    void aSubscriberSeesTheTopicAndNotItsSubscription() throws Exception {
        Session session = newConnection(names.clientId()).createSession();
        Topic topic = newTopic();
        String durable = names.subscription();
        String sharedDurable = names.subscription();
        MessageConsumer[] subscribers = {
            session.createConsumer(topic),
            session.createSharedConsumer(topic, names.subscription()),
            session.createDurableConsumer(topic, durable),
            session.createSharedDurableConsumer(topic, sharedDurable)
        };
        send(topic, "x");
        for (MessageConsumer subscriber : subscribers) {
            assertEquals(topic, receive(subscriber).getJMSDestination());
            subscriber.close();
        }
        session.unsubscribe(durable);
        session.unsubscribe(sharedDurable);
    }
}
