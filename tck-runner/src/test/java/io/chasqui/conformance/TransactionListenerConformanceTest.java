package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Transactions decided by listeners, and transactions with messages that expire or come later. */
class TransactionListenerConformanceTest extends SessionScenario {

    @Test
    @Covers("TX-15")
    void aListenerThatThrowsDoesNotRollBack() throws Exception {
        Queue queue = newQueue();
        send(queue, "one", "two");
        Session transacted = newSession(Session.SESSION_TRANSACTED);
        Collected<String> seen = new Collected<>();
        transacted.createConsumer(queue).setMessageListener(message -> {
            try {
                seen.add(textOf(message) + " " + message.getJMSRedelivered());
                if (textOf(message).equals("two")) {
                    transacted.commit();
                    seen.add("committed");
                }
            } catch (JMSException e) {
                seen.add(e.toString());
            }
            throw new IllegalArgumentException("thrown by a test");
        });
        assertEquals(List.of("one false", "two false", "committed"), seen.next(3));
        transacted.close();
        assertEmpty(queue);
    }

    @Test
    @Covers("TX-16")
    void aListenersRollbackIncludesTheMessageItIsGiven() throws Exception {
        Queue queue = newQueue();
        send(queue, "one", "two");
        Session transacted = newSession(Session.SESSION_TRANSACTED);
        Collected<String> seen = new Collected<>();
        transacted.createConsumer(queue).setMessageListener(message -> {
            try {
                int count = message.getIntProperty("JMSXDeliveryCount");
                seen.add(textOf(message) + count);
                if (textOf(message).equals("two")) {
                    if (count == 1) {
                        transacted.rollback();
                    } else {
                        transacted.commit();
                        seen.add("committed");
                    }
                }
            } catch (JMSException e) {
                seen.add(e.toString());
            }
        });
        assertEquals(List.of("one1", "two1", "one2", "two2", "committed"), seen.next(5));
        transacted.close();
        assertEmpty(queue);
    }

    @Test
    @Covers("TX-16")
    void aListenersCommitIncludesTheMessageItIsGiven() throws Exception {
        Queue queue = newQueue();
        send(queue, "one");
        Session transacted = newSession(Session.SESSION_TRANSACTED);
        Collected<String> seen = new Collected<>();
        transacted.createConsumer(queue).setMessageListener(message -> {
            try {
                transacted.commit();
                transacted.rollback();
                seen.add(textOf(message));
            } catch (JMSException e) {
                seen.add(e.toString());
            }
        });
        assertEquals("one", seen.next());
        transacted.close();
        assertEmpty(queue);
        assertEquals(0, seen.size());
    }

    @Test
    @Covers("TX-19")
    void timeToLiveRunsFromTheSend() throws Exception {
        Queue queue = newQueue();
        Session transacted = newSession(Session.SESSION_TRANSACTED);
        Message message = transacted.createTextMessage("expires before commit");
        try (MessageProducer producer = transacted.createProducer(queue)) {
            long before = System.currentTimeMillis();
            producer.setTimeToLive(40);
            producer.send(message);
            long after = System.currentTimeMillis();
            assertBetween(before + 40, message.getJMSExpiration(), after + 40);
            producer.setTimeToLive(0);
            producer.send(transacted.createTextMessage("stays"));
        }
        awaitClockPast(message.getJMSExpiration());
        transacted.commit();
        assertHolds(queue, "stays");
    }

    @Test
    @Covers("TX-19")
    void deliveryDelayRunsFromTheSend() throws Exception {
        Queue queue = newQueue();
        Session transacted = newSession(Session.SESSION_TRANSACTED);
        Message message = transacted.createTextMessage("due before commit");
        try (MessageProducer producer = transacted.createProducer(queue)) {
            long before = System.currentTimeMillis();
            producer.setDeliveryDelay(400);
            producer.send(message);
            long after = System.currentTimeMillis();
            assertBetween(before + 400, message.getJMSDeliveryTime(), after + 400);
        }
        awaitClockPast(message.getJMSDeliveryTime());
        transacted.commit();
        long committed = System.currentTimeMillis();
        try (MessageConsumer consumer = session().createConsumer(queue)) {
            Message received = receive(consumer);
            assertEquals(message.getJMSDeliveryTime(), received.getJMSDeliveryTime());
            assertTrue(System.currentTimeMillis() - committed < 350, "the delay began again at commit");
            assertNull(consumer.receiveNoWait());
        }
    }

    private static void assertBetween(long low, long value, long high) {
        assertTrue(low <= value && value <= high, value + " must be between " + low + " and " + high);
    }
}
