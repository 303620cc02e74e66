package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Session.recover: delivery begins again at the oldest unacknowledged message. */
class RecoverConformanceTest extends SessionScenario {

    private Queue queue;
    private Session client;

    @BeforeEach
    void openClientAcknowledgeSession() throws Exception {
        queue = newQueue();
        client = newSession(Session.CLIENT_ACKNOWLEDGE);
    }

    @Test
    @Covers("ACK-16")
    void recoverBeginsAgainAtTheOldestUnacknowledged() throws Exception {
        send(queue, "one", "two", "three", "four");
        MessageConsumer consumer = client.createConsumer(queue);
        receive(consumer).acknowledge();
        assertFirstDelivery("two", receive(consumer));
        assertFirstDelivery("three", receive(consumer));
        client.recover();
        assertRedelivery("two", 2, receive(consumer));
        assertRedelivery("three", 2, receive(consumer));
        assertFirstDelivery("four", receive(consumer));
        client.recover();
        assertRedelivery("two", 3, receive(consumer));
        assertRedelivery("three", 3, receive(consumer));
        assertRedelivery("four", 2, receive(consumer));
    }

    @Test
    @Covers({"ACK-17", "ORD-11"})
    void whatWasAcknowledgedNeverComesAgain() throws Exception {
        send(queue, numbered("", 20));
        MessageConsumer consumer = client.createConsumer(queue);
        for (int i = 0; i < 10; i++) {
            Message message = receive(consumer);
            assertEquals("" + i, textOf(message));
            message.acknowledge();
            client.recover();
        }
        assertFirstDelivery("10", receive(consumer));
        client.close();
        try (MessageConsumer rest = session().createConsumer(queue)) {
            assertRedelivery("10", 2, receive(rest));
            for (int i = 11; i < 20; i++) {
                assertFirstDelivery("" + i, receive(rest));
            }
            assertNull(rest.receiveNoWait());
        }
    }

    @Test
    @Covers("ACK-18")
    void recoverBringsAllBackWhateverCameMeanwhile() throws Exception {
        send(queue, "low one", "low two");
        MessageConsumer consumer = client.createConsumer(queue);
        assertEquals(List.of("low one", "low two"), receiveTexts(consumer, 2));
        try (MessageProducer producer = session().createProducer(queue)) {
            producer.send(session().createTextMessage("high"), DeliveryMode.PERSISTENT, 9, 0);
        }
        client.recover();
        assertEquals(Set.of("low one", "low two", "high"), new HashSet<>(receiveTexts(consumer, 3)));
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Covers("ACK-18")
    void recoverDoesNotBringBackWhatExpired() throws Exception {
        Message shortLived = session().createTextMessage("short-lived");
        try (MessageProducer producer = session().createProducer(queue)) {
            // Long enough to be received first on a busy machine.
            producer.send(shortLived, DeliveryMode.NON_PERSISTENT, 4, 500);
            producer.send(session().createTextMessage("lasting"));
        }
        MessageConsumer consumer = client.createConsumer(queue);
        assertEquals(List.of("short-lived", "lasting"), receiveTexts(consumer, 2));
        awaitClockPast(shortLived.getJMSExpiration());
        client.recover();
        assertRedelivery("lasting", 2, receive(consumer));
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Covers({"ACK-19", "ORD-9"})
    void recoverCoversAllConsumersOfTheSession() throws Exception {
        Queue second = newQueue();
        Topic topic = newTopic();
        MessageConsumer a = client.createConsumer(queue);
        MessageConsumer b = client.createConsumer(second);
        MessageConsumer c = client.createConsumer(topic);
        send(queue, "a1", "a2");
        send(second, "b1");
        send(topic, "c1");
        assertFirstDelivery("a1", receive(a));
        assertFirstDelivery("c1", receive(c));
        assertFirstDelivery("b1", receive(b));
        assertFirstDelivery("a2", receive(a));
        client.recover();
        assertRedelivery("b1", 2, receive(b));
        assertRedelivery("a1", 2, receive(a));
        assertRedelivery("c1", 2, receive(c));
        Message last = receive(a);
        assertRedelivery("a2", 2, last);
        last.acknowledge();
        client.recover();
        assertNull(a.receiveNoWait());
        assertNull(b.receiveNoWait());
        assertNull(c.receiveNoWait());
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE, Session.CLIENT_ACKNOWLEDGE})
    @Covers("ACK-20")
    void recoverWithNothingPendingChangesNothing(int mode) throws Exception {
        send(queue, "one", "two");
        Session session = newSession(mode);
        session.recover();
        MessageConsumer consumer = session.createConsumer(queue);
        session.recover();
        Message one = receive(consumer);
        assertFirstDelivery("one", one);
        one.acknowledge();
        session.recover();
        assertFirstDelivery("two", receive(consumer));
        assertNull(consumer.receiveNoWait());
        JMSContext context = newContext(mode);
        context.recover();
        JMSConsumer idle = context.createConsumer(newQueue());
        assertNull(idle.receiveNoWait());
        context.recover();
    }

    @Test
    @Covers("ACK-27")
    void aPlainSubscriptionRedeliversAfterRecoverAndRollback() throws Exception {
        Topic topic = newTopic();
        Session transacted = newSession(Session.SESSION_TRANSACTED);
        MessageConsumer recovering = client.createConsumer(topic);
        MessageConsumer rollingBack = transacted.createConsumer(topic);
        send(topic, "one", "two");
        assertFirstDelivery("one", receive(recovering));
        assertFirstDelivery("two", receive(recovering));
        client.recover();
        assertRedelivery("one", 2, receive(recovering));
        assertRedelivery("two", 2, receive(recovering));
        assertFirstDelivery("one", receive(rollingBack));
        transacted.rollback();
        assertRedelivery("one", 2, receive(rollingBack));
        assertFirstDelivery("two", receive(rollingBack));
        transacted.commit();
        transacted.rollback();
        assertNull(rollingBack.receiveNoWait());
    }
}
