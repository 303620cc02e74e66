package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chasqui.conformance.foreign.ForeignQueue;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The header fields an application sets: correlation ID, reply-to, type. */
class ClientHeadersConformanceTest extends ConformanceTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "order 17", "größe \uD83D\uDC8C", "a\u0000b"})
    @Covers("HDR-11")
    void theCorrelationIdArrivesUnchanged(String correlationId) throws Exception {
        Message message = session().createMessage();
        message.setJMSCorrelationID(correlationId);
        assertEquals(correlationId, message.getJMSCorrelationID());
        assertEquals(correlationId, roundTrip(message, Message.class).getJMSCorrelationID());
    }

    @Test
    @Covers("HDR-11")
    void theCorrelationIdCanBeRemoved() throws Exception {
        Message message = session().createMessage();
        message.setJMSCorrelationID("set");
        message.setJMSCorrelationID(null);
        assertNull(message.getJMSCorrelationID());
        assertNull(roundTrip(message, Message.class).getJMSCorrelationID());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ID:an-id", "without prefix"})
    @Covers("HDR-12")
    void theCorrelationIdMayBeAMessageIdOrNot(String correlationId) throws Exception {
        Message message = session().createMessage();
        message.setJMSCorrelationID(correlationId);
        assertEquals(correlationId, roundTrip(message, Message.class).getJMSCorrelationID());
    }

    @Test
    @Covers("HDR-13")
    void correlationBytesAreSupportedInBothDirectionsOrInNone() throws Exception {
        byte[] bytes = {0, (byte) 0xFF, (byte) 0xC0, 7};
        Message message = session().createMessage();
        if (supportsCorrelationBytes()) {
            message.setJMSCorrelationIDAsBytes(bytes);
            assertArrayEquals(bytes, message.getJMSCorrelationIDAsBytes());
            assertArrayEquals(bytes, roundTrip(message, Message.class).getJMSCorrelationIDAsBytes());
        } else {
            assertThrows(UnsupportedOperationException.class, message::getJMSCorrelationIDAsBytes);
        }
    }

    @Test
    @Covers("HDR-14")
    void correlationBytesAreCopied() throws Exception {
        assumeTrue(supportsCorrelationBytes());
        byte[] bytes = {1, 2};
        Message message = session().createMessage();
        message.setJMSCorrelationIDAsBytes(bytes);
        bytes[0] = 99;
        assertArrayEquals(new byte[] {1, 2}, message.getJMSCorrelationIDAsBytes());
        message.getJMSCorrelationIDAsBytes()[0] = 99;
        assertArrayEquals(new byte[] {1, 2}, message.getJMSCorrelationIDAsBytes());
    }

    @Test
    @OurDecision
    @Covers("HDR-15")
    void aCorrelationIdReadsAsUtf8InTheOtherForm() throws Exception {
        String text = "größe \uD83D\uDC8C";
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        Message message = session().createMessage();
        message.setJMSCorrelationID(text);
        assertArrayEquals(utf8, message.getJMSCorrelationIDAsBytes());
        assertArrayEquals(utf8, roundTrip(message, Message.class).getJMSCorrelationIDAsBytes());
        message.setJMSCorrelationIDAsBytes(utf8);
        assertEquals(text, message.getJMSCorrelationID());
        assertEquals(text, roundTrip(message, Message.class).getJMSCorrelationID());
    }

    private boolean supportsCorrelationBytes() throws JMSException {
        try {
            session().createMessage().setJMSCorrelationIDAsBytes(new byte[] {1});
            return true;
        } catch (UnsupportedOperationException none) {
            return false;
        }
    }

    @Test
    @Covers("HDR-16")
    void theReplyDestinationKeepsItsKindAndName() throws Exception {
        Queue queue = newQueue();
        Topic topic = newTopic();
        TemporaryQueue temporaryQueue = session().createTemporaryQueue();
        TemporaryTopic temporaryTopic = session().createTemporaryTopic();
        assertEquals(
                queue.getQueueName(),
                assertInstanceOf(Queue.class, arrived(queue)).getQueueName());
        assertEquals(
                topic.getTopicName(),
                assertInstanceOf(Topic.class, arrived(topic)).getTopicName());
        assertEquals(
                temporaryQueue.getQueueName(),
                assertInstanceOf(TemporaryQueue.class, arrived(temporaryQueue)).getQueueName());
        assertEquals(
                temporaryTopic.getTopicName(),
                assertInstanceOf(TemporaryTopic.class, arrived(temporaryTopic)).getTopicName());
        Message message = session().createMessage();
        message.setJMSReplyTo(queue);
        message.setJMSReplyTo(null);
        assertNull(roundTrip(message, Message.class).getJMSReplyTo());
    }

    private Destination arrived(Destination replyTo) throws JMSException {
        Message message = session().createMessage();
        message.setJMSReplyTo(replyTo);
        assertEquals(replyTo, message.getJMSReplyTo());
        return roundTrip(message, Message.class).getJMSReplyTo();
    }

    @Test
    @Covers("HDR-16")
    void theReceiverRepliesThroughAConnectionOfItsOwn() throws Exception {
        TemporaryQueue replies = session().createTemporaryQueue();
        MessageConsumer waiting = session().createConsumer(replies);
        Queue requests = newQueue();
        Message request = session().createMessage();
        request.setJMSReplyTo(replies);
        send(requests, request);

        var answering = newConnection().createSession();
        Message received = receive(answering.createConsumer(requests));
        try (MessageProducer producer = answering.createProducer(received.getJMSReplyTo())) {
            producer.send(answering.createTextMessage("the answer"));
        }
        assertEquals("the answer", receiveText(waiting));
    }

    @Test
    @OurDecision
    @Covers("HDR-17")
    void aForeignReplyDestinationIsRefused() throws Exception {
        Message message = session().createMessage();
        assertThrows(InvalidDestinationException.class, () -> message.setJMSReplyTo(new ForeignQueue("elsewhere")));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "order", "größe"})
    @Covers("HDR-18")
    void theTypeArrivesUnchanged(String type) throws Exception {
        Message message = session().createMessage();
        message.setJMSType(type);
        assertEquals(type, message.getJMSType());
        assertEquals(type, roundTrip(message, Message.class).getJMSType());
    }

    @Test
    @Covers("HDR-18")
    void theTypeCanBeRemoved() throws Exception {
        Message message = session().createMessage();
        message.setJMSType("set");
        message.setJMSType(null);
        assertNull(message.getJMSType());
        assertNull(roundTrip(message, Message.class).getJMSType());
    }
}
