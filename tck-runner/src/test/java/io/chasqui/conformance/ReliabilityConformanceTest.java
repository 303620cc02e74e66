package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often a message arrives, as far as no broker has to fail. */
class ReliabilityConformanceTest extends SessionScenario {

    @ParameterizedTest
    @ValueSource(ints = {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT})
    @Covers({"ORD-12", "ORD-18"})
    void oneSendYieldsOneMessageForEachSubscription(int deliveryMode) throws Exception {
        Topic topic = newTopic();
        Session session = newConnection(names.clientId()).createSession();
        try (MessageConsumer plain = session.createConsumer(topic);
                MessageConsumer second = session.createConsumer(topic);
                MessageConsumer shared = session.createSharedConsumer(topic, "s");
                MessageConsumer durable = session.createDurableConsumer(topic, "d");
                MessageConsumer sharedDurable = session.createSharedDurableConsumer(topic, "sd")) {
            publish(topic, deliveryMode, 30);
            for (MessageConsumer consumer : List.of(plain, second, shared, durable, sharedDurable)) {
                assertEquals(List.of(numbered("", 30)), receiveTexts(consumer, 30));
                assertNull(consumer.receiveNoWait());
            }
        }
        session.unsubscribe("d");
        session.unsubscribe("sd");
    }

    @Test
    @Covers({"ORD-12", "ORD-18"})
    void aDurableSubscriptionKeepsPersistentMessagesWhileNobodyListens() throws Exception {
        Topic topic = newTopic();
        Session session = newConnection(names.clientId()).createSession();
        session.createDurableConsumer(topic, "d").close();
        session.createSharedDurableConsumer(topic, "sd").close();
        publish(topic, DeliveryMode.PERSISTENT, 30);
        try (MessageConsumer durable = session.createDurableConsumer(topic, "d");
                MessageConsumer sharedDurable = session.createSharedDurableConsumer(topic, "sd")) {
            for (MessageConsumer consumer : List.of(durable, sharedDurable)) {
                assertEquals(List.of(numbered("", 30)), receiveTexts(consumer, 30));
                assertNull(consumer.receiveNoWait());
            }
        }
        session.unsubscribe("d");
        session.unsubscribe("sd");
    }

    @Test
    @Covers("ORD-12")
    void oneSendYieldsOneMessageInAQueueWhoeverConsumes() throws Exception {
        int count = 100;
        Queue queue = newQueue();
        Collected<String> received = new Collected<>();
        for (int i = 0; i < 3; i++) {
            newSession(Session.AUTO_ACKNOWLEDGE).createConsumer(queue).setMessageListener(message -> {
                try {
                    received.add(textOf(message));
                } catch (jakarta.jms.JMSException e) {
                    received.add(e.toString());
                }
            });
        }
        send(queue, numbered("", count));
        assertEquals(count, received.next(count).stream().distinct().count());
        assertEmpty(queue);
        assertEquals(0, received.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.CLIENT_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    @Covers({"ORD-11", "ORD-14"})
    void anAcknowledgedNonPersistentMessageNeverComesAgain(int mode) throws Exception {
        Queue queue = newQueue();
        publish(queue, DeliveryMode.NON_PERSISTENT, 50);
        Session session = newSession(mode);
        MessageConsumer consumer = session.createConsumer(queue);
        assertEquals(List.of(numbered("", 49)), receiveTexts(consumer, 49));
        Message last = receive(consumer);
        if (mode == Session.SESSION_TRANSACTED) {
            session.commit();
            session.rollback();
        } else {
            last.acknowledge();
            session.recover();
        }
        assertNull(consumer.receiveNoWait());
        session.close();
        assertEmpty(queue);
    }

    @Test
    @Covers("ORD-16")
    void aPersistentMessageExpiresAllTheSame() throws Exception {
        Queue queue = newQueue();
        Message expiring = session().createTextMessage("expires");
        try (MessageProducer producer = session().createProducer(queue)) {
            producer.send(expiring, DeliveryMode.PERSISTENT, 4, 10);
            producer.send(session().createTextMessage("stays"));
        }
        awaitClockPast(expiring.getJMSExpiration());
        assertHolds(queue, "stays");
    }

    private void publish(jakarta.jms.Destination destination, int deliveryMode, int count) throws Exception {
        try (MessageProducer producer = session().createProducer(destination)) {
            producer.setDeliveryMode(deliveryMode);
            for (String text : numbered("", count)) {
                producer.send(session().createTextMessage(text));
            }
        }
    }
}
