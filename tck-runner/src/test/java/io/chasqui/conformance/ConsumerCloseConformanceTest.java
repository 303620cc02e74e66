package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueReceiver;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicSubscriber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing a consumer: whom it waits for, and where its messages go. */
class ConsumerCloseConformanceTest extends ConformanceTest {

    @Test
    @Covers("CNS-9")
    void everyMethodOfAClosedConsumerFails() throws Exception {
        MessageConsumer consumer = session().createConsumer(newQueue());
        consumer.close();
        ClosedCalls.consumer().allThrow(IllegalStateException.class, consumer);
        consumer.close();
    }

    @Test
    @Covers("CNS-9")
    void everyMethodOfAConsumerWhoseSessionIsClosedFails() throws Exception {
        Session session = newSession(Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(newTopic());
        session.close();
        ClosedCalls.consumer().allThrow(IllegalStateException.class, consumer);
    }

    @Test
    @Covers("CNS-9")
    void everyMethodOfAClosedReceiverOrSubscriberFails() throws Exception {
        QueueConnection queues = track(provider.queueConnectionFactory().createQueueConnection());
        QueueReceiver receiver =
                queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE).createReceiver(newQueue());
        receiver.close();
        ClosedCalls.consumer().allThrow(IllegalStateException.class, receiver);
        new Calls<QueueReceiver>()
                .with("getQueue", QueueReceiver::getQueue)
                .allThrow(IllegalStateException.class, receiver);

        TopicConnection topics = track(provider.topicConnectionFactory().createTopicConnection());
        TopicSubscriber subscriber =
                topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE).createSubscriber(newTopic());
        subscriber.close();
        ClosedCalls.consumer().allThrow(IllegalStateException.class, subscriber);
        new Calls<TopicSubscriber>()
                .with("getTopic", TopicSubscriber::getTopic)
                .with("getNoLocal", TopicSubscriber::getNoLocal)
                .allThrow(IllegalStateException.class, subscriber);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                Session.AUTO_ACKNOWLEDGE,
                Session.CLIENT_ACKNOWLEDGE,
                Session.DUPS_OK_ACKNOWLEDGE,
                Session.SESSION_TRANSACTED
            })
    @Covers("CNS-13")
    void messagesNotHandedOutReturnToTheirPlace(int mode) throws Exception {
        Queue queue = newQueue();
        Session session = newSession(mode);
        MessageConsumer consumer = session.createConsumer(queue);
        for (int i = 0; i < 10; i++) {
            send(queue, "message " + i);
        }
        Message last = null;
        for (int i = 0; i < 3; i++) {
            last = receive(consumer);
            assertEquals("message " + i, textOf(last));
        }
        consumer.close();
        MessageConsumer next = session().createConsumer(queue);
        for (int i = 3; i < 10; i++) {
            Message message = receive(next);
            assertEquals("message " + i, textOf(message));
            assertFalse(message.getJMSRedelivered());
            assertEquals(1, message.getIntProperty("JMSXDeliveryCount"));
        }
        assertNull(next.receiveNoWait());
        settle(session, mode, last);
    }

    private static void settle(Session session, int mode, Message last) throws JMSException {
        if (mode == Session.SESSION_TRANSACTED) {
            session.commit();
        } else {
            last.acknowledge();
        }
    }

    @Test
    @Covers("CNS-15")
    void closeWaitsForTheRunningListener() throws Exception {
        Queue queue = newQueue();
        MessageConsumer consumer = newSession(Session.AUTO_ACKNOWLEDGE).createConsumer(queue);
        Trial held = Trial.held();
        consumer.setMessageListener(held);
        send(queue, "first");
        held.awaitEntered();
        BlockedCall<String> close = BlockedCall.startAction(consumer::close);
        close.awaitBlocked();
        held.release();
        resultOf(close.future());
        assertEquals(1, held.ended(), "close returned before the listener had");
        held.assertWorked();
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    @Covers({"CNS-16", "CNS-17"})
    void aListenerMayCloseItsConsumerAndItsMessageIsAcknowledged(int mode) throws Exception {
        Queue queue = newQueue();
        Connection connection = newConnection();
        Session session = connection.createSession(mode);
        MessageConsumer consumer = session.createConsumer(queue);
        Trial trial = Trial.of(message -> {
            consumer.close();
            assertEquals("first", textOf((Message) message));
        });
        consumer.setMessageListener(trial);
        send(queue, "first", "marker");
        trial.assertWorked();
        connection.close();
        assertEquals("marker", textOf(receiveFrom(queue)));
        assertEquals(0, trial.ended());
    }

    @Test
    @Covers("CNS-18")
    void messagesOfAClosedConsumerCanStillBeAcknowledged() throws Exception {
        Queue queue = newQueue();
        Session session = newSession(Session.CLIENT_ACKNOWLEDGE);
        send(queue, "acknowledged", "marker");
        MessageConsumer consumer = session.createConsumer(queue);
        Message message = receive(consumer);
        consumer.close();
        message.acknowledge();
        session.close();
        assertEquals("marker", textOf(receiveFrom(queue)));
    }

    @Test
    @Covers("CNS-18")
    void messagesOfAClosedConsumerCanStillBeCommitted() throws Exception {
        Queue queue = newQueue();
        Session session = newSession(Session.SESSION_TRANSACTED);
        send(queue, "committed", "marker");
        MessageConsumer consumer = session.createConsumer(queue);
        assertEquals("committed", receiveText(consumer));
        consumer.close();
        session.commit();
        session.close();
        assertEquals("marker", textOf(receiveFrom(queue)));
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.SESSION_TRANSACTED, Session.CLIENT_ACKNOWLEDGE})
    @Covers({"CNS-18", "CNS-19"})
    void messagesOfAClosedConsumerGoToAnotherConsumerOfTheQueue(int mode) throws Exception {
        Queue queue = newQueue();
        Session session = newSession(mode);
        send(queue, "again", "next");
        MessageConsumer consumer = session.createConsumer(queue);
        assertEquals("again", receiveText(consumer));
        consumer.close();
        MessageConsumer other = session().createConsumer(queue);
        assertEquals("next", receiveText(other));
        giveBack(session, mode);
        assertRedelivered("again", receive(other));
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.SESSION_TRANSACTED, Session.CLIENT_ACKNOWLEDGE})
    @Covers({"CNS-18", "CNS-19"})
    void messagesOfAClosedConsumerGoToAnotherConsumerOfTheSharedSubscription(int mode) throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        Session session = newSession(mode);
        MessageConsumer consumer = session.createSharedConsumer(topic, name);
        send(topic, "again", "next");
        assertEquals("again", receiveText(consumer));
        MessageConsumer other = session().createSharedConsumer(topic, name);
        consumer.close();
        assertEquals("next", receiveText(other));
        giveBack(session, mode);
        assertRedelivered("again", receive(other));
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.SESSION_TRANSACTED, Session.CLIENT_ACKNOWLEDGE})
    @Covers({"CNS-18", "CNS-19"})
    void messagesOfAClosedConsumerWaitInTheDurableSubscription(int mode) throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        Connection connection = newConnection(names.clientId());
        Session session = connection.createSession(mode);
        MessageConsumer consumer = session.createDurableConsumer(topic, name);
        send(topic, "again", "next");
        assertEquals("again", receiveText(consumer));
        consumer.close();
        giveBack(session, mode);
        Session resuming = connection.createSession();
        MessageConsumer resumed = resuming.createDurableConsumer(topic, name);
        assertRedelivered("again", receive(resumed));
        assertEquals("next", receiveText(resumed));
        resumed.close();
        resuming.unsubscribe(name);
    }

    private static void giveBack(Session session, int mode) throws JMSException {
        if (mode == Session.SESSION_TRANSACTED) {
            session.rollback();
        } else {
            session.recover();
        }
    }

    private static void assertRedelivered(String text, Message message) throws JMSException {
        assertEquals(text, textOf(message));
        assertTrue(message.getJMSRedelivered());
        assertEquals(2, message.getIntProperty("JMSXDeliveryCount"));
    }
}
