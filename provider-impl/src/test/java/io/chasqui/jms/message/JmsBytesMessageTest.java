package io.chasqui.jms.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.message.Body;
import io.chasqui.message.Message;
import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class JmsBytesMessageTest {

    private final JmsBytesMessage message = new JmsBytesMessage();

    private static List<Executable> reads(JmsBytesMessage bytes) {
        return List.of(
                bytes::readBoolean,
                bytes::readByte,
                bytes::readUnsignedByte,
                bytes::readShort,
                bytes::readUnsignedShort,
                bytes::readChar,
                bytes::readInt,
                bytes::readLong,
                bytes::readFloat,
                bytes::readDouble,
                bytes::readUTF);
    }

    private static List<Executable> writes(JmsBytesMessage bytes) {
        return List.of(
                () -> bytes.writeBoolean(true),
                () -> bytes.writeByte((byte) 1),
                () -> bytes.writeShort((short) 1),
                () -> bytes.writeChar('c'),
                () -> bytes.writeInt(1),
                () -> bytes.writeLong(1),
                () -> bytes.writeFloat(1),
                () -> bytes.writeDouble(1),
                () -> bytes.writeUTF("s"),
                () -> bytes.writeBytes(new byte[0]),
                () -> bytes.writeBytes(new byte[1], 0, 1),
                () -> bytes.writeObject(1),
                () -> bytes.writeObject(null));
    }

    private static byte[] content(Message sent) {
        return ((Body.Bytes) sent.body()).content();
    }

    @Test
    void isWriteOnlyAtFirst_BYT_1() {
        reads(message).forEach(read -> assertThrows(MessageNotReadableException.class, read));
        assertThrows(MessageNotReadableException.class, message::getBodyLength);
        assertThrows(MessageNotReadableException.class, () -> message.readBytes(new byte[1]));
        assertThrows(MessageNotReadableException.class, () -> message.readBytes(new byte[1], 1));
    }

    @Test
    void isReadOnlyAfterResetAndOnReceipt_BYT_2() throws JMSException {
        JmsBytesMessage received = Sending.received(message);
        writes(received).forEach(write -> assertThrows(MessageNotWriteableException.class, write));
        message.reset();
        writes(message).forEach(write -> assertThrows(MessageNotWriteableException.class, write));
    }

    @Test
    void encodesAsDataOutputStreamDoes_BYT_4_BYT_5_BYT_14() throws JMSException, IOException {
        message.writeBoolean(true);
        message.writeByte((byte) -2);
        message.writeShort((short) -3);
        message.writeChar('\u1234');
        message.writeInt(-5);
        message.writeLong(Long.MIN_VALUE);
        message.writeFloat(-0.0f);
        message.writeDouble(Math.PI);
        message.writeUTF("\0ö\ud83d\ude00");
        for (Object value : List.of(false, (byte) 1, (short) 2, 'c', 3, 4L, 5f, 6.0, "s", new byte[] {7})) {
            message.writeObject(value);
        }
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(expected);
        out.writeBoolean(true);
        out.writeByte(-2);
        out.writeShort(-3);
        out.writeChar('\u1234');
        out.writeInt(-5);
        out.writeLong(Long.MIN_VALUE);
        out.writeFloat(-0.0f);
        out.writeDouble(Math.PI);
        out.writeUTF("\0ö\ud83d\ude00");
        out.writeBoolean(false);
        out.writeByte(1);
        out.writeShort(2);
        out.writeChar('c');
        out.writeInt(3);
        out.writeLong(4);
        out.writeFloat(5);
        out.writeDouble(6);
        out.writeUTF("s");
        out.writeByte(7);
        assertArrayEquals(expected.toByteArray(), content(message.freeze(Sending.ENVELOPE)));
    }

    @Test
    void readsUnsigned_BYT_12_BYT_13() throws JMSException {
        message.writeInt(-1);
        message.reset();
        assertEquals(255, message.readUnsignedByte());
        assertEquals(65_535, message.readUnsignedShort());
        assertEquals(-1, message.readByte());
        message.reset();
        assertEquals('\uffff', message.readChar());
    }

    @Test
    void knowsItsWholeLength_BYT_3() throws JMSException {
        message.writeLong(1);
        message.reset();
        message.readInt();
        assertEquals(8, message.getBodyLength());
    }

    @Test
    void refusesTextTooLongForWriteUtf_BYT_6() throws JMSException {
        message.writeByte((byte) 1);
        assertThrows(JMSException.class, () -> message.writeUTF("x".repeat(65_536)));
        assertThrows(JMSException.class, () -> message.writeUTF("ö".repeat(32_768)));
        message.writeUTF("x".repeat(65_535));
        message.reset();
        assertEquals(1 + 2 + 65_535, message.getBodyLength());
        message.readByte();
        assertEquals(65_535, message.readUTF().length());
    }

    @Test
    void staysWhereItWasWhenTooFewBytesAreLeft_BYT_7_BYT_8() throws JMSException {
        message.writeShort((short) 3);
        message.writeByte((byte) 'a');
        message.reset();
        List<Executable> tooLong =
                List.of(message::readInt, message::readLong, message::readFloat, message::readDouble, message::readUTF);
        tooLong.forEach(read -> assertThrows(MessageEOFException.class, read));
        assertEquals(3, message.readShort());
        assertThrows(MessageEOFException.class, message::readShort);
        assertThrows(MessageEOFException.class, message::readChar);
        assertThrows(MessageEOFException.class, message::readUTF);
        assertEquals('a', message.readByte());
        reads(message).forEach(read -> assertThrows(MessageEOFException.class, read));
    }

    @Test
    void refusesDamagedTextAndStaysThere() throws JMSException {
        message.writeShort((short) 1);
        message.writeByte((byte) 0xff);
        message.reset();
        assertThrows(MessageFormatException.class, message::readUTF);
        assertEquals(1, message.readShort());
    }

    @Test
    void readsBytesUntilNothingIsLeft_BYT_9_BYT_10() throws JMSException {
        message.writeBytes(new byte[] {1, 2, 3, 4, 5});
        message.reset();
        byte[] buffer = new byte[3];
        assertEquals(3, message.readBytes(buffer));
        assertEquals(2, message.readBytes(buffer));
        assertArrayEquals(new byte[] {4, 5, 3}, buffer);
        assertEquals(-1, message.readBytes(buffer));
        message.reset();
        assertEquals(5, message.readBytes(new byte[5]));
        assertEquals(-1, message.readBytes(new byte[5]));
    }

    @Test
    void checksTheLengthToRead_BYT_11() throws JMSException {
        message.writeBytes(new byte[] {1, 2});
        message.reset();
        assertThrows(IndexOutOfBoundsException.class, () -> message.readBytes(new byte[4], -1));
        assertThrows(IndexOutOfBoundsException.class, () -> message.readBytes(new byte[4], 5));
        byte[] buffer = new byte[4];
        assertEquals(1, message.readBytes(buffer, 1));
        assertArrayEquals(new byte[] {1, 0, 0, 0}, buffer);
    }

    @Test
    void writesSlicesAndCopies_BYT_15_MSG_17() throws JMSException {
        byte[] bytes = {1, 2, 3};
        message.writeBytes(bytes, 1, 2);
        bytes[1] = 9;
        assertArrayEquals(new byte[] {2, 3}, content(message.freeze(Sending.ENVELOPE)));
        assertThrows(IndexOutOfBoundsException.class, () -> message.writeBytes(bytes, 2, 2));
    }

    @Test
    void refusesNullAndOtherClasses_BYT_14_BYT_19() {
        assertThrows(NullPointerException.class, () -> message.writeObject(null));
        assertThrows(NullPointerException.class, () -> message.writeUTF(null));
        assertThrows(NullPointerException.class, () -> message.writeBytes(null));
        assertThrows(MessageFormatException.class, () -> message.writeObject(List.of()));
        assertThrows(NullPointerException.class, () -> Sending.received(message).readBytes(null));
    }

    @Test
    void canBeReadAgainAndAgain_BYT_16_BYT_17() throws JMSException {
        message.writeInt(5);
        JmsBytesMessage received = Sending.received(message);
        assertEquals(5, received.readInt());
        received.reset();
        assertEquals(5, received.readInt());
        message.prepareForCallback();
        assertEquals(5, message.readInt());
    }

    @Test
    void whatWasSentDoesNotFollowLaterWrites_BYT_18_MSG_8() throws JMSException {
        message.writeBytes(new byte[100]);
        Message first = message.freeze(Sending.ENVELOPE);
        message.writeByte((byte) 1);
        Message second = message.freeze(Sending.ENVELOPE);
        message.writeByte((byte) 2);
        Message third = message.freeze(Sending.ENVELOPE);
        message.clearBody();
        message.writeBytes(new byte[] {9, 9});
        assertArrayEquals(new byte[100], content(first));
        assertEquals(101, content(second).length);
        assertEquals(102, content(third).length);
        assertEquals(2, content(third)[101]);
    }

    @Test
    void forwardsTheVeryArrayItReceived() throws JMSException {
        message.writeInt(5);
        Message sent = message.freeze(Sending.ENVELOPE);
        JmsMessage received = JmsMessage.received(sent, 1, new FakeReception());
        assertSame(content(sent), content(received.freeze(Sending.ENVELOPE)));
    }

    @Test
    void anEmptyBodyEndsAtOnce_BYT_20() throws JMSException {
        message.reset();
        assertEquals(0, message.getBodyLength());
        assertThrows(MessageEOFException.class, message::readByte);
        assertEquals(-1, message.readBytes(new byte[1]));
        assertFalse(message.hasBody());
    }

    @Test
    void isEmptyAndWriteOnlyAfterClearBody_MSG_13() throws JMSException {
        message.writeInt(1);
        JmsBytesMessage received = Sending.received(message);
        received.clearBody();
        assertThrows(MessageNotReadableException.class, received::readInt);
        received.writeInt(2);
        received.reset();
        assertEquals(4, received.getBodyLength());
        assertEquals(2, received.readInt());
        assertTrue(received.hasBody());
    }
}
