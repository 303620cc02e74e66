package io.chasqui.jms.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.message.Body;
import io.chasqui.message.Message;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;

class JmsMapMessageTest {

    private final JmsMapMessage message = new JmsMapMessage();

    @Test
    void keepsEntriesOfEveryType_CNV_14_CNV_15() throws JMSException {
        message.setBoolean("boolean", true);
        message.setByte("byte", (byte) 1);
        message.setShort("short", (short) 2);
        message.setChar("char", 'c');
        message.setInt("int", 3);
        message.setLong("long", 4);
        message.setFloat("float", 5f);
        message.setDouble("double", 6);
        message.setString("String", "s");
        message.setBytes("byte[]", new byte[] {7});
        JmsMapMessage received = Sending.received(message);
        assertEquals(true, received.getObject("boolean"));
        assertEquals((byte) 1, received.getObject("byte"));
        assertEquals((short) 2, received.getObject("short"));
        assertEquals('c', received.getObject("char"));
        assertEquals(3, received.getObject("int"));
        assertEquals(4L, received.getObject("long"));
        assertEquals(5f, received.getObject("float"));
        assertEquals(6.0, received.getObject("double"));
        assertEquals("s", received.getObject("String"));
        assertArrayEquals(new byte[] {7}, (byte[]) received.getObject("byte[]"));
        assertEquals(10, Collections.list(received.getMapNames()).size());
    }

    @ParameterizedTest
    @NullAndEmptySource
    void needsNames_MAP_1(String name) throws JMSException {
        List<Executable> setters = List.of(
                () -> message.setBoolean(name, true),
                () -> message.setByte(name, (byte) 1),
                () -> message.setShort(name, (short) 1),
                () -> message.setChar(name, 'c'),
                () -> message.setInt(name, 1),
                () -> message.setLong(name, 1),
                () -> message.setFloat(name, 1),
                () -> message.setDouble(name, 1),
                () -> message.setString(name, "s"),
                () -> message.setBytes(name, new byte[1]),
                () -> message.setBytes(name, new byte[1], 0, 1),
                () -> message.setObject(name, 1));
        for (Executable setter : setters) {
            assertThrows(IllegalArgumentException.class, setter);
        }
        assertNull(message.getString(name));
        assertFalse(message.itemExists(name));
    }

    @Test
    void readsAnAbsentEntryAsNull_MAP_2() throws JMSException {
        assertNull(message.getString("x"));
        assertNull(message.getBytes("x"));
        assertNull(message.getObject("x"));
        assertFalse(message.getBoolean("x"));
        assertThrows(NumberFormatException.class, () -> message.getInt("x"));
        assertThrows(NullPointerException.class, () -> message.getChar("x"));
    }

    @Test
    void knowsWhichEntriesThereAre_MAP_3_MAP_4_MAP_8_MAP_11() throws JMSException {
        assertNotNull(message.getMapNames());
        assertFalse(message.getMapNames().hasMoreElements());
        message.setString("a name, not an identifier", null);
        message.setInt("A", 1);
        assertTrue(message.itemExists("a name, not an identifier"));
        assertFalse(message.itemExists("a"));
        assertEquals(Set.of("a name, not an identifier", "A"), Set.copyOf(Collections.list(message.getMapNames())));
        assertTrue(Sending.received(message).itemExists("a name, not an identifier"), "MSG-19");
    }

    @Test
    void replacesValueAndType_MAP_9() throws JMSException {
        message.setInt("x", 1);
        message.setString("x", "s");
        assertEquals("s", message.getObject("x"));
    }

    @Test
    void copiesArraysInAndOut_MAP_7_MSG_17_MSG_18() throws JMSException {
        byte[] bytes = {1, 2, 3, 4};
        message.setBytes("whole", bytes);
        message.setObject("object", bytes);
        message.setBytes("slice", bytes, 1, 2);
        bytes[1] = 9;
        JmsMapMessage received = Sending.received(message);
        assertArrayEquals(new byte[] {1, 2, 3, 4}, received.getBytes("whole"));
        assertArrayEquals(new byte[] {1, 2, 3, 4}, (byte[]) received.getObject("object"));
        assertArrayEquals(new byte[] {2, 3}, received.getBytes("slice"));
        received.getBytes("whole")[0] = 9;
        ((byte[]) received.getObject("whole"))[0] = 9;
        ((byte[]) received.getBody(Map.class).get("whole"))[0] = 9;
        assertArrayEquals(new byte[] {1, 2, 3, 4}, received.getBytes("whole"));
        assertThrows(IndexOutOfBoundsException.class, () -> message.setBytes("x", bytes, 3, 2));
    }

    @Test
    void refusesOtherClasses_CNV_13_MAP_10() {
        for (Object value : List.of(Map.of(), List.of(), BigInteger.ONE, new Byte[0])) {
            assertThrows(MessageFormatException.class, () -> message.setObject("x", value));
        }
    }

    @Test
    void isReadOnlyWhenReceivedUntilCleared_MAP_6() throws JMSException {
        message.setInt("x", 1);
        JmsMapMessage received = Sending.received(message);
        assertThrows(MessageNotWriteableException.class, () -> received.setInt("y", 1));
        assertThrows(MessageNotWriteableException.class, () -> received.setBytes("y", new byte[1], 0, 1));
        received.clearBody();
        assertFalse(received.itemExists("x"));
        received.setInt("y", 1);
        assertEquals(1, received.getInt("y"));
    }

    @Test
    void whatWasSentDoesNotFollowLaterChanges_MSG_8() throws JMSException {
        message.setInt("x", 1);
        Message sent = message.freeze(Sending.ENVELOPE);
        message.setInt("x", 2);
        message.setInt("y", 3);
        assertEquals(Map.of("x", 1), ((Body.Entries) sent.body()).entries());
        message.clearBody();
        assertEquals(Map.of("x", 1), ((Body.Entries) sent.body()).entries());
    }
}
