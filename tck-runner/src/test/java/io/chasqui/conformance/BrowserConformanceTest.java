package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** What a queue browser shows, and that it changes nothing. */
class BrowserConformanceTest extends ConformanceTest {

    @Test
    @Covers({"BRW-1", "BRW-2", "BRW-10"})
    void browsingShowsTheQueueInOrderAndChangesNothing() throws Exception {
        Queue queue = newQueue();
        send(queue, "first", "second", "third");
        for (int i = 0; i < 3; i++) {
            for (Message message : browse(queue, null)) {
                assertFalse(message.getJMSRedelivered());
                assertTrue(!message.propertyExists("JMSXDeliveryCount")
                        || message.getIntProperty("JMSXDeliveryCount") <= 1);
            }
            assertEquals(List.of("first", "second", "third"), texts(browse(queue, null)));
        }
        MessageConsumer consumer = session().createConsumer(queue);
        for (String text : List.of("first", "second", "third")) {
            Message message = receive(consumer);
            assertEquals(text, textOf(message));
            assertFalse(message.getJMSRedelivered());
            assertEquals(1, message.getIntProperty("JMSXDeliveryCount"));
        }
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Covers("BRW-10")
    void browsingDoesNotRaiseTheCountOfARedeliveredMessage() throws Exception {
        Queue queue = newQueue();
        send(queue, "again");
        Session session = newSession(Session.SESSION_TRANSACTED);
        try (MessageConsumer consumer = session.createConsumer(queue)) {
            receive(consumer);
        }
        session.rollback();
        for (int i = 0; i < 2; i++) {
            Message browsed = browse(queue, null).get(0);
            browsed.getJMSRedelivered();
            browsed.getIntProperty("JMSXDeliveryCount");
        }
        Message received = receiveFrom(queue);
        assertTrue(received.getJMSRedelivered());
        assertEquals(2, received.getIntProperty("JMSXDeliveryCount"));
    }

    @Test
    @Covers("BRW-2")
    void browsingFollowsThePriorityAsReceivingDoes() throws Exception {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        for (int priority : new int[] {4, 9, 0, 4, 9}) {
            producer.send(session().createTextMessage("priority " + priority), 2, priority, 0);
        }
        List<String> browsed = texts(browse(queue, null));
        List<String> received = new ArrayList<>();
        MessageConsumer consumer = session().createConsumer(queue);
        for (int i = 0; i < 5; i++) {
            received.add(receiveText(consumer));
        }
        assertEquals(received, browsed);
    }

    @Test
    @Covers("BRW-2")
    void aBrowserWithASelectorShowsMatchingMessagesOnly() throws Exception {
        Queue queue = newQueue();
        for (int i = 0; i < 6; i++) {
            Message message = session().createTextMessage("message " + i);
            message.setIntProperty("odd", i % 2);
            send(queue, message);
        }
        assertEquals(List.of("message 1", "message 3", "message 5"), texts(browse(queue, "odd = 1")));
    }

    @Test
    @Covers({"BRW-4", "BRW-5"})
    void anEnumerationEndsEvenWhileProducersKeepAdding() throws Exception {
        Queue queue = newQueue();
        send(queue, "first", "second");
        MessageProducer producer = session().createProducer(queue);
        int seen = 0;
        try (QueueBrowser browser = session().createBrowser(queue)) {
            Enumeration<?> messages = browser.getEnumeration();
            while (messages.hasMoreElements()) {
                messages.nextElement();
                seen++;
                assertTrue(seen < 5_000, "the enumeration has no end");
                producer.send(session().createMessage());
            }
        }
        assertTrue(seen >= 2, "seen " + seen);
    }

    @Test
    @Covers("BRW-6")
    void everyEnumerationStartsAnew() throws Exception {
        Queue queue = newQueue();
        send(queue, "first");
        try (QueueBrowser browser = session().createBrowser(queue)) {
            assertEquals(List.of("first"), texts(Browsed.all(browser)));
            send(queue, "second");
            assertEquals(List.of("first", "second"), texts(Browsed.all(browser)));
            assertEquals(List.of("first", "second"), texts(Browsed.all(browser)));
            receiveFrom(queue);
            assertEquals(List.of("second"), texts(Browsed.all(browser)));
        }
    }

    @Test
    @Covers("BRW-7")
    void uncommittedMessagesAreNotShown() throws Exception {
        Queue queue = newQueue();
        Session transacted = newSession(Session.SESSION_TRANSACTED);
        transacted.createProducer(queue).send(transacted.createTextMessage("uncommitted"));
        send(queue, "marker");
        assertEquals(List.of("marker"), texts(browse(queue, null)));
        transacted.commit();
        assertEquals(2, browse(queue, null).size());
    }

    /** The rule leaves this open; ours is not to show what somebody else is working on. */
    @Test
    @Covers("BRW-8")
    void messagesBeingConsumedAreNotShown() throws Exception {
        Queue queue = newQueue();
        send(queue, "being consumed", "waiting");
        Session session = newSession(Session.CLIENT_ACKNOWLEDGE);
        try (MessageConsumer consumer = session.createConsumer(queue)) {
            receive(consumer);
        }
        assertEquals(List.of("waiting"), texts(browse(queue, null)));
        session.recover();
        assertEquals(List.of("being consumed", "waiting"), texts(browse(queue, null)));
    }

    @Test
    @Covers("BRW-9")
    void browsedMessagesAreReadOnlyAndNotAcknowledged() throws Exception {
        Queue queue = newQueue();
        Message sent = session().createTextMessage("text");
        sent.setIntProperty("number", 1);
        send(queue, sent);
        Session session = newSession(Session.CLIENT_ACKNOWLEDGE);
        try (QueueBrowser browser = session.createBrowser(queue)) {
            TextMessage browsed = (TextMessage) browser.getEnumeration().nextElement();
            assertThrows(MessageNotWriteableException.class, () -> browsed.setText("changed"));
            assertThrows(MessageNotWriteableException.class, () -> browsed.setIntProperty("number", 2));
            browsed.acknowledge();
        }
        session.close();
        Message received = receiveFrom(queue);
        assertEquals("text", textOf(received));
        assertEquals(1, received.getIntProperty("number"));
        assertFalse(received.getJMSRedelivered());
    }

    @Test
    @Covers("BRW-9")
    void browsedMessagesAreCopies() throws Exception {
        Queue queue = newQueue();
        send(queue, "text");
        TextMessage browsed = (TextMessage) browse(queue, null).get(0);
        browsed.clearBody();
        browsed.setText("changed");
        browsed.setJMSType("changed");
        assertEquals(List.of("text"), texts(browse(queue, null)));
        Message received = receiveFrom(queue);
        assertEquals("text", textOf(received));
        assertNull(received.getJMSType());
    }

    @Test
    @Covers("BRW-11")
    void readingPastTheEndFails() throws Exception {
        Queue queue = newQueue();
        send(queue, "only");
        try (QueueBrowser browser = session().createBrowser(queue)) {
            Enumeration<?> messages = browser.getEnumeration();
            messages.nextElement();
            assertThrows(NoSuchElementException.class, messages::nextElement);
            assertFalse(messages.hasMoreElements());
            assertThrows(NoSuchElementException.class, messages::nextElement);
        }
        try (QueueBrowser empty = session().createBrowser(newQueue())) {
            assertThrows(NoSuchElementException.class, empty.getEnumeration()::nextElement);
        }
    }

    private List<Message> browse(Queue queue, String selector) throws JMSException {
        try (QueueBrowser browser = session().createBrowser(queue, selector)) {
            return Browsed.all(browser);
        }
    }

    private static List<String> texts(List<Message> messages) throws JMSException {
        List<String> texts = new ArrayList<>();
        for (Message message : messages) {
            texts.add(textOf(message));
        }
        return texts;
    }
}
