package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Acknowledgement of messages given to listeners, and what happens when a listener throws or recovers. */
class AcknowledgeListenerConformanceTest extends SessionScenario {

    /** What a listener does after it noted a message. */
    @FunctionalInterface
    private interface Reaction {
        void to(String text, int deliveryCount) throws Exception;
    }

    private Queue queue;
    private final Collected<String> seen = new Collected<>();

    @BeforeEach
    void nameTheQueue() throws Exception {
        queue = newQueue();
    }

    /** Notes text and delivery count of each message, and that the redelivered flag fits, then reacts. */
    private void listen(Session session, Reaction reaction) throws JMSException {
        session.createConsumer(queue).setMessageListener(message -> {
            try {
                int count = message.getIntProperty("JMSXDeliveryCount");
                seen.add(textOf(message) + count + (message.getJMSRedelivered() == count > 1 ? "" : " flag wrong"));
                reaction.to(textOf(message), count);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                seen.add(e.toString());
            }
        });
    }

    private static void fail() {
        throw new IllegalArgumentException("thrown by a test");
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    @Covers("ACK-2")
    void acknowledgesWhenTheListenerReturned(int mode) throws Exception {
        send(queue, "one", "two");
        Session session = newSession(mode);
        listen(session, (text, count) -> {});
        assertEquals(List.of("one1", "two1"), seen.next(2));
        session.close();
        assertEmpty(queue);
    }

    @Test
    @Covers("ACK-2")
    void doesNotAcknowledgeBeforeTheListenerReturned() throws Exception {
        send(queue, "one");
        Session session = newSession(Session.AUTO_ACKNOWLEDGE);
        AtomicInteger calls = new AtomicInteger();
        listen(session, (text, count) -> {
            if (calls.incrementAndGet() == 1) {
                // If the message were acknowledged by now, recover would have nothing to bring back.
                session.recover();
            }
        });
        assertEquals(List.of("one1", "one2"), seen.next(2));
    }

    @Test
    @Covers("ACK-3")
    void recoverInAnAutoAcknowledgeListenerRedeliversTheCurrentMessageOnly() throws Exception {
        send(queue, "one", "two", "three");
        Session session = newSession(Session.AUTO_ACKNOWLEDGE);
        listen(session, (text, count) -> {
            if (text.equals("two") && count < 3) {
                session.recover();
            }
        });
        assertEquals(List.of("one1", "two1", "two2", "two3", "three1"), seen.next(5));
        session.close();
        assertEquals(0, seen.size());
        assertEmpty(queue);
    }

    @Test
    @Covers("ACK-7")
    void clientAcknowledgeInAListenerCoversAllItWasGiven() throws Exception {
        send(queue, "one", "two", "three", "four");
        Session session = newSession(Session.CLIENT_ACKNOWLEDGE);
        Collected<String> done = new Collected<>();
        session.createConsumer(queue).setMessageListener(message -> {
            try {
                if (textOf(message).equals("three")) {
                    message.acknowledge();
                }
                done.add(textOf(message));
            } catch (JMSException e) {
                done.add(e.toString());
            }
        });
        assertEquals(List.of("one", "two", "three", "four"), done.next(4));
        session.close();
        assertRedelivery("four", 2, receiveFrom(queue));
        assertEmpty(queue);
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    @Covers("ACK-21")
    void aMessageWhoseListenerThrowsComesAgainAtOnce(int mode) throws Exception {
        send(queue, "one", "two", "three");
        Session session = newSession(mode);
        long begin = System.nanoTime();
        listen(session, (text, count) -> {
            if (text.equals("two") && count < 3) {
                fail();
            }
        });
        assertEquals(List.of("one1", "two1", "two2", "two3", "three1"), seen.next(5));
        long tookMillis = (System.nanoTime() - begin) / 1_000_000;
        assertTrue(tookMillis < 1_500, "at once, not after " + tookMillis + " ms");
        session.close();
        assertEmpty(queue);
    }

    @Test
    @Covers("ACK-21")
    void aMessageWhoseListenerThrowsComesAgainInAContext() throws Exception {
        send(queue, "one", "two");
        JMSContext context = newContext();
        AtomicInteger calls = new AtomicInteger();
        context.createConsumer(queue).setMessageListener(message -> {
            try {
                seen.add(textOf(message) + message.getIntProperty("JMSXDeliveryCount"));
            } catch (JMSException e) {
                seen.add(e.toString());
            }
            if (calls.incrementAndGet() == 1) {
                fail();
            }
        });
        assertEquals(List.of("one1", "one2", "two1"), seen.next(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    @Covers("ACK-22")
    void aMessageThatAlwaysFailsIsPutAsideInTheEnd(int mode) throws Exception {
        send(queue, "poison", "good");
        Session session = newSession(mode);
        listen(session, (text, count) -> {
            if (text.equals("poison")) {
                fail();
            }
        });
        int attempts = 0;
        String last = seen.next();
        while (last.startsWith("poison")) {
            attempts++;
            assertEquals("poison" + attempts, last);
            assertTrue(attempts < 1_000, "the attempts do not end");
            last = seen.next();
        }
        assertEquals("good1", last);
        assertTrue(attempts > 1, "attempts: " + attempts);
        session.close();
        assertEmpty(queue);
    }

    @Test
    @Covers("ACK-23")
    void clientAcknowledgeGoesOnAfterAListenerThrew() throws Exception {
        send(queue, "one", "two");
        Session session = newSession(Session.CLIENT_ACKNOWLEDGE);
        listen(session, (text, count) -> {
            if (text.equals("two") && count == 1) {
                session.recover();
            } else if (count == 1) {
                fail();
            }
        });
        assertEquals(List.of("one1", "two1", "one2", "two2"), seen.next(4));
        session.close();
        assertEquals(2, browse(queue).size());
    }

    /** That an Error is treated like a RuntimeException is our decision. */
    @Test
    @Covers("ACK-25")
    void anErrorFromAListenerLeavesTheSessionAlive() throws Exception {
        send(queue, "one", "two");
        Session session = newSession(Session.AUTO_ACKNOWLEDGE);
        listen(session, (text, count) -> {
            if (text.equals("one") && count == 1) {
                throw new TestError();
            }
        });
        assertEquals(List.of("one1", "one2", "two1"), seen.next(3));
        send(queue, "three");
        assertEquals("three1", seen.next());
    }

    private static final class TestError extends Error {
        private static final long serialVersionUID = 1;

        TestError() {
            super("thrown by a test");
        }
    }

    @Test
    @Covers("ACK-2")
    void closingTheSessionWaitsForTheListenerAndKeepsItsAcknowledgement() throws Exception {
        send(queue, "one", "two");
        Session session = newSession(Session.AUTO_ACKNOWLEDGE);
        CountDownLatch inListener = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        listen(session, (text, count) -> {
            inListener.countDown();
            await("permission", release);
        });
        await("the listener", inListener);
        var closing = inBackground(() -> {
            session.close();
            return true;
        });
        release.countDown();
        assertTrue(resultOf(closing));
        int processed = seen.size();
        try (MessageConsumer rest = session().createConsumer(queue)) {
            if (processed == 1) {
                Message left = receive(rest);
                assertFirstDelivery("two", left);
            }
            assertNull(rest.receiveNoWait());
        }
    }
}
