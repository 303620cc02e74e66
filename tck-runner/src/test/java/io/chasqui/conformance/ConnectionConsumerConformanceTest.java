package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connection consumers on queues: the expert facilities of application servers. */
class ConnectionConsumerConformanceTest extends SessionScenario {

    private Queue queue;
    private Connection connection;
    private final Collected<String> texts = new Collected<>();

    @BeforeEach
    void openConnection() throws Exception {
        queue = newQueue();
        connection = newConnection();
    }

    private SessionPool pool(int mode, int size) throws JMSException {
        return new SessionPool(connection, mode, size, session -> this::note);
    }

    private void note(Message message) {
        try {
            texts.add(textOf(message));
        } catch (JMSException e) {
            texts.add(e.toString());
        }
    }

    private ConnectionConsumer consume(SessionPool pool, int maxMessages) throws JMSException {
        ConnectionConsumer consumer = connection.createConnectionConsumer(queue, null, pool, maxMessages);
        assertNotNull(consumer, "a connection consumer, or an exception");
        return consumer;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    @Covers({"ASF-1", "ASF-2", "ASF-3"})
    void loadsAtMostSoManyMessagesAndRunDeliversThem(int maxMessages) throws Exception {
        int count = 30;
        send(queue, numbered("", count / 2));
        SessionPool pool = pool(Session.AUTO_ACKNOWLEDGE, 1);
        ConnectionConsumer consumer = consume(pool, maxMessages);
        send(queue, numbered("more", count / 2));
        Set<String> expected = new HashSet<>(List.of(numbered("", count / 2)));
        expected.addAll(List.of(numbered("more", count / 2)));
        assertEquals(expected, new HashSet<>(texts.next(count)));
        for (int delivered = 0; delivered < count; ) {
            int run = pool.runs.next();
            assertTrue(run > 0 && run <= maxMessages, "a run delivered " + run);
            delivered += run;
        }
        consumer.close();
        assertEquals(0, pool.failures.size());
        assertEquals(0, texts.size());
        assertEmpty(queue);
    }

    @Test
    @Covers("ASF-3")
    void oneSessionDeliversInOrder() throws Exception {
        send(queue, numbered("", 30));
        consume(pool(Session.AUTO_ACKNOWLEDGE, 1), 4);
        assertEquals(List.of(numbered("", 30)), texts.next(30));
    }

    @Test
    @Covers("ASF-2")
    void loadsOnlyWhatTheSelectorSelects() throws Exception {
        SessionPool pool = pool(Session.AUTO_ACKNOWLEDGE, 2);
        ConnectionConsumer consumer = connection.createConnectionConsumer(queue, "wanted = TRUE", pool, 5);
        for (int i = 0; i < 10; i++) {
            TextMessage message = session().createTextMessage("" + i);
            message.setBooleanProperty("wanted", i % 2 == 1);
            send(queue, message);
        }
        assertEquals(Set.of("1", "3", "5", "7", "9"), new HashSet<>(texts.next(5)));
        consumer.close();
        assertHolds(queue, "0", "2", "4", "6", "8");
        assertEquals(0, texts.size());
    }

    @Test
    @Covers("ASF-2")
    void severalServerSessionsWorkAtOnce() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        SessionPool pool = new SessionPool(connection, Session.AUTO_ACKNOWLEDGE, 2, session -> message -> {
            both.countDown();
            try {
                texts.add(both.await(WAIT_MILLIS, TimeUnit.MILLISECONDS) ? "together" : "alone");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        consume(pool, 1);
        send(queue, "one", "two");
        assertEquals(List.of("together", "together"), texts.next(2));
    }

    @Test
    @Covers("ASF-2")
    void nothingIsLoadedWhileTheConnectionIsStopped() throws Exception {
        connection.stop();
        send(queue, "one");
        consume(pool(Session.AUTO_ACKNOWLEDGE, 1), 1);
        texts.assertNothingComes();
        connection.start();
        assertEquals("one", texts.next());
    }

    @Test
    @Covers("ASF-4")
    void aSessionWithADistinguishedListenerSendsButDoesNotReceive() throws Exception {
        Session session = connection.createSession();
        session.setMessageListener(message -> {});
        send(queue, "one");
        assertThrows(JMSException.class, () -> session.createConsumer(queue).receiveNoWait());
        assertThrows(JMSException.class, () -> session.createConsumer(queue).setMessageListener(message -> {}));
        session.close();
        Queue out = newQueue();
        consume(
                new SessionPool(connection, Session.AUTO_ACKNOWLEDGE, 1, own -> message -> {
                    try {
                        sendThrough(own, out, "reply to " + textOf(message));
                    } catch (JMSException e) {
                        texts.add(e.toString());
                    }
                }),
                1);
        assertEquals("reply to one", textOf(receiveFrom(out)));
        assertEquals(0, texts.size());
    }

    @Test
    @Covers("ASF-5")
    void whileThePoolBlocksOthersGetMessagesAndNoneIsLost() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        SessionPool lending = pool(Session.AUTO_ACKNOWLEDGE, 1);
        ServerSessionPool blocking = () -> {
            try {
                await("permission", release);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return lending.getServerSession();
        };
        connection.createConnectionConsumer(queue, null, blocking, 1);
        send(queue, "one", "two", "three", "four");
        Set<String> seen = new HashSet<>();
        try (MessageConsumer other = session().createConsumer(queue)) {
            seen.add(receiveText(other));
            seen.add(receiveText(other));
        }
        release.countDown();
        seen.addAll(texts.next(2));
        assertEquals(Set.of("one", "two", "three", "four"), seen);
        assertEquals(0, texts.size());
    }

    @Test
    @Covers("ASF-7")
    void nullDestinationsAndPoolsAreRefused() throws Exception {
        SessionPool pool = pool(Session.AUTO_ACKNOWLEDGE, 1);
        assertThrows(InvalidDestinationException.class, () -> connection.createConnectionConsumer(null, null, pool, 1));
        assertThrows(JMSException.class, () -> connection.createConnectionConsumer(queue, null, null, 1));
        assertThrows(
                InvalidDestinationException.class,
                () -> connection.createSharedConnectionConsumer(null, "s", null, pool, 1));
        assertThrows(
                InvalidDestinationException.class,
                () -> connection.createDurableConnectionConsumer(null, "d", null, pool, 1));
        assertThrows(
                InvalidDestinationException.class,
                () -> connection.createSharedDurableConnectionConsumer(null, "sd", null, pool, 1));
    }

    @Test
    @Covers("ASF-8")
    void clientAcknowledgeIsUpToTheListener() throws Exception {
        send(queue, "acknowledged", "left");
        SessionPool pool = new SessionPool(connection, Session.CLIENT_ACKNOWLEDGE, 1, session -> message -> {
            try {
                if (textOf(message).equals("acknowledged")) {
                    message.acknowledge();
                }
            } catch (JMSException e) {
                texts.add(e.toString());
            }
            note(message);
        });
        consume(pool, 1);
        assertEquals(List.of("acknowledged", "left"), texts.next(2));
        connection.close();
        assertRedelivery("left", 2, receiveFrom(queue));
        assertEmpty(queue);
    }

    @Test
    @Covers("ASF-8")
    void autoAcknowledgesEachMessageWhoseListenerReturned() throws Exception {
        send(queue, "one", "two", "three");
        SessionPool pool = pool(Session.AUTO_ACKNOWLEDGE, 1);
        consume(pool, 2);
        texts.next(3);
        for (int delivered = 0; delivered < 3; ) {
            delivered += pool.runs.next();
        }
        connection.close();
        assertEmpty(queue);
    }

    @Test
    @Covers("ASF-8")
    void aTransactedSessionCommitsAndRollsBack() throws Exception {
        send(queue, "one", "two");
        SessionPool pool = new SessionPool(connection, Session.SESSION_TRANSACTED, 1, session -> message -> {
            try {
                boolean first = !message.getJMSRedelivered();
                if (first && textOf(message).equals("one")) {
                    session.rollback();
                    texts.add("rolled back");
                } else {
                    session.commit();
                    note(message);
                }
            } catch (JMSException e) {
                texts.add(e.toString());
            }
        });
        consume(pool, 1);
        assertEquals(Set.of("rolled back", "one", "two"), new HashSet<>(texts.next(3)));
        connection.close();
        assertEmpty(queue);
    }

    @Test
    @Covers("ASF-9")
    void closeStopsLoadingAndWhatIsLoadedIsProcessed() throws Exception {
        CountDownLatch inListener = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        SessionPool pool = new SessionPool(connection, Session.AUTO_ACKNOWLEDGE, 1, session -> message -> {
            inListener.countDown();
            try {
                await("permission", release);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            note(message);
        });
        send(queue, "one", "two");
        ConnectionConsumer consumer = consume(pool, 2);
        await("the listener", inListener);
        var closing = inBackground(() -> {
            consumer.close();
            return true;
        });
        release.countDown();
        assertTrue(resultOf(closing));
        assertEquals("one", texts.next());
        consumer.close();
        // Whether "two" was loaded with "one" is a matter of time; it is processed or still there, and nothing later is
        // loaded.
        send(queue, "three");
        Set<String> rest = new HashSet<>();
        try (MessageConsumer other = session().createConsumer(queue)) {
            for (String text = receiveText(other); !text.equals("three"); text = receiveText(other)) {
                rest.add(text);
            }
            assertNull(other.receiveNoWait());
        }
        if (rest.isEmpty()) {
            assertEquals("two", texts.next());
        }
        assertEquals(0, texts.size());
    }

    @Test
    @Covers("ASF-5")
    void aPoolThatFailsLosesNothing() throws Exception {
        send(queue, "one");
        CountDownLatch asked = new CountDownLatch(1);
        ServerSessionPool failing = () -> {
            asked.countDown();
            throw new JMSException("no session, says a test");
        };
        ConnectionConsumer consumer = connection.createConnectionConsumer(queue, null, failing, 1);
        await("the pool", asked);
        consumer.close();
        assertEquals("one", textOf(receiveFrom(queue)));
    }

    /** Our decision. */
    @Test
    @Covers("ASF-10")
    void aSessionKeepsItsDistinguishedListenerAndRunReturnsAtOnce() throws Exception {
        Session session = connection.createSession();
        assertNull(session.getMessageListener());
        MessageListener listener = message -> texts.add("called");
        session.setMessageListener(listener);
        assertSame(listener, session.getMessageListener());
        session.run();
        assertEquals(0, texts.size());
        ServerSession unused = pool(Session.AUTO_ACKNOWLEDGE, 1).getServerSession();
        unused.getSession().run();
        assertEquals(0, texts.size());
    }
}
