package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages of every kind: made, sent, sent again, forwarded, kept after their connection is closed. */
class MessageConformanceTest extends ConformanceTest {

    @ParameterizedTest
    @EnumSource
    @Covers("MSG-1")
    void aSessionAndAContextMakeExactlyTheKindAskedFor(AllKinds kind) throws Exception {
        assertTrue(kind.isExactKindOf(kind.empty(session())));
        JMSContext context = newContext();
        Message message =
                switch (kind) {
                    case PLAIN -> context.createMessage();
                    case TEXT -> context.createTextMessage();
                    case BYTES -> context.createBytesMessage();
                    case MAP -> context.createMapMessage();
                    case STREAM -> context.createStreamMessage();
                    case OBJECT -> context.createObjectMessage();
                };
        assertTrue(kind.isExactKindOf(message));
    }

    @Test
    @Covers("MSG-1")
    void aSessionAndAContextMakeMessagesWithABody() throws Exception {
        assertEquals("body", session().createTextMessage("body").getText());
        assertEquals("body", session().createObjectMessage("body").getObject());
        assertEquals("body", newContext().createTextMessage("body").getText());
        assertEquals("body", newContext().createObjectMessage("body").getObject());
    }

    @ParameterizedTest
    @EnumSource
    @Covers("MSG-2")
    void aMessageMayBeSentThroughAnotherSessionOrContext(AllKinds kind) throws Exception {
        Message message = kind.create(newConnection().createSession(), 7);
        Queue queue = newQueue();
        send(queue, message);
        newContext().createProducer().send(queue, message);
        assertEquals(kind.holding(7), kind.read(receiveFrom(queue)));
        assertEquals(kind.holding(7), kind.read(receiveFrom(queue)));
    }

    @ParameterizedTest
    @EnumSource
    @Covers("MSG-3")
    void aMessageServesAnotherProviderWithoutItsConnection(AllKinds kind) throws Exception {
        Connection connection = newConnection();
        Message message = kind.create(connection.createSession(), 7);
        connection.close();

        message.setJMSMessageID("ID:of-another-provider");
        message.setJMSTimestamp(1);
        message.setJMSDestination(newQueue());
        message.setJMSDeliveryMode(DeliveryMode.NON_PERSISTENT);
        message.setJMSExpiration(2);
        message.setJMSDeliveryTime(3);
        message.setJMSPriority(4);
        message.setJMSRedelivered(true);
        message.setStringProperty("name", "value");

        assertEquals("ID:of-another-provider", message.getJMSMessageID());
        assertEquals(1, message.getJMSTimestamp());
        assertInstanceOf(Queue.class, message.getJMSDestination());
        assertEquals(DeliveryMode.NON_PERSISTENT, message.getJMSDeliveryMode());
        assertEquals(2, message.getJMSExpiration());
        assertEquals(3, message.getJMSDeliveryTime());
        assertEquals(4, message.getJMSPriority());
        assertTrue(message.getJMSRedelivered());
        assertTrue(setOf(message.getPropertyNames()).stream()
                .allMatch(name -> name.equals("name") || name.startsWith("JMSX")));
        assertTrue(message.propertyExists("name"));
        assertEquals("value", message.getObjectProperty("name"));
        assertEquals(kind.holding(7), kind.read(message));
    }

    @ParameterizedTest
    @EnumSource
    @Covers({"MSG-8", "MSG-11"})
    void changesAfterTheSendDoNotReachTheReceiver(AllKinds kind) throws Exception {
        Queue queue = newQueue();
        Message message = kind.create(session(), 7);
        message.setStringProperty("name", "sent");
        message.setJMSType("sent");
        send(queue, message);

        kind.write(message, 8);
        message.setStringProperty("name", "changed");
        message.setStringProperty("more", "added");
        message.setJMSType("changed");

        Message received = receiveFrom(queue);
        assertEquals(kind.holding(7), kind.read(received));
        assertEquals("sent", received.getStringProperty("name"));
        assertFalse(received.propertyExists("more"));
        assertEquals("sent", received.getJMSType());
    }

    @ParameterizedTest
    @EnumSource
    @Covers("MSG-9")
    void eachSendOfOneObjectIsAMessageOfItsOwn(AllKinds kind) throws Exception {
        Queue queue = newQueue();
        Message message = kind.empty(session());
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            message.clearBody();
            kind.write(message, i);
            message.setIntProperty("number", i);
            send(queue, message);
            ids.add(message.getJMSMessageID());
        }
        assertEquals(3, ids.size());
        try (MessageConsumer consumer = session().createConsumer(queue)) {
            for (int i = 0; i < 3; i++) {
                Message received = receive(consumer);
                assertEquals(kind.holding(i), kind.read(received));
                assertEquals(i, received.getIntProperty("number"));
                assertTrue(ids.remove(received.getJMSMessageID()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Covers({"MSG-20", "MSG-26"})
    void aMessageKeepsItsKindEvenWhenEmpty(AllKinds kind) throws Exception {
        Message received = roundTrip(kind.empty(session()), Message.class);
        assertTrue(kind.isExactKindOf(received), () -> received.getClass() + " is not exactly a " + kind);
        assertEquals(List.of(), kind.read(received));
        Message full = roundTrip(kind.create(session(), 7), Message.class);
        assertTrue(kind.isExactKindOf(full), () -> full.getClass() + " is not exactly a " + kind);
        assertEquals(kind.holding(7), kind.read(full));
    }

    @ParameterizedTest
    @EnumSource
    @Covers("MSG-22")
    void aMessageOutlivesItsSessionAndConnection(AllKinds kind) throws Exception {
        Queue queue = newQueue();
        Connection connection = newConnection();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Message sent = kind.create(session, 7);
        sent.setIntProperty("number", 7);
        session.createProducer(queue).send(sent);
        Message received = receive(session.createConsumer(queue));
        received.acknowledge();
        connection.close();

        assertEquals(kind.holding(7), kind.read(received));
        assertEquals(7, received.getIntProperty("number"));
        assertThrows(IllegalStateException.class, received::acknowledge);
        send(queue, received);
        assertEquals(kind.holding(7), kind.read(receiveFrom(queue)));
        received.clearBody();
        kind.write(received, 8);
        assertEquals(kind.holding(8), kind.read(received));
        sent.clearBody();
        kind.write(sent, 9);
        send(queue, sent);
        assertEquals(kind.holding(9), kind.read(receiveFrom(queue)));
    }

    @ParameterizedTest
    @EnumSource
    @Covers("MSG-23")
    void aForwardedMessageIsANewMessage(AllKinds kind) throws Exception {
        Queue first = newQueue();
        Queue second = newQueue();
        Session acknowledging = newSession(Session.CLIENT_ACKNOWLEDGE);
        Message original = kind.create(session(), 7);
        original.setStringProperty("name", "kept");
        original.setJMSCorrelationID("kept");
        try (MessageProducer producer = session().createProducer(first)) {
            producer.send(original, DeliveryMode.NON_PERSISTENT, 8, 3_600_000);
        }
        MessageConsumer consumer = acknowledging.createConsumer(first);
        receive(consumer);
        acknowledging.recover();
        Message redelivered = receive(consumer);
        assertTrue(redelivered.getJMSRedelivered());
        String firstId = redelivered.getJMSMessageID();

        long before = System.currentTimeMillis();
        send(second, redelivered);
        long after = System.currentTimeMillis();

        Message forwarded = receiveFrom(second);
        assertEquals(kind.holding(7), kind.read(forwarded));
        assertEquals("kept", forwarded.getStringProperty("name"));
        assertEquals("kept", forwarded.getJMSCorrelationID());
        assertNotEquals(firstId, forwarded.getJMSMessageID());
        assertFalse(forwarded.getJMSRedelivered());
        assertEquals(1, forwarded.getIntProperty("JMSXDeliveryCount"));
        assertEquals(0, forwarded.getJMSExpiration());
        assertEquals(Message.DEFAULT_PRIORITY, forwarded.getJMSPriority());
        assertEquals(DeliveryMode.PERSISTENT, forwarded.getJMSDeliveryMode());
        assertEquals(second, forwarded.getJMSDestination());
        assertTrue(forwarded.getJMSTimestamp() >= before && forwarded.getJMSTimestamp() <= after);
    }

    @Test
    @Covers("MSG-23")
    void aForwardedMessageLosesItsOldDeliveryTime() throws Exception {
        Queue first = newQueue();
        Queue second = newQueue();
        MessageProducer producer = session().createProducer(first);
        producer.setDeliveryDelay(20);
        producer.send(session().createTextMessage("delayed"));
        Message delayed = receiveFrom(first);
        long oldDeliveryTime = delayed.getJMSDeliveryTime();
        awaitClockPast(oldDeliveryTime);
        send(second, delayed);
        assertNotEquals(oldDeliveryTime, receiveFrom(second).getJMSDeliveryTime());
    }

    @Test
    @Covers("MSG-24")
    void sendingNoMessageIsAFormatError() throws Exception {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        MessageProducer anonymous = session().createProducer(null);
        JMSContext context = newContext();
        assertAll(
                () -> assertThrows(MessageFormatException.class, () -> producer.send(null)),
                () -> assertThrows(MessageFormatException.class, () -> producer.send(null, 1, 4, 0)),
                () -> assertThrows(MessageFormatException.class, () -> anonymous.send(queue, null)),
                () -> assertThrows(MessageFormatException.class, () -> anonymous.send(queue, null, 1, 4, 0)),
                () -> assertThrows(MessageFormatRuntimeException.class, () -> context.createProducer()
                        .send(queue, (Message) null)));
    }

    @Test
    @Covers("MSG-20")
    void aMessageKeepsItsKindThroughATopic() throws Exception {
        Topic topic = newTopic();
        try (MessageConsumer consumer = session().createConsumer(topic)) {
            for (AllKinds kind : AllKinds.values()) {
                send(topic, kind.create(session(), 7));
                assertTrue(kind.isExactKindOf(receive(consumer)), kind::toString);
            }
        }
    }

    @Test
    @Covers("MSG-19")
    void nullIsAValueOfAProperty() throws Exception {
        TextMessage message = session().createTextMessage(null);
        message.setStringProperty("string", null);
        message.setObjectProperty("object", null);
        TextMessage received = roundTrip(message, TextMessage.class);
        for (TextMessage each : new TextMessage[] {message, received}) {
            assertNull(each.getText());
            assertNull(each.getStringProperty("string"));
            assertNull(each.getObjectProperty("object"));
        }
    }
}
