package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Consumers that come and go while messages flow: every message is committed by exactly one of them. */
class ConsumerChurnConformanceTest extends ConformanceTest {

    private static final int MESSAGES = 1_000;
    private static final int WORKERS = 3;

    /** After so many deliveries a message is not given back any more. */
    private static final int MOST_DELIVERIES = 4;

    private final ConcurrentLinkedQueue<String> committed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger left = new AtomicInteger(MESSAGES);

    /** Opens a consumer somewhere. */
    @FunctionalInterface
    private interface Opening {
        MessageConsumer on(Session session) throws Exception;
    }

    @Test
    @Covers({"QUE-1", "CNS-13", "CNS-19"})
    void aQueueLosesAndDoublesNothingWhileItsConsumersComeAndGo() throws Exception {
        Queue queue = newQueue();
        churn(queue, session -> session.createConsumer(queue));
        try (MessageConsumer rest = session().createConsumer(queue)) {
            assertNull(rest.receiveNoWait());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Covers({"TOP-8", "CNS-13", "CNS-19"})
    void aSharedSubscriptionLosesAndDoublesNothingWhileItsConsumersComeAndGo(boolean durable) throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        Opening opening = session ->
                durable ? session.createSharedDurableConsumer(topic, name) : session.createSharedConsumer(topic, name);
        try (Session keeping = newSession(Session.SESSION_TRANSACTED);
                MessageConsumer keepsItAlive = opening.on(keeping)) {
            churn(topic, opening);
            assertNull(keepsItAlive.receiveNoWait());
        }
        if (durable) {
            session().unsubscribe(name);
        }
    }

    private void churn(Destination destination, Opening opening) throws Exception {
        List<Future<String>> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            Connection connection = newConnection();
            workers.add(inBackground(() -> {
                while (left.get() > 0) {
                    consumeSome(connection, opening);
                }
                return "done";
            }));
        }
        Session sending = newConnection().createSession();
        TreeSet<String> expected = new TreeSet<>();
        try (MessageProducer producer = sending.createProducer(destination)) {
            for (int i = 0; i < MESSAGES; i++) {
                producer.send(sending.createTextMessage("message " + i));
                expected.add("message " + i);
            }
        }
        for (Future<String> worker : workers) {
            assertEquals("done", resultOf(worker));
        }
        assertEquals(MESSAGES, committed.size(), "committed, some twice or never");
        assertEquals(expected, new TreeSet<>(committed));
    }

    /** Takes a few, gives them back, takes a few, commits them, and leaves with the rest still in its buffer. */
    private void consumeSome(Connection connection, Opening opening) throws Exception {
        try (Session session = connection.createSession(Session.SESSION_TRANSACTED);
                MessageConsumer consumer = opening.on(session)) {
            List<Message> first = take(consumer, 3);
            if (isWorn(first)) {
                commit(session, first);
            } else {
                session.rollback();
            }
            commit(session, take(consumer, 7));
            List<Message> last = take(consumer, 2);
            if (isWorn(last)) {
                commit(session, last);
            }
        }
    }

    /** Whether one of them has been given back so often that once more could make a dead letter of it (ACK-22). */
    private static boolean isWorn(List<Message> messages) throws Exception {
        for (Message message : messages) {
            if (message.getIntProperty("JMSXDeliveryCount") >= MOST_DELIVERIES) {
                return true;
            }
        }
        return false;
    }

    private void commit(Session session, List<Message> taken) throws Exception {
        session.commit();
        for (Message message : taken) {
            committed.add(textOf(message));
        }
        left.addAndGet(-taken.size());
    }

    private static List<Message> take(MessageConsumer consumer, int most) throws Exception {
        List<Message> taken = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            Message message = consumer.receive(5);
            if (message == null) {
                break;
            }
            taken.add(message);
        }
        return taken;
    }
}
