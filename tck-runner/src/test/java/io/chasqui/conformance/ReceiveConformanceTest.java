package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of receive: how long they wait, what they return, and how idle consumers share. */
class ReceiveConformanceTest extends ConformanceTest {

    /** Every form of receive that waits longer than any test. */
    enum Waiting {
        WITHOUT_LIMIT {
            @Override
            Message receive(MessageConsumer consumer) throws JMSException {
                return consumer.receive();
            }
        },
        ZERO {
            @Override
            Message receive(MessageConsumer consumer) throws JMSException {
                return consumer.receive(0);
            }
        },
        LONG {
            @Override
            Message receive(MessageConsumer consumer) throws JMSException {
                return consumer.receive(60_000);
            }
        };

        abstract Message receive(MessageConsumer consumer) throws JMSException;
    }

    @ParameterizedTest
    @EnumSource(Waiting.class)
    @Covers({"CNS-1", "CNS-2"})
    void receiveWaitsForTheNextMessage(Waiting waiting) throws Exception {
        Queue queue = newQueue();
        MessageConsumer consumer = newConnection().createSession().createConsumer(queue);
        BlockedCall<Message> call = BlockedCall.start(() -> waiting.receive(consumer));
        call.awaitBlocked();
        send(queue, "awaited");
        assertEquals("awaited", textOf(resultOf(call.future())));
    }

    @ParameterizedTest
    @EnumSource(Waiting.class)
    @Covers({"CNS-1", "CNS-7"})
    void receiveReturnsNullWhenTheConsumerIsClosed(Waiting waiting) throws Exception {
        MessageConsumer consumer = session().createConsumer(newQueue());
        BlockedCall<Message> call = BlockedCall.start(() -> waiting.receive(consumer));
        call.awaitBlocked();
        consumer.close();
        assertNull(resultOf(call.future()));
    }

    @ParameterizedTest
    @EnumSource(Waiting.class)
    @Covers({"CNS-1", "CNS-7"})
    void receiveReturnsNullWhenTheSessionIsClosed(Waiting waiting) throws Exception {
        Session session = newSession(Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(newTopic());
        BlockedCall<Message> call = BlockedCall.start(() -> waiting.receive(consumer));
        call.awaitBlocked();
        session.close();
        assertNull(resultOf(call.future()));
    }

    @ParameterizedTest
    @EnumSource(Waiting.class)
    @Covers({"CNS-1", "CNS-7"})
    void receiveReturnsNullWhenTheConnectionIsClosed(Waiting waiting) throws Exception {
        Connection connection = newConnection();
        MessageConsumer consumer = connection.createSession().createConsumer(newQueue());
        BlockedCall<Message> call = BlockedCall.start(() -> waiting.receive(consumer));
        call.awaitBlocked();
        connection.close();
        assertNull(resultOf(call.future()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Covers("CNS-3")
    void receiveReturnsNullAfterItsTimeout(boolean started) throws Exception {
        Queue queue = newQueue();
        Connection connection = started ? newConnection() : stoppedConnection();
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        if (!started) {
            send(queue, "waits");
        }
        long start = System.nanoTime();
        assertNull(consumer.receive(60));
        long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertTrue(tookMillis >= 59, "gave up after " + tookMillis + " ms");
    }

    /** The rule leaves negative timeouts open; ours is to treat them as "do not wait". */
    @Test
    @Covers("CNS-4")
    void aNegativeTimeoutDoesNotWait() throws Exception {
        Queue queue = newQueue();
        MessageConsumer consumer = session().createConsumer(queue);
        assertNull(consumer.receive(-1));
        send(queue, "available");
        assertEquals("available", textOf(consumer.receive(Long.MIN_VALUE)));
    }

    @Test
    @Covers("CNS-5")
    void receiveNoWaitReturnsNullFromAnEmptyQueue() throws Exception {
        Queue queue = newQueue();
        MessageConsumer consumer = session().createConsumer(queue);
        assertNull(consumer.receiveNoWait());
        send(queue, "only");
        assertEquals("only", textOf(consumer.receiveNoWait()));
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Covers({"CNS-5", "CNS-6"})
    void receiveNoWaitFindsEveryMessageThatIsInTheQueue() throws Exception {
        Queue queue = newQueue();
        Session sending = newConnection().createSession();
        MessageProducer producer = sending.createProducer(queue);
        for (int i = 0; i < 500; i++) {
            producer.send(sending.createTextMessage("message " + i));
        }
        MessageConsumer consumer = session().createConsumer(queue);
        for (int i = 0; i < 500; i++) {
            Message message = consumer.receiveNoWait();
            assertNotNull(message, "message " + i + " is in the queue, but was not found");
            assertEquals("message " + i, textOf(message));
        }
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Covers("CNS-6")
    void receiveNoWaitFindsWhatAnotherConnectionHasJustSent() throws Exception {
        Queue queue = newQueue();
        MessageConsumer consumer = newConnection().createSession().createConsumer(queue);
        for (int i = 0; i < 100; i++) {
            send(queue, "message " + i);
            Message message = consumer.receiveNoWait();
            assertNotNull(message, "message " + i + " is in the queue, but was not found");
            assertEquals("message " + i, textOf(message));
        }
    }

    @Test
    @Covers("CNS-10")
    void receiveKeepsTheMessageForTheTransaction() throws Exception {
        Queue queue = newQueue();
        Session transacted = newSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = transacted.createConsumer(queue);
        send(queue, "first", "second");
        assertEquals("first", receiveText(consumer));
        transacted.rollback();
        assertEquals("first", receiveText(consumer));
        transacted.commit();
        transacted.close();
        assertEquals("second", textOf(receiveFrom(queue)));
    }

    /** The rule leaves interruption open; ours is a JMSException, the flag stays, and no message is lost. */
    @Test
    @Covers("CNS-12")
    void anInterruptedReceiveFailsAndLosesNothing() throws Exception {
        Queue queue = newQueue();
        MessageConsumer consumer = session().createConsumer(queue);
        BlockedCall<Boolean> call = BlockedCall.start(() -> {
            assertThrows(JMSException.class, consumer::receive);
            return Thread.currentThread().isInterrupted();
        });
        call.awaitBlocked();
        call.interrupt();
        assertTrue(resultOf(call.future()), "the interrupt flag was cleared");
        send(queue, "first", "second");
        assertEquals("first", receiveText(consumer));
        assertEquals("second", receiveText(consumer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"consumer", "session", "connection"})
    @Covers({"CNS-7", "CNS-8"})
    void aMessageRacingWithCloseIsReceivedOrKept(String closed) throws Exception {
        for (int round = 0; round < 10; round++) {
            Queue queue = newQueue();
            Connection connection = newConnection();
            Session session = connection.createSession();
            MessageConsumer consumer = session.createConsumer(queue);
            BlockedCall<Message> call = BlockedCall.start(consumer::receive);
            call.awaitBlocked();
            BlockedCall<String> close = BlockedCall.startAction(() -> {
                switch (closed) {
                    case "consumer" -> consumer.close();
                    case "session" -> session.close();
                    default -> connection.close();
                }
            });
            send(queue, "racing");
            resultOf(close.future());
            assertReceivedOrKept(resultOf(call.future()), queue);
        }
    }

    @Test
    @Covers({"CNS-11", "CNS-12"})
    void aMessageRacingWithAnInterruptIsReceivedOrKept() throws Exception {
        for (int round = 0; round < 10; round++) {
            Queue queue = newQueue();
            Connection connection = newConnection();
            MessageConsumer consumer = connection.createSession().createConsumer(queue);
            BlockedCall<Message> call = BlockedCall.start(() -> {
                try {
                    return consumer.receive();
                } catch (JMSException interrupted) {
                    return null;
                }
            });
            call.awaitBlocked();
            BlockedCall<String> interrupt = BlockedCall.startAction(call::interrupt);
            send(queue, "racing");
            resultOf(interrupt.future());
            Message received = resultOf(call.future());
            connection.close();
            assertReceivedOrKept(received, queue);
        }
    }

    private void assertReceivedOrKept(Message received, Queue queue) throws JMSException {
        try (MessageConsumer next = session().createConsumer(queue)) {
            Message kept = next.receiveNoWait();
            assertTrue((received == null) != (kept == null), "received " + received + ", kept " + kept);
        }
    }

    /** Destinations come into being when they are first used. */
    @Test
    @Covers("CNS-20")
    void consumersMayBeCreatedOnDestinationsNobodyHasUsed() throws Exception {
        Queue queue = newQueue();
        Topic topic = newTopic();
        MessageConsumer onQueue = session().createConsumer(queue);
        MessageConsumer onTopic = session().createConsumer(topic);
        send(queue, "queue");
        send(topic, "topic");
        assertEquals("queue", receiveText(onQueue));
        assertEquals("topic", receiveText(onTopic));
    }

    /** The rule leaves noLocal on a queue open; ours is to ignore it. */
    @Test
    @Covers("CNS-21")
    void noLocalMeansNothingOnAQueue() throws Exception {
        Queue queue = newQueue();
        MessageConsumer consumer = session().createConsumer(queue, null, true);
        send(queue, "own");
        assertEquals("own", receiveText(consumer));
    }

    @Test
    @Covers("CNS-22")
    void aConsumerWithABusyListenerDoesNotStarveTheOthers() throws Exception {
        Queue queue = newQueue();
        Trial busy = Trial.held();
        newConnection().createSession().createConsumer(queue).setMessageListener(busy);
        send(queue, "keeps the listener busy");
        busy.awaitEntered();
        MessageConsumer other = session().createConsumer(queue);
        Session sending = newSession(Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = sending.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        for (int i = 0; i < 3_000; i++) {
            producer.send(sending.createMessage());
        }
        assertNotNull(other.receive(WAIT_MILLIS), "the busy consumer took all");
        busy.release();
    }

    @Test
    @Covers("CNS-23")
    void eitherOfTwoIdleConsumersOfAQueueGetsTheNextMessage() throws Exception {
        Queue queue = newQueue();
        MessageConsumer first = newSession(Session.AUTO_ACKNOWLEDGE).createConsumer(queue);
        MessageConsumer second = newSession(Session.AUTO_ACKNOWLEDGE).createConsumer(queue);
        assertEitherGetsTheNext(queue, first, second);
    }

    @Test
    @Covers("CNS-23")
    void eitherOfTwoIdleConsumersOfASharedSubscriptionGetsTheNextMessage() throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        MessageConsumer first = session().createSharedConsumer(topic, name);
        MessageConsumer second = session().createSharedConsumer(topic, name);
        assertEitherGetsTheNext(topic, first, second);
    }

    private void assertEitherGetsTheNext(Destination destination, MessageConsumer first, MessageConsumer second)
            throws Exception {
        // Not a strict alternation, so that distribution in turns does not pass by luck.
        MessageConsumer[] turns = {first, second, second, first, first, first, second, second, second};
        for (int i = 0; i < turns.length; i++) {
            send(destination, "message " + i);
            MessageConsumer idle = turns[i] == first ? second : first;
            assertEquals("message " + i, receiveText(turns[i]));
            assertNull(idle.receiveNoWait());
        }
    }
}
