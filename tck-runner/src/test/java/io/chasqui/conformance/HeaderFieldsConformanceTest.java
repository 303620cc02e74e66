package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The header fields a send sets: destination, mode, ID, priority, and that nobody else sets them. */
class HeaderFieldsConformanceTest extends ConformanceTest {

    @Test
    @Covers({"HDR-1", "HDR-2"})
    void theDestinationIsThatOfTheSend() throws Exception {
        Message message = session().createMessage();
        message.setJMSDestination(newTopic());
        Queue queue = newQueue();
        send(queue, message);
        assertEquals(queue, message.getJMSDestination());
        assertEquals(queue, receiveFrom(queue).getJMSDestination());

        Topic topic = newTopic();
        try (MessageConsumer consumer = session().createConsumer(topic);
                MessageProducer anonymous = session().createProducer(null)) {
            anonymous.send(topic, message);
            assertEquals(topic, message.getJMSDestination());
            assertEquals(topic, receive(consumer).getJMSDestination());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT})
    @Covers({"HDR-3", "HDR-32"})
    void theDeliveryModeIsThatOfTheSend(int mode) throws Exception {
        Queue queue = newQueue();
        Message message = session().createMessage();
        message.setJMSDeliveryMode(DeliveryMode.PERSISTENT + DeliveryMode.NON_PERSISTENT - mode);
        MessageProducer producer = session().createProducer(queue);
        producer.setDeliveryMode(mode);
        producer.send(message);
        assertEquals(mode, message.getJMSDeliveryMode());
        assertEquals(mode, receiveFrom(queue).getJMSDeliveryMode());

        producer.setDeliveryMode(DeliveryMode.PERSISTENT);
        producer.send(message, mode, 4, 0);
        assertEquals(mode, message.getJMSDeliveryMode());
        assertEquals(mode, receiveFrom(queue).getJMSDeliveryMode());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 9})
    @Covers({"HDR-25", "HDR-32"})
    void thePriorityIsThatOfTheSend(int priority) throws Exception {
        Queue queue = newQueue();
        Message message = session().createMessage();
        message.setJMSPriority(9 - priority);
        MessageProducer producer = session().createProducer(queue);
        producer.setPriority(priority);
        producer.send(message);
        assertEquals(priority, message.getJMSPriority());
        assertEquals(priority, receiveFrom(queue).getJMSPriority());

        producer.setPriority(4);
        producer.send(message, DeliveryMode.PERSISTENT, priority, 0);
        assertEquals(priority, message.getJMSPriority());
        assertEquals(priority, receiveFrom(queue).getJMSPriority());
    }

    @Test
    @Covers("HDR-4")
    void theMessageIdIsTheProviders() throws Exception {
        Message message = session().createMessage();
        message.setJMSMessageID("ID:of-the-application");
        Message received = roundTrip(message, Message.class);
        assertNotEquals("ID:of-the-application", message.getJMSMessageID());
        assertTrue(message.getJMSMessageID().startsWith("ID:"));
        assertEquals(message.getJMSMessageID(), received.getJMSMessageID());
    }

    @Test
    @Covers("HDR-5")
    void messageIdsOfSeveralClientsDiffer() throws Exception {
        int sends = 100;
        Set<String> ids = new HashSet<>();
        Queue queue = newQueue();
        for (int i = 0; i < 2; i++) {
            Connection connection = newConnection();
            for (int j = 0; j < 2; j++) {
                Session session = connection.createSession();
                MessageProducer producer = session.createProducer(queue);
                producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
                for (int k = 0; k < sends; k++) {
                    Message message = session.createMessage();
                    producer.send(message);
                    ids.add(message.getJMSMessageID());
                }
            }
            connection.close();
        }
        assertEquals(4 * sends, ids.size());
    }

    @Test
    @Covers({"HDR-6", "HDR-34"})
    void everySubscriberSeesAllHeadersOfTheSender() throws Exception {
        Topic topic = newTopic();
        Queue replies = newQueue();
        MessageConsumer[] subscribers = {
            session().createConsumer(topic), newConnection().createSession().createConsumer(topic)
        };
        MessageProducer producer = session().createProducer(topic);
        producer.setDeliveryDelay(1);
        Message message = session().createMessage();
        message.setJMSCorrelationID("correlation");
        message.setJMSReplyTo(replies);
        message.setJMSType("type");
        producer.send(message, DeliveryMode.NON_PERSISTENT, 7, 60_000);
        for (MessageConsumer subscriber : subscribers) {
            Message received = receive(subscriber);
            assertEquals(message.getJMSMessageID(), received.getJMSMessageID());
            assertEquals(message.getJMSTimestamp(), received.getJMSTimestamp());
            assertEquals(message.getJMSExpiration(), received.getJMSExpiration());
            assertEquals(message.getJMSDeliveryTime(), received.getJMSDeliveryTime());
            assertEquals("correlation", received.getJMSCorrelationID());
            assertEquals(replies, received.getJMSReplyTo());
            assertEquals("type", received.getJMSType());
            assertEquals(topic, received.getJMSDestination());
            assertEquals(DeliveryMode.NON_PERSISTENT, received.getJMSDeliveryMode());
            assertEquals(7, received.getJMSPriority());
            assertFalse(received.getJMSRedelivered());
        }
    }

    @Test
    @Covers("HDR-7")
    void aDisabledMessageIdIsNullOrANewOne() throws Exception {
        Queue queue = newQueue();
        Message message = session().createMessage();
        MessageProducer producer = session().createProducer(queue);
        producer.send(message);
        String first = message.getJMSMessageID();
        assertEquals(first, receiveFrom(queue).getJMSMessageID());

        producer.setDisableMessageID(true);
        producer.send(message);
        String second = message.getJMSMessageID();
        assertEquals(second, receiveFrom(queue).getJMSMessageID());
        assertTrue(second == null || second.startsWith("ID:"), () -> "neither null nor an ID: " + second);
        assertNotEquals(first, second);
    }

    @Test
    @OurDecision
    @Covers("HDR-7")
    void theHintToLeaveOutTheMessageIdIsHonoured() throws Exception {
        MessageProducer producer = session().createProducer(newQueue());
        producer.setDisableMessageID(true);
        Message message = session().createMessage();
        message.setJMSMessageID("ID:old");
        producer.send(message);
        assertNull(message.getJMSMessageID());
    }

    @Test
    @Covers("HDR-28")
    void aSynchronousSendReturnsWithAllItsHeadersSet() throws Exception {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        producer.setDeliveryDelay(1);
        Message message = session().createMessage();
        producer.send(message, DeliveryMode.NON_PERSISTENT, 6, 60_000);
        hasAllHeaders(message, queue);
    }

    private static void hasAllHeaders(Message message, Queue queue) throws Exception {
        assertEquals(queue, message.getJMSDestination());
        assertEquals(DeliveryMode.NON_PERSISTENT, message.getJMSDeliveryMode());
        assertEquals(6, message.getJMSPriority());
        assertTrue(message.getJMSMessageID().startsWith("ID:"));
        assertTrue(message.getJMSTimestamp() > 0);
        assertEquals(message.getJMSTimestamp() + 60_000, message.getJMSExpiration(), 1_000.0);
        assertEquals(message.getJMSTimestamp() + 1, message.getJMSDeliveryTime(), 1_000.0);
    }

    @Test
    @Covers("HDR-29")
    void anAsyncSendCompletesWithAllItsHeadersSet() throws Exception {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        producer.setDeliveryDelay(1);
        Collected<Object> outcome = new Collected<>();
        producer.send(session().createMessage(), DeliveryMode.NON_PERSISTENT, 6, 60_000, new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                try {
                    hasAllHeaders(message, queue);
                    outcome.add("as expected");
                } catch (Exception | AssertionError e) {
                    outcome.add(e);
                }
            }

            @Override
            public void onException(Message message, Exception exception) {
                outcome.add(exception);
            }
        });
        assertEquals("as expected", outcome.next());
    }

    @Test
    @Covers("HDR-31")
    void settersOfProviderHeadersHaveNoEffectOnTheSend() throws Exception {
        Message message = session().createMessage();
        message.setJMSDeliveryMode(DeliveryMode.NON_PERSISTENT);
        message.setJMSPriority(9);
        message.setJMSExpiration(1);
        message.setJMSDeliveryTime(System.currentTimeMillis() + 3_600_000);
        message.setJMSMessageID("ID:mine");
        message.setJMSTimestamp(1);
        message.setJMSDestination(newTopic());
        message.setJMSRedelivered(true);
        Message received = roundTrip(message, Message.class);
        for (Message each : new Message[] {message, received}) {
            assertEquals(DeliveryMode.PERSISTENT, each.getJMSDeliveryMode());
            assertEquals(Message.DEFAULT_PRIORITY, each.getJMSPriority());
            assertEquals(0, each.getJMSExpiration());
            assertTrue(each.getJMSDeliveryTime() <= System.currentTimeMillis());
            assertNotEquals("ID:mine", each.getJMSMessageID());
            assertNotEquals(1, each.getJMSTimestamp());
            assertTrue(each.getJMSDestination() instanceof Queue);
        }
        assertFalse(received.getJMSRedelivered());
    }

    @Test
    @OurDecision
    @Covers("HDR-36")
    void aMessageIdWithoutItsPrefixIsAccepted() throws Exception {
        Message message = session().createMessage();
        message.setJMSMessageID("of the application");
        assertEquals("of the application", message.getJMSMessageID());
        message.setJMSMessageID(null);
        assertNull(message.getJMSMessageID());
    }

    @Test
    @Covers("HDR-30")
    void anyHeaderOfAReceivedMessageCanBeSet() throws Exception {
        Topic topic = newTopic();
        MessageConsumer first = session().createConsumer(topic);
        MessageConsumer second = session().createConsumer(topic);
        send(topic, session().createMessage());
        Message received = receive(first);
        Queue other = newQueue();
        received.setJMSDestination(other);
        received.setJMSReplyTo(other);
        received.setJMSDeliveryMode(DeliveryMode.NON_PERSISTENT);
        received.setJMSMessageID("ID:set");
        received.setJMSTimestamp(1);
        received.setJMSExpiration(2);
        received.setJMSDeliveryTime(3);
        received.setJMSPriority(9);
        received.setJMSRedelivered(true);
        received.setJMSType("set");
        received.setJMSCorrelationID("set");
        assertEquals(other, received.getJMSDestination());
        assertEquals(other, received.getJMSReplyTo());
        assertEquals(DeliveryMode.NON_PERSISTENT, received.getJMSDeliveryMode());
        assertEquals("ID:set", received.getJMSMessageID());
        assertEquals(1, received.getJMSTimestamp());
        assertEquals(2, received.getJMSExpiration());
        assertEquals(3, received.getJMSDeliveryTime());
        assertEquals(9, received.getJMSPriority());
        assertTrue(received.getJMSRedelivered());
        assertEquals("set", received.getJMSType());
        assertEquals("set", received.getJMSCorrelationID());

        Message copy = receive(second);
        assertEquals(topic, copy.getJMSDestination());
        assertNull(copy.getJMSReplyTo());
        assertNull(copy.getJMSType());
        assertNull(copy.getJMSCorrelationID());
        assertEquals(Message.DEFAULT_PRIORITY, copy.getJMSPriority());
        assertFalse(copy.getJMSRedelivered());
    }
}
