package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.Topic;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session offers: many producers, consumers and browsers, also to its own listener. */
class SessionConformanceTest extends SessionScenario {

    /** What a listener does with its own session. */
    @FunctionalInterface
    private interface Work {
        void on(Session session, Message message) throws Exception;
    }

    @Test
    @Covers("SES-2")
    void oneSessionServesManyProducersConsumersAndBrowsers() throws Exception {
        Session session = newSession(Session.AUTO_ACKNOWLEDGE);
        Queue one = newQueue();
        Queue two = newQueue();
        Topic topic = newTopic();
        try (MessageProducer toOne = session.createProducer(one);
                MessageProducer toTwo = session.createProducer(two);
                MessageProducer toAny = session.createProducer(null);
                MessageConsumer subscriber = session.createConsumer(topic);
                MessageConsumer second = session.createConsumer(topic)) {
            toOne.send(session.createTextMessage("a"));
            toTwo.send(session.createTextMessage("b"));
            toAny.send(one, session.createTextMessage("c"));
            toAny.send(topic, session.createTextMessage("d"));
            assertEquals(List.of("a", "c"), browse(session, one));
            assertEquals(List.of("b"), browse(session, two));
            assertEquals("d", receiveText(subscriber));
            assertEquals("d", receiveText(second));
        }
        try (MessageConsumer fromOne = session.createConsumer(one);
                MessageConsumer fromTwo = session.createConsumer(two)) {
            assertEquals("b", receiveText(fromTwo));
            assertEquals("a", receiveText(fromOne));
            assertEquals("c", receiveText(fromOne));
        }
    }

    @TestFactory
    @Covers("SES-7")
    Stream<DynamicTest> aListenerMayUseItsOwnSession() {
        int auto = Session.AUTO_ACKNOWLEDGE;
        return Stream.of(
                listenerWork(
                        "sends", auto, (session, message) -> sendThrough(session, message.getJMSReplyTo(), "done")),
                listenerWork("uses a new producer, consumer and browser", auto, (session, message) -> {
                    Queue queue = session.createQueue(names.queue());
                    sendThrough(session, queue, "inner");
                    assertEquals(List.of("inner"), browse(session, queue));
                    try (MessageConsumer consumer = session.createConsumer(queue)) {
                        sendThrough(
                                session, message.getJMSReplyTo(), consumer.receive(WAIT_MILLIS) == null ? "" : "done");
                    }
                }),
                listenerWork("uses a temporary queue", auto, (session, message) -> {
                    TemporaryQueue queue = session.createTemporaryQueue();
                    sendThrough(session, queue, "inner");
                    queue.delete();
                    sendThrough(session, message.getJMSReplyTo(), "done");
                }),
                listenerWork("acknowledges", Session.CLIENT_ACKNOWLEDGE, (session, message) -> {
                    message.acknowledge();
                    sendThrough(session, message.getJMSReplyTo(), "done");
                }),
                listenerWork("commits", Session.SESSION_TRANSACTED, (session, message) -> {
                    sendThrough(session, message.getJMSReplyTo(), "done");
                    session.commit();
                }),
                listenerWork("rolls back once", Session.SESSION_TRANSACTED, (session, message) -> {
                    sendThrough(session, message.getJMSReplyTo(), message.getJMSRedelivered() ? "done" : "undone");
                    if (message.getJMSRedelivered()) {
                        session.commit();
                    } else {
                        session.rollback();
                    }
                }),
                listenerWork("recovers once", Session.CLIENT_ACKNOWLEDGE, (session, message) -> {
                    if (message.getJMSRedelivered()) {
                        message.acknowledge();
                        sendThrough(session, message.getJMSReplyTo(), "done");
                    } else {
                        session.recover();
                    }
                }));
    }

    private DynamicTest listenerWork(String title, int mode, Work work) {
        return dynamicTest(title, () -> {
            Queue requests = newQueue();
            Queue replies = newQueue();
            Collected<Throwable> failures = new Collected<>();
            try (Session session = newSession(mode)) {
                session.createConsumer(requests).setMessageListener(message -> {
                    try {
                        work.on(session, message);
                    } catch (Exception | AssertionError e) {
                        failures.add(e);
                    }
                });
                Message request = session().createTextMessage("request");
                request.setJMSReplyTo(replies);
                send(requests, request);
                try (MessageConsumer consumer = session().createConsumer(replies)) {
                    assertEquals("done", receiveText(consumer));
                    assertNull(consumer.receiveNoWait());
                }
            }
            assertEquals(0, failures.size());
            assertEmpty(requests);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.CLIENT_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    @Covers("SES-15")
    void whatASessionLeavesUnacknowledgedComesAgainFromQueues(int mode) throws Exception {
        Queue queue = newQueue();
        send(queue, "one", "two", "three");
        try (Session session = newSession(mode);
                MessageConsumer consumer = session.createConsumer(queue)) {
            assertFirstDelivery("one", receive(consumer));
            assertFirstDelivery("two", receive(consumer));
        }
        try (MessageConsumer consumer = session().createConsumer(queue)) {
            assertRedelivery("one", 2, receive(consumer));
            assertRedelivery("two", 2, receive(consumer));
            assertFirstDelivery("three", receive(consumer));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.CLIENT_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    @Covers("SES-15")
    void whatASessionLeavesUnacknowledgedComesAgainFromDurableSubscriptions(int mode) throws Exception {
        Topic topic = newTopic();
        var connection = newConnection(names.clientId());
        try (Session session = connection.createSession(mode);
                MessageConsumer consumer = session.createDurableConsumer(topic, "d")) {
            send(topic, "one", "two");
            assertFirstDelivery("one", receive(consumer));
        }
        try (Session session = connection.createSession()) {
            try (MessageConsumer consumer = session.createDurableConsumer(topic, "d")) {
                assertRedelivery("one", 2, receive(consumer));
                assertFirstDelivery("two", receive(consumer));
            }
            session.unsubscribe("d");
        }
    }

    @TestFactory
    @Covers("SES-16")
    Stream<DynamicTest> aSessionRefusesNullDestinations() throws Exception {
        Session session = newConnection(names.clientId()).createSession();
        return Stream.of(
                refuses("createConsumer", () -> session.createConsumer(null)),
                refuses("createConsumer with selector", () -> session.createConsumer(null, "p = 1")),
                refuses("createConsumer noLocal", () -> session.createConsumer(null, null, true)),
                refuses("createBrowser", () -> session.createBrowser(null)),
                refuses("createBrowser with selector", () -> session.createBrowser(null, "p = 1")),
                refuses("createSharedConsumer", () -> session.createSharedConsumer(null, "s")),
                refuses("createSharedConsumer with selector", () -> session.createSharedConsumer(null, "s", "p = 1")),
                refuses("createDurableConsumer", () -> session.createDurableConsumer(null, "d")),
                refuses("createDurableConsumer noLocal", () -> session.createDurableConsumer(null, "d", null, true)),
                refuses("createDurableSubscriber", () -> session.createDurableSubscriber(null, "d")),
                refuses(
                        "createDurableSubscriber noLocal",
                        () -> session.createDurableSubscriber(null, "d", null, true)),
                refuses("createSharedDurableConsumer", () -> session.createSharedDurableConsumer(null, "sd")),
                refuses(
                        "createSharedDurableConsumer with selector",
                        () -> session.createSharedDurableConsumer(null, "sd", "p = 1")));
    }

    @TestFactory
    @Covers("SES-16")
    Stream<DynamicTest> aContextRefusesNullDestinations() {
        JMSContext context = newContext();
        context.setClientID(names.clientId());
        return Stream.of(
                refusesUnchecked("createConsumer", () -> context.createConsumer(null)),
                refusesUnchecked("createBrowser", () -> context.createBrowser(null)),
                refusesUnchecked("createSharedConsumer", () -> context.createSharedConsumer(null, "s")),
                refusesUnchecked("createDurableConsumer", () -> context.createDurableConsumer(null, "d")),
                refusesUnchecked("createSharedDurable", () -> context.createSharedDurableConsumer(null, "sd")));
    }

    @Test
    @Covers("SES-16")
    void aProducerWithoutDestinationIsAllowed() throws Exception {
        Queue queue = newQueue();
        try (MessageProducer producer = session().createProducer(null)) {
            assertNull(producer.getDestination());
            producer.send(queue, session().createTextMessage("one"));
        }
        assertHolds(queue, "one");
    }

    private static DynamicTest refuses(String method, Executable call) {
        return dynamicTest(method, () -> assertThrows(InvalidDestinationException.class, call));
    }

    private static DynamicTest refusesUnchecked(String method, Executable call) {
        return dynamicTest(method, () -> assertThrows(InvalidDestinationRuntimeException.class, call));
    }
}
