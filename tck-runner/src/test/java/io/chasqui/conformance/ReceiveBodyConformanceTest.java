package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JMSConsumer: as a MessageConsumer with unchecked exceptions, and receiveBody. */
class ReceiveBodyConformanceTest extends ConformanceTest {

    @Test
    @Covers("JCN-1")
    void aJmsConsumerReceivesAsAMessageConsumerDoes() throws Exception {
        Queue queue = newQueue();
        JMSContext context = newContext();
        JMSConsumer consumer = context.createConsumer(queue, "JMSPriority = 4");
        assertEquals("JMSPriority = 4", consumer.getMessageSelector());
        assertNull(consumer.receiveNoWait());
        assertNull(consumer.receive(1));
        send(queue, "one", "two", "three");
        assertEquals("one", textOf(consumer.receive()));
        assertEquals("two", textOf(consumer.receive(WAIT_MILLIS)));
        assertEquals("three", textOf(consumer.receiveNoWait()));
        BlockedCall<Message> call = BlockedCall.start(consumer::receive);
        call.awaitBlocked();
        consumer.close();
        assertNull(resultOf(call.future()));
        ClosedCalls.jmsConsumer().allThrow(IllegalStateRuntimeException.class, consumer);
        consumer.close();
    }

    @Test
    @Covers("JCN-2")
    void receiveBodyReturnsTheBodyAsItsClassOrASupertype() throws Exception {
        Queue queue = newQueue();
        JMSContext context = newContext();
        JMSConsumer consumer = context.createConsumer(queue);
        JMSProducer producer = context.createProducer();
        for (Class<?> type : List.of(String.class, Object.class, CharSequence.class, Serializable.class)) {
            producer.send(queue, "text");
            assertEquals("text", consumer.receiveBody(type));
        }
        for (Class<?> type : List.of(Map.class, Object.class)) {
            producer.send(queue, Map.of("a", 1));
            assertEquals(Map.of("a", 1), consumer.receiveBody(type, WAIT_MILLIS));
        }
        for (Class<?> type : List.of(byte[].class, Object.class)) {
            producer.send(queue, new byte[] {1, 2});
            assertArrayEquals(new byte[] {1, 2}, (byte[]) consumer.receiveBodyNoWait(type));
        }
        for (Class<?> type : List.of(ArrayList.class, List.class, Serializable.class, Object.class)) {
            producer.send(queue, new ArrayList<>(List.of("object")));
            assertEquals(List.of("object"), consumer.receiveBody(type));
        }
    }

    @Test
    @Covers("JCN-2")
    void receiveBodyReturnsNullWithoutAMessage() throws Exception {
        JMSConsumer consumer = newContext().createConsumer(newQueue());
        assertNull(consumer.receiveBody(String.class, 1));
        assertNull(consumer.receiveBodyNoWait(String.class));
        BlockedCall<String> call = BlockedCall.start(() -> consumer.receiveBody(String.class));
        call.awaitBlocked();
        consumer.close();
        assertNull(resultOf(call.future()));
    }

    @Test
    @Covers("JCN-3")
    void messagesWithoutASuitableBodyAreRefused() throws Exception {
        JMSContext context = newContext();
        List<Message> unsuitable = List.of(
                context.createStreamMessage(),
                context.createMessage(),
                context.createTextMessage("text"),
                context.createMapMessage(),
                context.createBytesMessage(),
                context.createObjectMessage("not a number"));
        for (Message message : unsuitable) {
            Queue queue = newQueue();
            send(queue, message);
            try (JMSConsumer consumer = context.createConsumer(queue)) {
                assertRefused(consumer, Integer.class);
                receive(consumer);
            }
        }
        Queue queue = newQueue();
        try (JMSConsumer consumer = context.createConsumer(queue)) {
            for (Message message : List.of(context.createStreamMessage(), context.createMessage())) {
                send(queue, message);
                assertRefused(consumer, Object.class);
                receive(consumer);
            }
        }
    }

    @Test
    @Covers("JCN-4")
    void messagesWithoutABodyAreRefused() throws Exception {
        JMSContext context = newContext();
        Map<Message, Class<?>> empty = Map.of(
                context.createTextMessage(), String.class,
                context.createObjectMessage(), Serializable.class,
                context.createMapMessage(), Map.class,
                context.createBytesMessage(), byte[].class);
        for (Map.Entry<Message, Class<?>> entry : empty.entrySet()) {
            Queue queue = newQueue();
            send(queue, entry.getKey());
            try (JMSConsumer consumer = context.createConsumer(queue)) {
                assertRefused(consumer, entry.getValue());
                receive(consumer);
            }
        }
    }

    private static void assertRefused(JMSConsumer consumer, Class<?> type) {
        assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(type, WAIT_MILLIS));
        assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(type));
        assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBodyNoWait(type));
    }

    @Test
    @Covers("JCN-5")
    void anObjectThatCannotBeDeserialisedIsRefused() throws Exception {
        Queue queue = newQueue();
        newContext().createProducer().send(queue, new ArrayList<>(List.of("object")));
        JMSContext strict = track(provider.allowingDeserialization().createContext());
        JMSConsumer consumer = strict.createConsumer(queue);
        assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(List.class, WAIT_MILLIS));
        receive(consumer);
    }

    @ParameterizedTest
    @ValueSource(ints = {JMSContext.AUTO_ACKNOWLEDGE, JMSContext.DUPS_OK_ACKNOWLEDGE})
    @Covers("JCN-6")
    void aRefusedMessageIsNextAgainAsIfNothingHadHappened(int mode) throws Exception {
        Queue queue = newQueue();
        JMSConsumer consumer = newContext(mode).createConsumer(queue);
        send(queue, "first", "second");
        for (int i = 0; i < 3; i++) {
            assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(Integer.class, WAIT_MILLIS));
        }
        try (MessageProducer producer = session().createProducer(queue)) {
            producer.send(session().createTextMessage("urgent"), 2, 9, 0);
        }
        Message message = receive(consumer);
        assertEquals("first", textOf(message));
        assertFalse(message.getJMSRedelivered());
        assertEquals(1, message.getIntProperty("JMSXDeliveryCount"));
        assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(Integer.class, WAIT_MILLIS));
        List<String> rest =
                List.of(consumer.receiveBody(String.class, WAIT_MILLIS), consumer.receiveBodyNoWait(String.class));
        assertEquals(2, rest.size());
        assertTrue(rest.containsAll(List.of("second", "urgent")));
        assertNull(consumer.receiveNoWait());
    }

    @ParameterizedTest
    @ValueSource(ints = {JMSContext.AUTO_ACKNOWLEDGE, JMSContext.DUPS_OK_ACKNOWLEDGE})
    @Covers("JCN-7")
    void aRefusedMessageGoesBackWhenTheConsumerIsClosed(int mode) throws Exception {
        Queue queue = newQueue();
        JMSContext context = newContext(mode);
        JMSConsumer consumer = context.createConsumer(queue);
        send(queue, "first", "second");
        assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(Integer.class, WAIT_MILLIS));
        consumer.close();
        JMSConsumer next = context.createConsumer(queue);
        Message message = receive(next);
        assertEquals("first", textOf(message));
        assertFalse(message.getJMSRedelivered());
        assertEquals(1, message.getIntProperty("JMSXDeliveryCount"));
        assertEquals("second", receiveText(next));
    }

    @Test
    @Covers("JCN-8")
    void aRefusedMessageIsRecoveredWithClientAcknowledge() throws Exception {
        Queue queue = newQueue();
        JMSContext context = newContext(JMSContext.CLIENT_ACKNOWLEDGE);
        JMSConsumer consumer = context.createConsumer(queue);
        send(queue, "first", "second");
        assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(Integer.class, WAIT_MILLIS));
        assertEquals("second", consumer.receiveBody(String.class, WAIT_MILLIS));
        context.recover();
        assertRedelivered("first", receive(consumer));
        assertRedelivered("second", receive(consumer));
        context.recover();
        assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(Integer.class, WAIT_MILLIS));
        assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(Integer.class, WAIT_MILLIS));
        context.acknowledge();
        context.close();
        send(queue, "marker");
        assertEquals("marker", textOf(receiveFrom(queue)));
    }

    @Test
    @Covers("JCN-9")
    void aRefusedMessageStaysInTheTransaction() throws Exception {
        Queue queue = newQueue();
        JMSContext context = newContext(JMSContext.SESSION_TRANSACTED);
        JMSConsumer consumer = context.createConsumer(queue);
        send(queue, "first", "second");
        assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(Integer.class, WAIT_MILLIS));
        context.rollback();
        assertRedelivered("first", receive(consumer));
        assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(Integer.class, WAIT_MILLIS));
        context.commit();
        context.close();
        send(queue, "marker");
        assertEquals("marker", textOf(receiveFrom(queue)));
    }

    private static void assertRedelivered(String text, Message message) throws JMSException {
        assertEquals(text, textOf(message));
        assertTrue(message.getJMSRedelivered());
        assertTrue(message.getIntProperty("JMSXDeliveryCount") >= 2);
    }

    @Test
    @Covers("JCN-10")
    void anExpiredMessageIsDroppedBeforeItsBodyIsLookedAt() throws Exception {
        Queue queue = newQueue();
        JMSConsumer consumer = newContext().createConsumer(queue);
        Message expiring = session().createStreamMessage();
        try (MessageProducer producer = session().createProducer(queue)) {
            producer.send(expiring, 2, 4, 10);
        }
        awaitClockPast(expiring.getJMSExpiration());
        send(queue, "marker");
        assertEquals("marker", consumer.receiveBody(String.class, WAIT_MILLIS));
    }
}
