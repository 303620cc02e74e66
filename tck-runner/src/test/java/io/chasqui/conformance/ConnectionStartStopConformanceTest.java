package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.Session;
import jakarta.jms.TopicConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection delivers between start and stop, and only then. */
class ConnectionStartStopConformanceTest extends SessionScenario {

    @Test
    @Covers({"CON-1", "CON-7"})
    void aNewConnectionSendsButDoesNotDeliver() throws Exception {
        Connection connection = stoppedConnection();
        Session session = connection.createSession();
        Queue queue = newQueue();
        sendThrough(session, queue, "early");
        try (MessageConsumer consumer = session.createConsumer(queue)) {
            assertNull(consumer.receiveNoWait());
            assertNull(consumer.receive(20));
            connection.start();
            assertEquals("early", receiveText(consumer));
        }
    }

    @Test
    @Covers("CON-1")
    void aNewConnectionCallsNoListener() throws Exception {
        Connection connection = stoppedConnection();
        Session session = connection.createSession();
        Queue queue = newQueue();
        send(queue, "early");
        AtomicBoolean started = new AtomicBoolean();
        Collected<Boolean> calls = new Collected<>();
        session.createConsumer(queue).setMessageListener(message -> calls.add(started.get()));
        calls.assertNothingComes();
        started.set(true);
        connection.start();
        assertTrue(calls.next(), "the listener was called before start");
    }

    @Test
    @Covers("CON-1")
    void newQueueAndTopicConnectionsAreStoppedToo() throws Exception {
        Queue queue = newQueue();
        send(queue, "early");
        QueueConnection queues = track(provider.queueConnectionFactory().createQueueConnection());
        MessageConsumer receiver =
                queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE).createReceiver(queue);
        assertNull(receiver.receiveNoWait());
        queues.start();
        assertEquals("early", receiveText(receiver));

        TopicConnection topics = track(provider.topicConnectionFactory().createTopicConnection());
        var topic = newTopic();
        MessageConsumer subscriber =
                topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE).createSubscriber(topic);
        send(topic, "early");
        assertNull(subscriber.receiveNoWait());
        topics.start();
        assertEquals("early", receiveText(subscriber));
    }

    @Test
    @Covers("CON-2")
    void aNewContextIsStoppedUntilItsFirstConsumer() throws Exception {
        Queue queue = newQueue();
        send(queue, "one", "two");
        JMSContext manual = newContext();
        manual.setAutoStart(false);
        try (JMSConsumer consumer = manual.createConsumer(queue)) {
            assertNull(consumer.receiveNoWait());
            manual.start();
            assertEquals("one", receiveText(consumer));
        }
        JMSContext automatic = newContext();
        try (JMSConsumer consumer = automatic.createConsumer(queue)) {
            assertEquals("two", receiveText(consumer));
        }
    }

    @Test
    @Covers("CON-6")
    void startingTwiceAndStoppingTwiceDoesNothing() throws Exception {
        Connection connection = stoppedConnection();
        connection.stop();
        connection.start();
        connection.start();
        Queue queue = newQueue();
        send(queue, "one", "two");
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        assertEquals("one", receiveText(consumer));
        connection.stop();
        connection.stop();
        assertNull(consumer.receiveNoWait());
        connection.start();
        assertEquals("two", receiveText(consumer));
    }

    @Test
    @Covers("CON-7")
    void producersSendWhileStopped() throws Exception {
        Queue queue = newQueue();
        Connection connection = newConnection();
        Session session = connection.createSession();
        connection.stop();
        sendThrough(session, queue, "sent while stopped");
        try (Session transacted = connection.createSession(Session.SESSION_TRANSACTED)) {
            sendThrough(transacted, queue, "committed while stopped");
            transacted.commit();
        }
        assertHolds(queue, "sent while stopped", "committed while stopped");
    }

    @Test
    @Covers("CON-8")
    void whileStoppedReceiveBlocksOrTimesOut() throws Exception {
        Queue queue = newQueue();
        send(queue, "one");
        Connection connection = newConnection();
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        connection.stop();
        assertNull(consumer.receiveNoWait());
        long begin = System.nanoTime();
        assertNull(consumer.receive(60));
        long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        assertTrue(tookMillis >= 59 && tookMillis < WAIT_MILLIS, "receive(60) took " + tookMillis + " ms");
        Future<Message> waiting = inBackground(consumer::receive);
        assertStillRuns(waiting);
        connection.start();
        assertEquals("one", textOf(resultOf(waiting)));
    }

    @Test
    @Covers("CON-9")
    void noWaitingReceiveGetsAMessageAfterStopReturned() throws Exception {
        Queue queue = newQueue();
        Connection connection = newConnection();
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        Future<Message> waiting = inBackground(consumer::receive);
        connection.stop();
        send(queue, "after stop");
        assertStillRuns(waiting);
        connection.start();
        assertEquals("after stop", textOf(resultOf(waiting)));
    }

    @Test
    @Covers({"CON-8", "CON-9", "CON-14"})
    void listenersPauseBetweenStopAndStartAndMissNothing() throws Exception {
        int count = 200;
        Queue queue = newQueue();
        Connection connection = newConnection();
        Collected<String> texts = new Collected<>();
        CountDownLatch some = new CountDownLatch(20);
        connection.createSession().createConsumer(queue).setMessageListener(message -> {
            texts.add(text(message));
            some.countDown();
        });
        send(queue, numbered("", count));
        await("some messages", some);
        connection.stop();
        List<String> all = new ArrayList<>(texts.next(texts.size()));
        texts.assertNothingComes();
        send(queue, "last");
        connection.start();
        all.addAll(texts.next(count + 1 - all.size()));
        List<String> expected = new ArrayList<>(List.of(numbered("", count)));
        expected.add("last");
        assertEquals(expected, all);
        assertEquals(0, texts.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    @Covers("CON-14")
    void stopAndStartNeitherLoseNorRepeatNorReorder(int round) throws Exception {
        int count = 100 * round;
        Queue queue = newQueue();
        Connection connection = newConnection();
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        Future<List<String>> received = inBackground(() -> receiveTexts(consumer, count));
        try (MessageProducer producer = session().createProducer(queue)) {
            for (int i = 0; i < count; i++) {
                producer.send(session().createTextMessage("" + i));
                if (i % 20 == 0) {
                    connection.stop();
                    connection.start();
                }
            }
        }
        assertEquals(List.of(numbered("", count)), resultOf(received));
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Covers("CON-10")
    void stopWaitsForTheListenerWhichKeepsItsConnection() throws Exception {
        Queue requests = newQueue();
        Queue replies = newQueue();
        Connection connection = newConnection();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        CountDownLatch inListener = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Collected<Object> outcome = new Collected<>();
        session.createConsumer(requests).setMessageListener(message -> {
            try {
                inListener.countDown();
                await("permission", goOn);
                sendThrough(session, replies, "reply");
                message.acknowledge();
                session.commit();
                outcome.add("done");
            } catch (Exception | AssertionError e) {
                outcome.add(e);
            }
        });
        send(requests, "request");
        await("the listener", inListener);
        Future<Integer> stopping = inBackground(() -> {
            connection.stop();
            return outcome.size();
        });
        assertStillRuns(stopping);
        goOn.countDown();
        assertEquals(1, resultOf(stopping), "stop returned before the listener did");
        assertEquals("done", outcome.next());
        assertHolds(replies, "reply");
    }

    @Test
    @Covers("CON-11")
    void stopFromAListenerOfTheConnectionIsRefused() throws Exception {
        Queue queue = newQueue();
        Connection connection = newConnection();
        Collected<Exception> outcome = new Collected<>();
        connection
                .createSession()
                .createConsumer(queue)
                .setMessageListener(
                        message -> outcome.add(assertThrows(IllegalStateException.class, connection::stop)));
        send(queue, "one");
        outcome.next();

        JMSContext context = newContext();
        try (JMSConsumer consumer = context.createConsumer(queue)) {
            consumer.setMessageListener(
                    message -> outcome.add(assertThrows(IllegalStateRuntimeException.class, context::stop)));
            send(queue, "two");
            // The first listener, which still listens, may get it; both refuse.
            outcome.next();
        }
    }

    @Test
    @Covers("CON-12")
    void stopIsRefusedInListenersOfEverySessionOfTheConnection() throws Exception {
        Connection connection = newConnection();
        Connection other = newConnection();
        Collected<Exception> outcome = new Collected<>();
        for (int i = 0; i < 2; i++) {
            Queue queue = newQueue();
            Session session = connection.createSession();
            session.createConsumer(queue).setMessageListener(message -> {
                outcome.add(assertThrows(IllegalStateException.class, connection::stop));
            });
            send(queue, "one");
            outcome.next();
        }
        Queue queue = newQueue();
        Collected<String> done = new Collected<>();
        connection.createSession().createConsumer(queue).setMessageListener(message -> {
            try {
                other.stop();
                done.add("stopped the other connection");
            } catch (JMSException e) {
                done.add(e.toString());
            }
        });
        send(queue, "two");
        assertEquals("stopped the other connection", done.next());
    }

    @Test
    @Covers("CON-12")
    void stopIsRefusedInListenersOfEveryContextOfTheConnection() throws Exception {
        JMSContext first = newContext();
        JMSContext second = track(first.createContext(JMSContext.AUTO_ACKNOWLEDGE));
        Queue queue = newQueue();
        Collected<Exception> outcome = new Collected<>();
        second.createConsumer(queue).setMessageListener(message -> {
            outcome.add(assertThrows(IllegalStateRuntimeException.class, first::stop));
        });
        send(queue, "one");
        outcome.next();
    }

    @Test
    @Covers("CON-13")
    void aCompletionListenerMayStopItsContext() throws Exception {
        Queue queue = newQueue();
        JMSContext context = newContext();
        Collected<String> outcome = new Collected<>();
        context.createProducer()
                .setAsync(new CompletionListener() {
                    @Override
                    public void onCompletion(Message message) {
                        context.stop();
                        outcome.add("stopped");
                    }

                    @Override
                    public void onException(Message message, Exception exception) {
                        outcome.add(exception.toString());
                    }
                })
                .send(queue, "one");
        assertEquals("stopped", outcome.next());
        assertHolds(queue, "one");
    }

    private static String text(Message message) {
        try {
            return textOf(message);
        } catch (JMSException e) {
            return e.toString();
        }
    }

    private static void assertStillRuns(Future<?> work) {
        assertThrows(TimeoutException.class, () -> work.get(QUIET_MILLIS, TimeUnit.MILLISECONDS));
    }
}
