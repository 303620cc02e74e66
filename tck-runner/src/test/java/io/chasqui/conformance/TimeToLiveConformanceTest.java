package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages with a time to live: wherever they wait, they are not handed over once it has passed. */
class TimeToLiveConformanceTest extends ConformanceTest {

    private static final long SHORT_MILLIS = 20;

    @ParameterizedTest
    @ValueSource(ints = {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT})
    @Covers({"PRD-22", "PRD-24"})
    void aMessageThatExpiredInTheQueueIsNotReceived(int mode) throws Exception {
        Queue queue = newQueue();
        awaitExpired(sendShortLived(queue, mode));
        send(queue, "marker");
        MessageConsumer consumer = session().createConsumer(queue);
        assertEquals("marker", receiveText(consumer));
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Covers("PRD-22")
    void aMessageIsReceivedBeforeItExpires() throws Exception {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        producer.setTimeToLive(60_000);
        producer.send(session().createTextMessage("in time"));
        assertEquals("in time", textOf(receiveFrom(queue)));
    }

    @Test
    @Covers("PRD-24")
    void aMessageThatExpiredInTheBufferOfTheConsumerIsNotReceived() throws Exception {
        Queue queue = newQueue();
        MessageConsumer consumer = session().createConsumer(queue);
        send(queue, "first");
        Message expiring = sendShortLived(queue, DeliveryMode.NON_PERSISTENT);
        assertEquals("first", receiveText(consumer));
        awaitExpired(expiring);
        assertNull(consumer.receiveNoWait());
        send(queue, "marker");
        assertEquals("marker", receiveText(consumer));
    }

    @Test
    @Covers("PRD-24")
    void aMessageThatExpiredWhileTheConnectionWasStoppedIsNotReceived() throws Exception {
        Queue queue = newQueue();
        Connection stopping = newConnection();
        MessageConsumer consumer = stopping.createSession().createConsumer(queue);
        Collected<String> texts = new Collected<>();
        consumer.setMessageListener(Trial.of(message -> texts.add(textOf((Message) message))));
        stopping.stop();
        awaitExpired(sendShortLived(queue, DeliveryMode.PERSISTENT));
        send(queue, "marker");
        stopping.start();
        assertEquals("marker", texts.next());
    }

    @Test
    @Covers("PRD-24")
    void aMessageThatExpiredBehindABusyListenerIsNotGivenToIt() throws Exception {
        Queue queue = newQueue();
        Collected<String> texts = new Collected<>();
        Trial listener = Trial.held(message -> texts.add(textOf((Message) message)));
        newSession(Session.AUTO_ACKNOWLEDGE).createConsumer(queue).setMessageListener(listener);
        send(queue, "first");
        listener.awaitEntered();
        Message expiring = sendShortLived(queue, DeliveryMode.PERSISTENT);
        send(queue, "marker");
        awaitExpired(expiring);
        listener.release();
        assertEquals(List.of("first", "marker"), texts.next(2));
    }

    @Test
    @Covers({"PRD-24", "BRW-7"})
    void anExpiredMessageIsNotBrowsed() throws Exception {
        Queue queue = newQueue();
        awaitExpired(sendShortLived(queue, DeliveryMode.PERSISTENT));
        send(queue, "marker");
        try (QueueBrowser browser = session().createBrowser(queue)) {
            List<Message> browsed = Browsed.all(browser);
            assertEquals(1, browsed.size());
            assertEquals("marker", textOf(browsed.get(0)));
        }
    }

    @Test
    @Covers("PRD-24")
    void anExpiredMessageIsNotGivenToASubscriber() throws Exception {
        Topic topic = newTopic();
        MessageConsumer plain = session().createConsumer(topic);
        String clientId = names.clientId();
        String name = names.subscription();
        Connection durable = newConnection(clientId);
        durable.createSession().createDurableConsumer(topic, name).close();
        awaitExpired(sendShortLived(topic, DeliveryMode.PERSISTENT));
        send(topic, "marker");
        assertEquals("marker", receiveText(plain));
        Session session = durable.createSession();
        try (MessageConsumer resumed = session.createDurableConsumer(topic, name)) {
            assertEquals("marker", receiveText(resumed));
        }
        session.unsubscribe(name);
    }

    @Test
    @Covers("PRD-25")
    void anExpiredMessageDoesNotCountAsADeliveryOfTheNext() throws Exception {
        Queue queue = newQueue();
        MessageConsumer consumer = session().createConsumer(queue);
        awaitExpired(sendShortLived(queue, DeliveryMode.PERSISTENT));
        send(queue, "marker");
        Message next = receive(consumer);
        assertEquals("marker", textOf(next));
        assertFalse(next.getJMSRedelivered());
        assertEquals(1, next.getIntProperty("JMSXDeliveryCount"));
    }

    private Message sendShortLived(Destination destination, int mode) throws JMSException {
        try (MessageProducer producer = session().createProducer(destination)) {
            Message message = session().createTextMessage("expires");
            producer.send(message, mode, 4, SHORT_MILLIS);
            return message;
        }
    }

    private static void awaitExpired(Message message) throws Exception {
        awaitClockPast(message.getJMSExpiration());
    }
}
