package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A session runs one thing at a time, and which calls other threads may make nevertheless. */
class SessionThreadingConformanceTest extends SessionScenario {

    @Test
    @Covers({"SES-3", "SES-4"})
    void theListenersOfASessionRunOneAtATime() throws Exception {
        int consumers = 4;
        int each = 25;
        Session session = newSession(Session.AUTO_ACKNOWLEDGE);
        AtomicInteger inside = new AtomicInteger();
        Collected<Integer> entered = new Collected<>();
        MessageListener shared = message -> {
            entered.add(inside.incrementAndGet());
            // Stays a little, so that a second thread would be seen.
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
            inside.decrementAndGet();
        };
        List<Queue> queues = new ArrayList<>();
        for (int i = 0; i < consumers; i++) {
            Queue queue = newQueue();
            queues.add(queue);
            send(queue, numbered("", each));
            session.createConsumer(queue).setMessageListener(shared);
        }
        for (Queue queue : queues) {
            send(queue, numbered("", each));
        }
        assertEquals(Set.of(1), new HashSet<>(entered.next(2 * consumers * each)));
    }

    @Test
    @Covers({"SES-3", "SES-6"})
    void whileAListenerRunsTheSessionsOtherMessagesWait() throws Exception {
        Queue first = newQueue();
        Queue second = newQueue();
        Session session = newSession(Session.AUTO_ACKNOWLEDGE);
        CountDownLatch inFirst = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Collected<String> events = new Collected<>();
        session.createConsumer(first).setMessageListener(message -> {
            inFirst.countDown();
            waitFor(release);
            events.add("first ends");
        });
        session.createConsumer(second).setMessageListener(message -> events.add("second"));
        send(first, "one");
        await("the first listener", inFirst);
        send(second, "two");
        events.assertNothingComes();
        release.countDown();
        assertEquals(List.of("first ends", "second"), events.next(2));
    }

    /** The specification forbids it to applications; the decision not to refuse it is ours, and the TCK's. */
    @Test
    @Covers("SES-8")
    void aSessionWithAListenerStillSendsForAnotherThread() throws Exception {
        Queue queue = newQueue();
        Session session = newSession(Session.AUTO_ACKNOWLEDGE);
        Collected<Message> received = new Collected<>();
        session.createConsumer(queue).setMessageListener(received::add);
        sendThrough(session, queue, "one");
        assertEquals("one", textOf(received.next()));
    }

    /** Our decision: the same consumer cannot do both, another of the session can. */
    @Test
    @Covers("SES-9")
    void aConsumerEitherListensOrReceives() throws Exception {
        Queue listened = newQueue();
        Queue polled = newQueue();
        Session session = newSession(Session.AUTO_ACKNOWLEDGE);
        MessageConsumer listening = session.createConsumer(listened);
        Collected<Message> received = new Collected<>();
        listening.setMessageListener(received::add);
        assertThrows(IllegalStateException.class, listening::receiveNoWait);
        assertThrows(IllegalStateException.class, () -> listening.receive(1));
        assertThrows(IllegalStateException.class, listening::receive);
        send(listened, "one");
        send(polled, "two");
        assertEquals("one", textOf(received.next()));
        try (MessageConsumer receiving = session.createConsumer(polled)) {
            assertEquals("two", receiveText(receiving));
        }
    }

    /** Our decision: it works, or the second thread is refused; nothing is lost or doubled. */
    @Test
    @Covers("SES-10")
    void twoThreadsReceivingInOneSessionCorruptNothing() throws Exception {
        int count = 100;
        Queue queue = newQueue();
        Session session = newSession(Session.AUTO_ACKNOWLEDGE);
        MessageConsumer one = session.createConsumer(queue);
        MessageConsumer two = session.createConsumer(queue);
        send(queue, numbered("", count));
        Future<List<String>> first = inBackground(() -> drain(one));
        Future<List<String>> second = inBackground(() -> drain(two));
        List<String> all = new ArrayList<>(resultOf(first));
        all.addAll(resultOf(second));
        session.close();
        try (MessageConsumer rest = session().createConsumer(queue)) {
            for (Message left = rest.receiveNoWait(); left != null; left = rest.receiveNoWait()) {
                all.add(textOf(left));
            }
        }
        assertEquals(count, all.size());
        assertEquals(Set.of(numbered("", count)), new HashSet<>(all));
    }

    private static List<String> drain(MessageConsumer consumer) throws JMSException {
        List<String> texts = new ArrayList<>();
        try {
            for (Message next = consumer.receiveNoWait(); next != null; next = consumer.receiveNoWait()) {
                texts.add(textOf(next));
            }
        } catch (IllegalStateException refused) {
            return texts;
        }
        return texts;
    }

    /** The specification advises against it; that it works is our decision. */
    @Test
    @Covers("SES-11")
    void listenersMayBeSetWhileTheConnectionIsStarted() throws Exception {
        int each = 30;
        Session session = newSession(Session.AUTO_ACKNOWLEDGE);
        List<Collected<Message>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Queue queue = newQueue();
            send(queue, numbered("", each));
            Collected<Message> received = new Collected<>();
            session.createConsumer(queue).setMessageListener(received::add);
            all.add(received);
        }
        for (Collected<Message> received : all) {
            assertEquals(List.of(numbered("", each)), texts(received.next(each)));
        }
    }

    @Test
    @Covers("SES-12")
    void contextsMayAddListenersWhileTheyDeliver() throws Exception {
        int each = 50;
        JMSContext context = newContext();
        List<Collected<Message>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Queue queue = newQueue();
            send(queue, numbered("early", each));
            Collected<Message> received = new Collected<>();
            context.createConsumer(queue).setMessageListener(received::add);
            all.add(received);
            send(queue, numbered("late", each));
        }
        for (Collected<Message> received : all) {
            List<String> expected = new ArrayList<>(List.of(numbered("early", each)));
            expected.addAll(List.of(numbered("late", each)));
            assertEquals(expected, texts(received.next(2 * each)));
        }
    }

    @TestFactory
    @Covers("SES-13")
    Stream<DynamicTest> anotherThreadMayCloseWhatIsReceiving() {
        return Stream.of(
                dynamicTest("MessageConsumer.close", () -> {
                    MessageConsumer consumer = session().createConsumer(newQueue());
                    closesWhileReceiving(inBackground(consumer::receive), consumer);
                }),
                dynamicTest("Session.close", () -> {
                    Session session = newSession(Session.CLIENT_ACKNOWLEDGE);
                    MessageConsumer consumer = session.createConsumer(newQueue());
                    closesWhileReceiving(inBackground(consumer::receive), session);
                }),
                dynamicTest("Connection.close", () -> {
                    Connection connection = newConnection();
                    MessageConsumer consumer = connection.createSession().createConsumer(newQueue());
                    closesWhileReceiving(inBackground(consumer::receive), connection);
                }),
                dynamicTest("JMSConsumer.close", () -> {
                    JMSConsumer consumer = newContext().createConsumer(newQueue());
                    closesWhileReceiving(inBackground(consumer::receive), consumer);
                }),
                dynamicTest("JMSContext.close", () -> {
                    JMSContext context = newContext();
                    JMSConsumer consumer = context.createConsumer(newQueue());
                    closesWhileReceiving(inBackground(consumer::receive), context);
                }));
    }

    private static void closesWhileReceiving(Future<Message> receiving, AutoCloseable resource) throws Exception {
        assertThrows(TimeoutException.class, () -> receiving.get(30, TimeUnit.MILLISECONDS));
        resource.close();
        assertNull(resultOf(receiving));
    }

    @TestFactory
    @Covers("SES-13")
    Stream<DynamicTest> anotherThreadMayCloseWhatIsListening() {
        return Stream.of(
                dynamicTest("MessageConsumer.close", () -> {
                    Queue queue = newQueue();
                    MessageConsumer consumer =
                            newSession(Session.AUTO_ACKNOWLEDGE).createConsumer(queue);
                    closesWhileListening(queue, consumer, consumer);
                }),
                dynamicTest("Session.close", () -> {
                    Queue queue = newQueue();
                    Session session = newSession(Session.AUTO_ACKNOWLEDGE);
                    closesWhileListening(queue, session.createConsumer(queue), session);
                }),
                dynamicTest("Connection.close", () -> {
                    Queue queue = newQueue();
                    Connection connection = newConnection();
                    closesWhileListening(queue, connection.createSession().createConsumer(queue), connection);
                }));
    }

    private void closesWhileListening(Queue queue, MessageConsumer consumer, AutoCloseable resource) throws Exception {
        CountDownLatch inListener = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        consumer.setMessageListener(message -> {
            inListener.countDown();
            waitFor(release);
            ended.incrementAndGet();
        });
        send(queue, "one");
        await("the listener", inListener);
        Future<Integer> closing = inBackground(() -> {
            resource.close();
            return ended.get();
        });
        assertThrows(TimeoutException.class, () -> closing.get(30, TimeUnit.MILLISECONDS));
        release.countDown();
        assertEquals(1, resultOf(closing), "close returned before the listener did");
    }

    @Test
    @Covers("SES-14")
    void anotherContextMayBeCreatedWhileTheSessionIsBusy() throws Exception {
        Queue busy = newQueue();
        Queue other = newQueue();
        JMSContext context = newContext();
        CountDownLatch inListener = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        context.createConsumer(busy).setMessageListener(message -> {
            inListener.countDown();
            waitFor(release);
        });
        send(busy, "one");
        await("the listener", inListener);
        Future<String> created = inBackground(() -> {
            try (JMSContext second = context.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
                second.createProducer().send(other, "two");
                try (JMSConsumer consumer = second.createConsumer(other)) {
                    return receiveText(consumer);
                }
            }
        });
        try {
            assertEquals("two", resultOf(created));
        } finally {
            release.countDown();
        }
    }

    private static List<String> texts(List<Message> messages) throws JMSException {
        List<String> texts = new ArrayList<>();
        for (Message message : messages) {
            texts.add(textOf(message));
        }
        return texts;
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            if (!latch.await(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new java.lang.IllegalStateException("nobody released the listener");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
