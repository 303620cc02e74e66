package io.chasqui.jms.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiQueue;
import io.chasqui.message.Body;
import io.chasqui.message.Message;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.Queue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForeignMessagesTest {

    private static final DeserializationPolicy CLOSED = DeserializationPolicy.of(List.of());

    private static JmsMessage copy(ForeignMessage foreign) throws JMSException {
        return JmsMessage.of(foreign.message(), CLOSED);
    }

    @Test
    void ourOwnMessagesAreNotCopied() throws JMSException {
        JmsTextMessage message = new JmsTextMessage();
        assertSame(message, JmsMessage.of(message, CLOSED));
    }

    @Test
    void refusesNull_MSG_24() {
        assertThrows(MessageFormatException.class, () -> JmsMessage.of(null, CLOSED));
    }

    @Test
    void copiesEveryKindOfBody_MSG_4() throws JMSException {
        assertSame(JmsMessage.class, copy(ForeignMessage.plain()).getClass());
        assertEquals("text", ((JmsTextMessage) copy(ForeignMessage.text("text"))).getText());
        assertNull(((JmsTextMessage) copy(ForeignMessage.text(null))).getText());
        ArrayList<String> object = new ArrayList<>(List.of("a"));
        JmsObjectMessage copy = (JmsObjectMessage) copy(ForeignMessage.object(object));
        object.add("b");
        assertEquals(List.of("a"), copy.getObject());
        assertNull(((JmsObjectMessage) copy(ForeignMessage.object(null))).getObject());
    }

    @Test
    void copiesMaps_MSG_4() throws JMSException {
        Map<String, Object> entries = new LinkedHashMap<>();
        entries.put("i", 1);
        entries.put("c", 'c');
        entries.put("null", null);
        entries.put("b", new byte[] {1});
        JmsMapMessage copy = (JmsMapMessage) copy(ForeignMessage.map(entries));
        assertEquals(1, copy.getObject("i"));
        assertEquals('c', copy.getObject("c"));
        assertTrue(copy.itemExists("null"));
        ((byte[]) entries.get("b"))[0] = 9;
        assertArrayEquals(new byte[] {1}, copy.getBytes("b"));
    }

    @Test
    void copiesStreamsThatAreStillBeingWritten_MSG_4() throws JMSException {
        List<Object> items = Arrays.asList("s", 1L, null, (short) 2);
        ForeignMessage foreign = ForeignMessage.stream(items);
        assertEquals(items, ((Body.Items) copy(foreign).freezeBody()).items());
        assertEquals(items, ((Body.Items) copy(foreign).freezeBody()).items(), "it can be sent again");
    }

    @Test
    void copiesBytesThatAreStillBeingWritten_MSG_4() throws JMSException {
        byte[] content = new byte[20_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) i;
        }
        ForeignMessage foreign = ForeignMessage.bytes(content);
        assertArrayEquals(content, ((Body.Bytes) copy(foreign).freezeBody()).content());
        assertArrayEquals(content, ((Body.Bytes) copy(foreign).freezeBody()).content(), "it can be sent again");
        assertFalse(copy(ForeignMessage.bytes(new byte[0])).hasBody());
    }

    @Test
    void copiesPropertiesAndClientHeaders_MSG_4() throws JMSException {
        ForeignMessage foreign = ForeignMessage.text("text");
        foreign.properties.put("i", 1);
        foreign.properties.put("null", null);
        foreign.properties.put("a name of theirs", "kept");
        foreign.properties.put("JMSXDeliveryCount", 7);
        foreign.headers.put("JMSType", "type");
        foreign.headers.put("JMSCorrelationID", "c");
        foreign.headers.put("JMSReplyTo", new ChasquiQueue("reply"));
        Message sent = copy(foreign).freeze(Sending.ENVELOPE);
        Map<String, Object> expected = new HashMap<>();
        expected.put("i", 1);
        expected.put("null", null);
        expected.put("a name of theirs", "kept");
        assertEquals(expected, sent.properties());
        assertEquals("type", sent.type());
        assertEquals("c", sent.correlationId());
        assertEquals(io.chasqui.message.Destination.queue("reply"), sent.replyTo());
    }

    @Test
    void takesTheCorrelationBytesWhenThereIsNoText() throws JMSException {
        ForeignMessage foreign = ForeignMessage.plain();
        foreign.headers.put("JMSCorrelationIDAsBytes", new byte[] {(byte) 0xff});
        assertArrayEquals(new byte[] {(byte) 0xff}, copy(foreign).getJMSCorrelationIDAsBytes());
        foreign.failures.put("getJMSCorrelationIDAsBytes", new UnsupportedOperationException());
        assertNull(copy(foreign).getJMSCorrelationIDAsBytes());
    }

    @Test
    void dropsAForeignReplyTo_MSG_7() throws JMSException {
        ForeignMessage foreign = ForeignMessage.text("text");
        foreign.headers.put("JMSReplyTo", (Queue) () -> "theirs");
        JmsMessage copy = copy(foreign);
        assertNull(copy.getJMSReplyTo());
        assertEquals("text", copy.getBody(String.class));
    }

    @Test
    void turnsEveryFailureToReadIntoAFormatException_MSG_25() {
        Map<String, ForeignMessage> unreadable = Map.of(
                "getText", ForeignMessage.text("x"),
                "getObject", ForeignMessage.object("x"),
                "getMapNames", ForeignMessage.map(Map.of()),
                "readObject", ForeignMessage.stream(List.of()),
                "readBytes", ForeignMessage.bytes(new byte[1]),
                "getJMSType", ForeignMessage.plain(),
                "getPropertyNames", ForeignMessage.plain());
        unreadable.forEach((method, foreign) -> {
            for (Throwable failure : List.of(
                    new MessageFormatException("theirs"),
                    new JMSException("theirs"),
                    new IllegalStateException("theirs"))) {
                foreign.failures.put(method, failure);
                MessageFormatException refused =
                        assertThrows(MessageFormatException.class, () -> copy(foreign), method);
                assertSame(failure, refused.getCause());
                assertTrue(refused.getMessage().contains("theirs"));
            }
        });
    }

    @Test
    void refusesValuesOutsideTheStandard_MSG_25() {
        ForeignMessage foreign = ForeignMessage.plain();
        foreign.properties.put("list", List.of());
        assertThrows(MessageFormatException.class, () -> copy(foreign));
        assertThrows(MessageFormatException.class, () -> copy(ForeignMessage.map(Map.of("list", List.of()))));
        assertThrows(MessageFormatException.class, () -> copy(ForeignMessage.stream(List.of(List.of()))));
    }

    @Test
    void writesTheProvidersHeadersBack_MSG_5() throws JMSException {
        ForeignMessage foreign = ForeignMessage.text("text");
        JmsMessage.stamp(foreign.message(), Sending.ENVELOPE);
        Map<String, Object> expected = Map.of(
                "JMSDestination",
                new ChasquiQueue("orders"),
                "JMSDeliveryMode",
                DeliveryMode.NON_PERSISTENT,
                "JMSPriority",
                9,
                "JMSMessageID",
                "ID:client-1:7",
                "JMSTimestamp",
                1_000L,
                "JMSExpiration",
                6_000L,
                "JMSDeliveryTime",
                1_500L);
        assertEquals(expected, foreign.headers);
        JmsMessage.stamp(foreign.message(), new Envelope(Sending.QUEUE, null, null, true, 4, 0, 0, 1));
        assertNull(foreign.headers.get("JMSMessageID"));
        assertEquals(DeliveryMode.PERSISTENT, foreign.headers.get("JMSDeliveryMode"));
    }

    @Test
    void toleratesMessagesWithoutDeliveryTime_MSG_6() throws JMSException {
        ForeignMessage foreign = ForeignMessage.text("text");
        foreign.failures.put("setJMSDeliveryTime", new AbstractMethodError());
        JmsMessage.stamp(foreign.message(), Sending.ENVELOPE);
        assertEquals("ID:client-1:7", foreign.headers.get("JMSMessageID"));
    }

    @Test
    void stampsOurOwnMessages_HDR_28() throws JMSException {
        JmsMessage message = new JmsMessage();
        JmsMessage.stamp(message, Sending.ENVELOPE);
        assertEquals("ID:client-1:7", message.getJMSMessageID());
        assertEquals("JmsMessage ID:client-1:7 to queue orders", message.toString());
    }
}
