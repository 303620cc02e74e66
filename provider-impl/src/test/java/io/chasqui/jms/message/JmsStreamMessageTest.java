package io.chasqui.jms.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.chasqui.message.Body;
import io.chasqui.message.Message;
import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class JmsStreamMessageTest {

    private final JmsStreamMessage message = new JmsStreamMessage();

    private static List<Executable> reads(JmsStreamMessage stream) {
        return List.of(
                stream::readBoolean,
                stream::readByte,
                stream::readShort,
                stream::readChar,
                stream::readInt,
                stream::readLong,
                stream::readFloat,
                stream::readDouble,
                stream::readString,
                stream::readObject,
                () -> stream.readBytes(new byte[1]));
    }

    private static List<Executable> writes(JmsStreamMessage stream) {
        return List.of(
                () -> stream.writeBoolean(true),
                () -> stream.writeByte((byte) 1),
                () -> stream.writeShort((short) 1),
                () -> stream.writeChar('c'),
                () -> stream.writeInt(1),
                () -> stream.writeLong(1),
                () -> stream.writeFloat(1),
                () -> stream.writeDouble(1),
                () -> stream.writeString("s"),
                () -> stream.writeBytes(new byte[1]),
                () -> stream.writeBytes(new byte[1], 0, 1),
                () -> stream.writeObject(1));
    }

    @Test
    void isWriteOnlyAtFirst_STR_1() {
        reads(message).forEach(read -> assertThrows(MessageNotReadableException.class, read));
    }

    @Test
    void isReadOnlyAfterResetAndOnReceipt_STR_2() throws JMSException {
        JmsStreamMessage received = Sending.received(message);
        writes(received).forEach(write -> assertThrows(MessageNotWriteableException.class, write));
        message.reset();
        writes(message).forEach(write -> assertThrows(MessageNotWriteableException.class, write));
    }

    @Test
    void readsInWritingOrderAndEnds_STR_3_STR_4() throws JMSException {
        for (Executable write : writes(message)) {
            assertDoesNotThrow(write);
        }
        message.reset();
        for (int round = 0; round < 2; round++) {
            assertEquals(true, message.readBoolean());
            assertEquals(1, message.readByte());
            assertEquals(1, message.readShort());
            assertEquals('c', message.readChar());
            assertEquals(1, message.readInt());
            assertEquals(1, message.readLong());
            assertEquals(1, message.readFloat());
            assertEquals(1, message.readDouble());
            assertEquals("s", message.readString());
            assertArrayEquals(new byte[1], (byte[]) message.readObject(), "STR-13");
            assertEquals(1, message.readBytes(new byte[2]), "STR-11");
            assertEquals(1, message.readObject());
            reads(message).forEach(read -> assertThrows(MessageEOFException.class, read, "STR-17"));
            message.reset();
        }
    }

    @Test
    void staysAtAnItemThatCannotBeRead_STR_5_STR_6_STR_14() throws JMSException {
        message.writeString("x");
        message.writeObject(null);
        message.writeLong(5);
        message.reset();
        assertThrows(NumberFormatException.class, message::readInt);
        assertThrows(MessageFormatException.class, message::readChar);
        assertThrows(MessageFormatException.class, () -> message.readBytes(new byte[1]));
        assertEquals("x", message.readString());
        assertThrows(NullPointerException.class, message::readChar);
        assertThrows(NullPointerException.class, message::readFloat);
        assertThrows(NullPointerException.class, message::readDouble);
        assertThrows(NumberFormatException.class, message::readByte);
        assertNull(message.readObject());
        assertThrows(MessageFormatException.class, message::readInt);
        assertEquals(5, message.readLong());
    }

    @Test
    void readsALongFieldInParts_STR_7_STR_8() throws JMSException {
        message.writeBytes(new byte[] {1, 2, 3, 4, 5});
        message.writeInt(9);
        message.reset();
        byte[] buffer = new byte[2];
        assertEquals(2, message.readBytes(buffer));
        assertArrayEquals(new byte[] {1, 2}, buffer);
        assertEquals(2, message.readBytes(buffer));
        assertArrayEquals(new byte[] {3, 4}, buffer);
        assertEquals(1, message.readBytes(buffer));
        assertEquals(5, buffer[0]);
        assertEquals(9, message.readInt());
    }

    @Test
    void tellsTheEndOfAFieldThatFitsExactly_STR_8() throws JMSException {
        message.writeBytes(new byte[] {1, 2});
        message.writeBytes(new byte[] {3, 4});
        message.reset();
        byte[] buffer = new byte[2];
        assertEquals(2, message.readBytes(buffer));
        assertEquals(-1, message.readBytes(buffer));
        assertEquals(2, message.readBytes(buffer));
        assertArrayEquals(new byte[] {3, 4}, buffer);
        assertEquals(-1, message.readBytes(buffer));
        assertThrows(MessageEOFException.class, () -> message.readBytes(buffer));
    }

    @Test
    void tellsNullFromEmpty_STR_9_STR_15() throws JMSException {
        message.writeBytes(null);
        message.writeBytes(new byte[0]);
        message.writeString(null);
        message.writeObject(null);
        message.writeString("");
        message.reset();
        assertEquals(-1, message.readBytes(new byte[4]));
        assertEquals(0, message.readBytes(new byte[4]));
        assertNull(message.readString());
        assertNull(message.readObject());
        assertEquals("", message.readString());
    }

    @Test
    void refusesOtherReadsWithinAField_STR_10() throws JMSException {
        message.writeBytes(new byte[] {1, 2, 3});
        message.writeInt(9);
        message.reset();
        assertEquals(2, message.readBytes(new byte[2]));
        for (Executable read : reads(message).subList(0, 10)) {
            assertThrows(MessageFormatException.class, read);
        }
        assertEquals(1, message.readBytes(new byte[2]));
        assertEquals(9, message.readInt());
    }

    @Test
    void resetAbandonsAPartlyReadField_STR_3() throws JMSException {
        message.writeBytes(new byte[] {1, 2, 3});
        message.reset();
        message.readBytes(new byte[1]);
        message.prepareForCallback();
        assertArrayEquals(new byte[] {1, 2, 3}, (byte[]) message.readObject());
    }

    @Test
    void readsNothingIntoAnEmptyBuffer_STR_16() throws JMSException {
        message.writeBytes(new byte[] {1});
        message.reset();
        assertEquals(0, message.readBytes(new byte[0]));
        assertThrows(NullPointerException.class, () -> message.readBytes(null));
        assertArrayEquals(new byte[] {1}, (byte[]) message.readObject());
    }

    @Test
    void copiesArraysInAndOut_STR_12_MSG_18() throws JMSException {
        byte[] bytes = {1, 2, 3};
        message.writeBytes(bytes);
        message.writeBytes(bytes, 1, 1);
        message.writeObject(bytes);
        bytes[1] = 9;
        JmsStreamMessage received = Sending.received(message);
        ((byte[]) received.readObject())[0] = 9;
        assertArrayEquals(new byte[] {2}, (byte[]) received.readObject());
        assertArrayEquals(new byte[] {1, 2, 3}, (byte[]) received.readObject());
        received.reset();
        assertArrayEquals(new byte[] {1, 2, 3}, (byte[]) received.readObject());
    }

    @Test
    void refusesOtherClasses_CNV_13() throws JMSException {
        assertThrows(MessageFormatException.class, () -> message.writeObject(List.of()));
        message.reset();
        assertThrows(MessageEOFException.class, message::readObject);
    }

    @Test
    void isEmptyAndWriteOnlyAfterClearBody_STR_18() throws JMSException {
        message.writeInt(1);
        JmsStreamMessage received = Sending.received(message);
        received.clearBody();
        assertThrows(MessageNotReadableException.class, received::readInt);
        received.writeInt(2);
        received.reset();
        assertEquals(2, received.readInt());
        assertThrows(MessageEOFException.class, received::readInt);
    }

    @Test
    void whatWasSentDoesNotFollowLaterWrites_MSG_8_BYT_18() throws JMSException {
        message.writeInt(1);
        Message sent = message.freeze(Sending.ENVELOPE);
        message.writeInt(2);
        assertEquals(List.of(1), ((Body.Items) sent.body()).items());
        assertEquals(
                List.of(1, 2), ((Body.Items) message.freeze(Sending.ENVELOPE).body()).items());
    }
}
