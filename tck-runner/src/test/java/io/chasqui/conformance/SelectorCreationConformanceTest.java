package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicSession;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a selector when a consumer, browser or connection consumer is created with it. */
class SelectorCreationConformanceTest extends ConformanceTest {

    private static final String BAD = "p = = 1";

    @ParameterizedTest
    @NullAndEmptySource
    @Covers("SEL-1")
    void nullAndEmptyMeanNoSelector(@Nullable String none) throws Exception {
        isNoSelector(none);
    }

    /** Our decision; what getMessageSelector then says is left open. */
    @ParameterizedTest
    @ValueSource(strings = {" ", " \t\n\f\r "})
    @Covers("SEL-2")
    void blankSelectsEverything(String blank) throws Exception {
        Queue queue = newQueue();
        send(queue, "one");
        try (QueueBrowser browser = session().createBrowser(queue, blank);
                MessageConsumer consumer = session().createConsumer(queue, blank)) {
            assertTrue(browser.getEnumeration().hasMoreElements());
            assertEquals("one", receiveText(consumer));
        }
    }

    private void isNoSelector(@Nullable String none) throws Exception {
        Queue queue = newQueue();
        send(queue, "one");
        try (QueueBrowser browser = session().createBrowser(queue, none);
                MessageConsumer consumer = session().createConsumer(queue, none)) {
            assertNull(browser.getMessageSelector());
            assertNull(consumer.getMessageSelector());
            assertEquals("one", receiveText(consumer));
        }
        try (MessageConsumer subscriber = session().createConsumer(newTopic(), none, true)) {
            assertNull(subscriber.getMessageSelector());
        }
        JMSContext context = newContext();
        try (JMSConsumer consumer = context.createConsumer(queue, none)) {
            assertNull(consumer.getMessageSelector());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"p = 1", "  p  =  1 AND\tJMSPriority>2 ", "NOT JMSMessageID is Null", "q IN ('it''s')"})
    @Covers("SEL-3")
    void theSelectorIsReportedAsItWasGiven(String selector) throws Exception {
        Queue queue = newQueue();
        Topic topic = newTopic();
        try (QueueBrowser browser = session().createBrowser(queue, selector);
                MessageConsumer consumer = session().createConsumer(queue, selector);
                MessageConsumer subscriber = session().createConsumer(topic, selector, true);
                MessageConsumer shared = session().createSharedConsumer(topic, names.subscription(), selector)) {
            assertEquals(selector, browser.getMessageSelector());
            assertEquals(selector, consumer.getMessageSelector());
            assertEquals(selector, subscriber.getMessageSelector());
            assertEquals(selector, shared.getMessageSelector());
        }
        JMSContext context = newContext();
        context.setClientID(names.clientId());
        try (JMSConsumer consumer = context.createDurableConsumer(topic, "durable", selector, true)) {
            assertEquals(selector, consumer.getMessageSelector());
        }
        context.unsubscribe("durable");
    }

    @TestFactory
    @Covers({"SEL-4", "SEL-5"})
    Stream<DynamicTest> aBadSelectorIsRefusedByEveryMethodOfSession() throws Exception {
        Session session = newConnection(names.clientId()).createSession();
        Queue queue = newQueue();
        Topic topic = newTopic();
        return Stream.of(
                refuses("createConsumer", () -> session.createConsumer(queue, BAD)),
                refuses("createConsumer noLocal", () -> session.createConsumer(topic, BAD, true)),
                refuses("createBrowser", () -> session.createBrowser(queue, BAD)),
                refuses("createSharedConsumer", () -> session.createSharedConsumer(topic, "s", BAD)),
                refuses("createDurableConsumer", () -> session.createDurableConsumer(topic, "d", BAD, false)),
                refuses("createDurableSubscriber", () -> session.createDurableSubscriber(topic, "u", BAD, false)),
                refuses("createSharedDurableConsumer", () -> session.createSharedDurableConsumer(topic, "sd", BAD)));
    }

    @TestFactory
    @Covers({"SEL-4", "SEL-5"})
    Stream<DynamicTest> aBadSelectorIsRefusedByTheDomainSpecificMethods() throws Exception {
        QueueConnection queues = track(provider.queueConnectionFactory().createQueueConnection());
        QueueSession queueSession = queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        TopicConnection topics = track(provider.topicConnectionFactory().createTopicConnection());
        topics.setClientID(names.clientId());
        TopicSession topicSession = topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        Queue queue = newQueue();
        Topic topic = newTopic();
        return Stream.of(
                refuses("createReceiver", () -> queueSession.createReceiver(queue, BAD)),
                refuses("createBrowser", () -> queueSession.createBrowser(queue, BAD)),
                refuses("createSubscriber", () -> topicSession.createSubscriber(topic, BAD, false)),
                refuses("createDurableSubscriber", () -> topicSession.createDurableSubscriber(topic, "d", BAD, true)));
    }

    @TestFactory
    @Covers({"SEL-4", "SEL-5", "ASF-7"})
    Stream<DynamicTest> aBadSelectorIsRefusedForConnectionConsumers() throws Exception {
        Connection connection = newConnection(names.clientId());
        ServerSessionPool pool = () -> {
            throw new JMSException("no message was sent");
        };
        Queue queue = newQueue();
        Topic topic = newTopic();
        return Stream.of(
                refuses("queue", () -> connection.createConnectionConsumer(queue, BAD, pool, 1)),
                refuses("topic", () -> connection.createConnectionConsumer(topic, BAD, pool, 1)),
                refuses("shared", () -> connection.createSharedConnectionConsumer(topic, "s", BAD, pool, 1)),
                refuses("durable", () -> connection.createDurableConnectionConsumer(topic, "d", BAD, pool, 1)),
                refuses(
                        "shared durable",
                        () -> connection.createSharedDurableConnectionConsumer(topic, "sd", BAD, pool, 1)));
    }

    @TestFactory
    @Covers({"SEL-4", "SEL-5"})
    Stream<DynamicTest> aBadSelectorIsRefusedByEveryMethodOfJmsContext() throws Exception {
        JMSContext context = newContext();
        context.setClientID(names.clientId());
        Queue queue = newQueue();
        Topic topic = newTopic();
        return Stream.of(
                refusesUnchecked("createConsumer", () -> context.createConsumer(queue, BAD)),
                refusesUnchecked("createConsumer noLocal", () -> context.createConsumer(topic, BAD, true)),
                refusesUnchecked("createBrowser", () -> context.createBrowser(queue, BAD)),
                refusesUnchecked("createSharedConsumer", () -> context.createSharedConsumer(topic, "s", BAD)),
                refusesUnchecked("createDurableConsumer", () -> context.createDurableConsumer(topic, "d", BAD, true)),
                refusesUnchecked(
                        "createSharedDurableConsumer", () -> context.createSharedDurableConsumer(topic, "sd", BAD)));
    }

    @Test
    @Covers("SEL-6")
    void aRefusedSelectorLeavesNoSubscriptionBehind() throws Exception {
        Session session = newConnection(names.clientId()).createSession();
        Topic topic = newTopic();
        assertThrows(InvalidSelectorException.class, () -> session.createDurableConsumer(topic, "d", BAD, false));
        assertThrows(InvalidDestinationException.class, () -> session.unsubscribe("d"));
        assertThrows(InvalidSelectorException.class, () -> session.createSharedDurableConsumer(topic, "sd", BAD));
        assertThrows(InvalidDestinationException.class, () -> session.unsubscribe("sd"));
        // A shared subscription would refuse a consumer with another selector while it has one.
        String shared = names.subscription();
        assertThrows(InvalidSelectorException.class, () -> session.createSharedConsumer(topic, shared, BAD));
        session.createSharedConsumer(topic, shared, "p = 1").close();
    }

    @Test
    @Covers("SEL-6")
    void aRefusedSelectorLeavesADurableSubscriptionAsItWas() throws Exception {
        Session session = newConnection(names.clientId()).createSession();
        Topic topic = newTopic();
        session.createDurableConsumer(topic, "d", "JMSPriority = 4", false).close();
        session.createSharedDurableConsumer(topic, "sd", "JMSPriority = 4").close();
        send(topic, "kept");
        assertThrows(InvalidSelectorException.class, () -> session.createDurableConsumer(topic, "d", BAD, false));
        assertThrows(InvalidSelectorException.class, () -> session.createSharedDurableConsumer(topic, "sd", BAD));
        try (MessageConsumer durable = session.createDurableConsumer(topic, "d", "JMSPriority = 4", false);
                MessageConsumer shared = session.createSharedDurableConsumer(topic, "sd", "JMSPriority = 4")) {
            assertEquals("kept", receiveText(durable));
            assertEquals("kept", receiveText(shared));
        }
        session.unsubscribe("d");
        session.unsubscribe("sd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p > 1 AND p = 'x'",
                "p BETWEEN 1 AND 2 AND p LIKE 'a%'",
                "p IN ('a') OR p + 1 = 2",
                "p AND p = 'x'",
                "p = TRUE OR p = 1 OR p = 'x'",
                "-p < 0 AND p NOT IN ('a')"
            })
    @Covers("SEL-75")
    void aSelectorThatSomeMessageMightSatisfyIsAccepted(String selector) throws Exception {
        try (MessageConsumer consumer = session().createConsumer(newQueue(), selector)) {
            assertEquals(selector, consumer.getMessageSelector());
        }
    }

    @TestFactory
    @Covers("SEL-76")
    Stream<DynamicTest> anOversizedSelectorWorksOrIsRefused() throws Exception {
        int depth = 20_000;
        return Stream.of(
                survives("parentheses", "(".repeat(depth) + "p = 1" + ")".repeat(depth)),
                survives("arithmetic parentheses", "(".repeat(depth) + "p" + ")".repeat(depth) + " = 1"),
                survives("negations", "NOT ".repeat(depth) + "p = 1"),
                survives("signs", "p = " + "- ".repeat(depth) + "1"),
                survives("alternatives", "p = 1" + " OR p = 1".repeat(depth)),
                survives("conditions", "p = 1" + " AND p = 1".repeat(depth)),
                survives("sum", "p + 0" + " + 0".repeat(depth) + " = 1"),
                survives("list", "q IN ('a'" + ", 'a'".repeat(depth) + ") OR p = 1"));
    }

    /** The message satisfies the selector, so that it is evaluated too, not only parsed. */
    private DynamicTest survives(String title, String selector) {
        return dynamicTest(title, () -> {
            Queue queue = newQueue();
            Message message = session().createTextMessage("probe");
            message.setIntProperty("p", 1);
            message.setStringProperty("q", "a".repeat(2000));
            send(queue, message);
            try (MessageConsumer consumer = session().createConsumer(queue, selector)) {
                assertEquals("probe", receiveText(consumer));
            } catch (InvalidSelectorException e) {
                assertEquals("probe", textOf(receiveFrom(queue)));
            }
        });
    }

    @Test
    @Covers("SEL-76")
    void aPatternFullOfWildcardsIsMatchedInBoundedTime() throws Exception {
        Queue queue = newQueue();
        Message message = session().createTextMessage("probe");
        message.setStringProperty("q", "a".repeat(2000));
        send(queue, message);
        try (MessageConsumer consumer = session().createConsumer(queue, "q NOT LIKE '" + "%a".repeat(50) + "%b'")) {
            assertEquals("probe", receiveText(consumer));
        }
    }

    private static DynamicTest refuses(String method, Executable call) {
        return dynamicTest(method, () -> assertThrows(InvalidSelectorException.class, call));
    }

    private static DynamicTest refusesUnchecked(String method, Executable call) {
        return dynamicTest(method, () -> assertThrows(InvalidSelectorRuntimeException.class, call));
    }
}
