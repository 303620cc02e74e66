package io.chasqui.jms.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** getBody, isBodyAssignableTo and hasBody of all kinds (GBD). */
class BodyAccessTest {

    private static void yes(JmsMessage message, Object body, Class<?>... types) throws JMSException {
        assertTrue(message.hasBody());
        for (Class<?> type : types) {
            assertTrue(message.isBodyAssignableTo(type), type.getName());
            assertEquals(body, message.getBody(type), type.getName());
        }
    }

    private static void no(JmsMessage message, Class<?>... types) {
        for (Class<?> type : types) {
            assertFalse(message.isBodyAssignableTo(type), type.getName());
            assertThrows(MessageFormatException.class, () -> message.getBody(type), type.getName());
        }
    }

    /** GBD-9: null for any class. */
    private static void none(JmsMessage message) throws JMSException {
        assertFalse(message.hasBody(), "JCN-4");
        for (Class<?> type : List.of(Object.class, String.class, Map.class, Integer.class, int.class, byte[].class)) {
            assertTrue(message.isBodyAssignableTo(type), type.getName());
            assertNull(message.getBody(type), type.getName());
        }
    }

    @Test
    void text_GBD_1_GBD_10() throws JMSException {
        JmsTextMessage message = new JmsTextMessage();
        none(message);
        none(Sending.received(message));
        message.setText("");
        no(message, Integer.class);
        message.setText("text");
        for (JmsTextMessage each : List.of(message, Sending.received(message))) {
            yes(each, "text", String.class, Object.class, CharSequence.class, Comparable.class, Serializable.class);
            no(each, Integer.class, Map.class, StringBuilder.class, int.class);
        }
    }

    @Test
    void object_GBD_2() throws JMSException {
        JmsObjectMessage message = new JmsObjectMessage(DeserializationPolicy.of(List.of()));
        none(message);
        message.setObject(new ArrayList<>(List.of("a")));
        JmsObjectMessage received = Sending.received(message, new FakeReception("java.util.ArrayList"));
        for (JmsObjectMessage each : List.of(message, received)) {
            yes(each, List.of("a"), ArrayList.class, Collection.class, Serializable.class, Object.class);
            no(each, String.class, Map.class);
            assertNotSame(each.getBody(List.class), each.getBody(List.class));
        }
    }

    @Test
    void objectThatCannotBeDeserialised_GBD_11_GBD_14() throws JMSException {
        JmsObjectMessage message = new JmsObjectMessage(DeserializationPolicy.of(List.of()));
        message.setObject(new ArrayList<>());
        no(Sending.received(message), ArrayList.class, Object.class);
    }

    @Test
    void map_GBD_3_GBD_4() throws JMSException {
        JmsMapMessage message = new JmsMapMessage();
        none(message);
        message.setInt("i", 1);
        message.setString("n", null);
        Map<String, Object> expected = new HashMap<>();
        expected.put("i", 1);
        expected.put("n", null);
        for (JmsMapMessage each : List.of(message, Sending.received(message))) {
            yes(each, expected, Map.class, Object.class);
            no(each, HashMap.class, String.class, Iterable.class);
            @SuppressWarnings("unchecked")
            Map<String, Object> copy = each.getBody(Map.class);
            copy.put("other", 1);
            assertFalse(each.itemExists("other"));
        }
    }

    @Test
    void bytes_GBD_5() throws JMSException {
        JmsBytesMessage message = new JmsBytesMessage();
        none(message);
        message.clearBody();
        message.writeInt(1);
        for (JmsBytesMessage each : List.of(message, Sending.received(message))) {
            no(each, String.class, Byte[].class, Map.class);
            for (Class<?> type : List.of(byte[].class, Object.class)) {
                assertTrue(each.isBodyAssignableTo(type));
                assertArrayEquals(new byte[] {0, 0, 0, 1}, (byte[]) each.getBody(type));
            }
            each.getBody(byte[].class)[0] = 9;
            assertEquals(0, each.readByte(), "MSG-18");
        }
    }

    @Test
    void bytesAreWholeWhateverThePositionAndReadableAfterwards_GBD_6() throws JMSException {
        JmsBytesMessage message = new JmsBytesMessage();
        message.writeInt(1);
        assertThrows(MessageFormatException.class, () -> message.getBody(StringBuffer.class));
        message.writeInt(2);
        assertEquals(8, message.getBody(byte[].class).length);
        assertEquals(1, message.readInt());
        assertEquals(8, message.getBody(byte[].class).length);
        assertEquals(1, message.readInt());
    }

    @Test
    void stream_GBD_7_GBD_14() throws JMSException {
        JmsStreamMessage message = new JmsStreamMessage();
        no(message, Object.class, String.class, List.class);
        message.writeInt(1);
        no(message, Object.class, Integer.class);
        no(Sending.received(message), Object.class, Integer.class);
    }

    @Test
    void plain_GBD_8() throws JMSException {
        none(new JmsMessage());
        none(Sending.received(new JmsMessage()));
    }

    @Test
    void needsAType_GBD_16() {
        assertThrows(NullPointerException.class, () -> new JmsMessage().getBody(null));
        assertThrows(NullPointerException.class, () -> new JmsMessage().isBodyAssignableTo(null));
    }
}
