package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Temporary destinations: who may use them, how long they live, and how they end. */
class TemporaryDestinationConformanceTest extends ConformanceTest {

    @Test
    @Covers("TMP-1")
    void theirNamesAreUniqueAndGivenByTheProvider() throws Exception {
        Set<String> queues = new HashSet<>();
        Set<String> topics = new HashSet<>();
        Session other = newConnection().createSession();
        for (Session session : new Session[] {session(), session(), other}) {
            queues.add(session.createTemporaryQueue().getQueueName());
            topics.add(session.createTemporaryTopic().getTopicName());
        }
        assertEquals(3, queues.size());
        assertEquals(3, topics.size());
    }

    @Test
    @Covers("TMP-2")
    void anySessionOfTheOwningConnectionConsumes() throws Exception {
        TemporaryQueue queue = session().createTemporaryQueue();
        TemporaryTopic topic = session().createTemporaryTopic();
        Session sibling = newSession(Session.AUTO_ACKNOWLEDGE);
        MessageConsumer onQueue = sibling.createConsumer(queue);
        MessageConsumer onTopic = sibling.createConsumer(topic);
        send(queue, "queue");
        send(topic, "topic");
        assertEquals("queue", receiveText(onQueue));
        assertEquals("topic", receiveText(onTopic));
    }

    @Test
    @Covers("TMP-2")
    void anotherConnectionDoesNotConsume() throws Exception {
        TemporaryQueue queue = session().createTemporaryQueue();
        TemporaryTopic topic = session().createTemporaryTopic();
        new Calls<Session>()
                .with("queue", s -> s.createConsumer(queue))
                .with("queue, selector", s -> s.createConsumer(queue, "a = 1"))
                .with("topic", s -> s.createConsumer(topic))
                .with("topic, noLocal", s -> s.createConsumer(topic, null, true))
                .with("topic, shared", s -> s.createSharedConsumer(topic, "shared"))
                .allThrow(JMSException.class, newConnection().createSession());
        new Calls<JMSContext>()
                .with("queue", c -> c.createConsumer(queue))
                .with("topic", c -> c.createConsumer(topic))
                .with("topic, shared", c -> c.createSharedConsumer(topic, "shared"))
                .allThrow(JMSRuntimeException.class, newContext());
    }

    @Test
    @Covers({"TMP-3", "TMP-13"})
    void anyConnectionRepliesToThem() throws Exception {
        Queue requests = newQueue();
        Session server = newConnection().createSession();
        MessageConsumer requested = server.createConsumer(requests);
        for (Destination replies :
                new Destination[] {session().createTemporaryQueue(), session().createTemporaryTopic()}) {
            MessageConsumer replied = session().createConsumer(replies);
            Message request = session().createTextMessage("request");
            request.setJMSReplyTo(replies);
            send(requests, request);

            Destination replyTo = receive(requested).getJMSReplyTo();
            Class<?> kind = replies instanceof TemporaryQueue ? TemporaryQueue.class : TemporaryTopic.class;
            assertInstanceOf(kind, replyTo);
            assertEquals(replies, replyTo);
            try (MessageProducer producer = server.createProducer(replyTo)) {
                producer.send(server.createTextMessage("reply"));
            }
            assertEquals("reply", receiveText(replied));
        }
    }

    @Test
    @Covers("TMP-4")
    void contextsOfAFamilyShareTheirTemporaryDestinations() throws Exception {
        JMSContext parent = newContext();
        JMSContext child = track(parent.createContext(JMSContext.AUTO_ACKNOWLEDGE));
        TemporaryQueue queue = parent.createTemporaryQueue();
        TemporaryTopic topic = child.createTemporaryTopic();
        JMSConsumer onQueue = child.createConsumer(queue);
        JMSConsumer onTopic = parent.createConsumer(topic);
        child.createProducer().send(queue, "queue").send(topic, "topic");
        assertEquals("queue", receiveText(onQueue));
        assertEquals("topic", receiveText(onTopic));
    }

    @Test
    @Covers("TMP-5")
    void theyOutliveTheSessionThatCreatedThem() throws Exception {
        Session creator = newSession(Session.AUTO_ACKNOWLEDGE);
        TemporaryQueue queue = creator.createTemporaryQueue();
        creator.close();
        send(queue, "still there");
        assertEquals("still there", textOf(receiveFrom(queue)));
        queue.delete();
    }

    @Test
    @Covers("TMP-6")
    void closingTheConnectionDeletesThem() throws Exception {
        Connection owner = newConnection();
        Session session = owner.createSession();
        TemporaryQueue queue = session.createTemporaryQueue();
        TemporaryTopic topic = session.createTemporaryTopic();
        send(queue, "deleted with the queue");
        MessageProducer opened = session().createProducer(queue);
        owner.close();
        new Calls<Session>()
                .with("queue", s -> send(queue, "late"))
                .with("open producer", s -> opened.send(s.createMessage()))
                .with("topic", s -> send(topic, "late"))
                .allThrow(InvalidDestinationException.class, session());
    }

    @Test
    @Covers("TMP-6")
    void closingTheLastContextDeletesThem() throws Exception {
        JMSContext parent = newContext();
        JMSContext child = track(parent.createContext(JMSContext.AUTO_ACKNOWLEDGE));
        TemporaryQueue queue = parent.createTemporaryQueue();
        parent.close();
        send(queue, "still there");
        assertEquals("still there", receiveText(child.createConsumer(queue)));
        child.close();
        assertThrows(InvalidDestinationException.class, () -> send(queue, "late"));
    }

    @Test
    @Covers("TMP-7")
    void deleteFailsWhileThereIsAConsumer() throws Exception {
        TemporaryQueue queue = session().createTemporaryQueue();
        TemporaryTopic topic = session().createTemporaryTopic();
        Session sibling = newSession(Session.AUTO_ACKNOWLEDGE);
        MessageConsumer onQueue = sibling.createConsumer(queue);
        MessageConsumer onTopic = sibling.createConsumer(topic);
        assertThrows(JMSException.class, queue::delete);
        assertThrows(JMSException.class, topic::delete);
        send(queue, "queue");
        send(topic, "topic");
        assertEquals("queue", receiveText(onQueue));
        assertEquals("topic", receiveText(onTopic));
        onQueue.close();
        onTopic.close();
        queue.delete();
        topic.delete();
        assertThrows(InvalidDestinationException.class, () -> send(queue, "late"));
    }

    @Test
    @Covers("TMP-8")
    void aDeletedOneIsGoneForEverybodyAndNotCreatedAgain() throws Exception {
        TemporaryQueue queue = session().createTemporaryQueue();
        TemporaryTopic topic = session().createTemporaryTopic();
        Session stranger = newConnection().createSession();
        MessageProducer opened = stranger.createProducer(queue);
        queue.delete();
        topic.delete();
        new Calls<Session>()
                .with("owner sends to queue", s -> send(queue, "late"))
                .with("owner sends to topic", s -> send(topic, "late"))
                .with("owner consumes", s -> session().createConsumer(queue))
                .with("stranger's open producer", s -> opened.send(s.createMessage()))
                .with("stranger, queue", s -> s.createProducer(null).send(queue, s.createMessage()))
                .with("stranger, topic", s -> s.createProducer(null).send(topic, s.createMessage()))
                .allThrow(InvalidDestinationException.class, stranger);
        JMSContext context = newContext();
        assertThrows(InvalidDestinationRuntimeException.class, () -> context.createProducer()
                .send(queue, "late"));
    }

    /** The rule leaves a second delete open; ours does nothing when it is gone already. */
    @Test
    @Covers("TMP-9")
    void deletingTwiceDoesNothing() throws Exception {
        Session session = newConnection().createSession();
        TemporaryQueue queue = session.createTemporaryQueue();
        TemporaryTopic topic = session.createTemporaryTopic();
        queue.delete();
        queue.delete();
        topic.delete();
        topic.delete();
        assertThrows(InvalidDestinationException.class, () -> send(queue, "late"));
    }

    @Test
    @Covers("TMP-9")
    void deletingAfterTheConnectionIsClosedDoesNothing() throws Exception {
        Connection owner = newConnection();
        TemporaryQueue queue = owner.createSession().createTemporaryQueue();
        owner.close();
        queue.delete();
        assertThrows(InvalidDestinationException.class, () -> send(queue, "late"));
    }

    @Test
    @Covers("TMP-10")
    void anotherConnectionDoesNotDelete() throws Exception {
        Queue requests = newQueue();
        TemporaryQueue replies = session().createTemporaryQueue();
        Message request = session().createMessage();
        request.setJMSReplyTo(replies);
        send(requests, request);
        Session server = newConnection().createSession();
        TemporaryQueue replyTo =
                (TemporaryQueue) receive(server.createConsumer(requests)).getJMSReplyTo();
        assertThrows(JMSException.class, replyTo::delete);
        send(replies, "still there");
        assertEquals("still there", textOf(receiveFrom(replies)));
    }

    @Test
    @Covers("TMP-12")
    void durableSubscriptionsOnATemporaryTopicAreRefused() throws Exception {
        Session session = newConnection(names.clientId()).createSession();
        TemporaryTopic topic = session.createTemporaryTopic();
        new Calls<Session>()
                .with("createDurableConsumer", s -> s.createDurableConsumer(topic, "name"))
                .with("createDurableSubscriber", s -> s.createDurableSubscriber(topic, "name"))
                .with("createSharedDurableConsumer", s -> s.createSharedDurableConsumer(topic, "name"))
                .allThrow(InvalidDestinationException.class, session);
    }

    @Test
    @Covers("TMP-17")
    void theOwnerSubscribesToATemporaryTopic() throws Exception {
        TemporaryTopic topic = session().createTemporaryTopic();
        MessageConsumer plain = session().createConsumer(topic);
        MessageConsumer shared = session().createSharedConsumer(topic, names.subscription());
        send(topic, "text");
        assertEquals("text", receiveText(plain));
        assertEquals("text", receiveText(shared));
        assertTrue(topic.getTopicName().length() > 0);
    }
}
