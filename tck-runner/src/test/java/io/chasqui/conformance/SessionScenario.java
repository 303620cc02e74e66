package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What the tests of sessions, transactions, acknowledgement and order share: many messages at once, and delivery counts. */
abstract class SessionScenario extends ConformanceTest {

    /** {@code prefix0}, {@code prefix1} … */
    static String[] numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toArray(String[]::new);
    }

    /** Sends text messages through this session, not the test's own. */
    static void sendThrough(Session session, Destination destination, String... texts) throws JMSException {
        try (MessageProducer producer = session.createProducer(destination)) {
            for (String text : texts) {
                producer.send(session.createTextMessage(text));
            }
        }
    }

    /** The texts of the next messages, which must come. */
    final List<String> receiveTexts(MessageConsumer consumer, int count) throws JMSException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(receiveText(consumer));
        }
        return texts;
    }

    /** What is in the queue, seen by a browser of {@link #session()}. */
    final List<String> browse(Queue queue) throws JMSException {
        return browse(session(), queue);
    }

    static List<String> browse(Session session, Queue queue) throws JMSException {
        List<String> texts = new ArrayList<>();
        try (QueueBrowser browser = session.createBrowser(queue)) {
            for (Object message : Enumerated.list(browser.getEnumeration())) {
                texts.add(textOf((Message) message));
            }
        }
        return texts;
    }

    /** Nothing is in the queue for a consumer of {@link #session()}. */
    final void assertEmpty(Queue queue) throws JMSException {
        try (MessageConsumer consumer = session().createConsumer(queue)) {
            assertNull(consumer.receiveNoWait(), "the queue must be empty");
        }
    }

    /** Takes what is in the queue through {@link #session()}: these texts and no more. */
    final void assertHolds(Queue queue, String... texts) throws JMSException {
        try (MessageConsumer consumer = session().createConsumer(queue)) {
            assertEquals(List.of(texts), receiveTexts(consumer, texts.length));
            assertNull(consumer.receiveNoWait(), "the queue must hold no more");
        }
    }

    static void assertFirstDelivery(String text, Message message) throws JMSException {
        assertEquals(text, textOf(message));
        assertFalse(message.getJMSRedelivered(), "redelivered flag of " + text);
        assertEquals(1, message.getIntProperty("JMSXDeliveryCount"), "delivery count of " + text);
    }

    static void assertRedelivery(String text, int deliveryCount, Message message) throws JMSException {
        assertEquals(text, textOf(message));
        assertTrue(message.getJMSRedelivered(), "redelivered flag of " + text);
        assertEquals(deliveryCount, message.getIntProperty("JMSXDeliveryCount"), "delivery count of " + text);
    }
}
