package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.Enumeration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** JMSRedelivered and JMSXDeliveryCount, which say the same. */
class RedeliveryHeadersConformanceTest extends ConformanceTest {

    @Test
    @Covers({"HDR-19", "JSX-2"})
    void theFirstDeliveryIsNoRedelivery() throws Exception {
        Message message = session().createMessage();
        message.setJMSRedelivered(true);
        assertDelivery(1, roundTrip(message, Message.class));
    }

    @Test
    @Covers("JSX-2")
    void aListenerAndABrowserSeeTheDeliveryCount() throws Exception {
        Queue queue = newQueue();
        send(queue, "x");
        try (QueueBrowser browser = session().createBrowser(queue)) {
            Enumeration<?> messages = browser.getEnumeration();
            assertTrue(((Message) messages.nextElement()).propertyExists("JMSXDeliveryCount"));
        }
        Collected<Message> heard = new Collected<>();
        newSession(Session.AUTO_ACKNOWLEDGE).createConsumer(queue).setMessageListener(heard::add);
        assertDelivery(1, heard.next());
    }

    @Test
    @Covers({"HDR-20", "HDR-22", "JSX-3"})
    void recoverCountsADelivery() throws Exception {
        Queue queue = newQueue();
        send(queue, "x");
        Session session = newSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        for (int count = 1; count <= 4; count++) {
            assertDelivery(count, receive(consumer));
            session.recover();
        }
    }

    @Test
    @Covers({"HDR-20", "HDR-22", "JSX-3"})
    void rollbackCountsADelivery() throws Exception {
        Queue queue = newQueue();
        send(queue, "x");
        Session session = newSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(queue);
        for (int count = 1; count <= 4; count++) {
            assertDelivery(count, receive(consumer));
            session.rollback();
        }
    }

    @Test
    @Covers({"HDR-20", "HDR-22", "JSX-3"})
    void closingTheSessionCountsADelivery() throws Exception {
        Queue queue = newQueue();
        send(queue, "x");
        for (int count = 1; count <= 3; count++) {
            try (Session session = newSession(Session.CLIENT_ACKNOWLEDGE)) {
                assertDelivery(count, receive(session.createConsumer(queue)));
            }
        }
    }

    @Test
    @Covers({"HDR-20", "HDR-22", "JSX-3"})
    void closingTheConnectionCountsADelivery() throws Exception {
        Queue queue = newQueue();
        send(queue, "x");
        for (int count = 1; count <= 3; count++) {
            try (Connection connection = newConnection()) {
                Session session = connection.createSession(Session.SESSION_TRANSACTED);
                assertDelivery(count, receive(session.createConsumer(queue)));
            }
        }
    }

    @Test
    @Covers({"HDR-20", "HDR-22", "JSX-3"})
    void aFailingListenerCountsADelivery() throws Exception {
        Queue queue = newQueue();
        Collected<Message> heard = new Collected<>();
        AtomicInteger calls = new AtomicInteger();
        newSession(Session.AUTO_ACKNOWLEDGE).createConsumer(queue).setMessageListener(message -> {
            heard.add(message);
            if (calls.incrementAndGet() < 2) {
                throw new RuntimeException("the listener fails on purpose");
            }
        });
        send(queue, "x");
        assertDelivery(1, heard.next());
        assertDelivery(2, heard.next());
    }

    @Test
    @Covers("HDR-21")
    void aMessageNobodySawIsNotRedelivered() throws Exception {
        Queue queue = newQueue();
        send(queue, "seen", "not seen");
        try (Session session = newSession(Session.CLIENT_ACKNOWLEDGE)) {
            receive(session.createConsumer(queue));
        }
        try (MessageConsumer consumer = session().createConsumer(queue)) {
            assertDelivery(2, receive(consumer));
            assertDelivery(1, receive(consumer));
        }
    }

    private static void assertDelivery(int count, Message message) throws JMSException {
        assertEquals(count, message.getIntProperty("JMSXDeliveryCount"));
        assertEquals(count > 1, message.getJMSRedelivered());
    }
}
