package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.math.BigDecimal;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes bodies: their two modes, their encoding, their end. */
class BytesMessageConformanceTest extends ConformanceTest {

    @Test
    @Covers("BYT-1")
    void aNewOrClearedMessageIsWriteOnly() throws Exception {
        BytesMessage bytes = session().createBytesMessage();
        assertWriteOnly(bytes);
        bytes.writeInt(1);
        assertWriteOnly(bytes);
        bytes.reset();
        bytes.clearBody();
        assertWriteOnly(bytes);
        BytesMessage received = received(1);
        received.clearBody();
        assertWriteOnly(received);
        received.writeByte((byte) 2);
        received.reset();
        assertEquals(1, received.getBodyLength());
        assertEquals(2, received.readByte());
    }

    private static void assertWriteOnly(BytesMessage bytes) {
        assertAll(
                () -> assertThrows(MessageNotReadableException.class, bytes::getBodyLength),
                () -> assertThrows(MessageNotReadableException.class, bytes::readBoolean),
                () -> assertThrows(MessageNotReadableException.class, bytes::readByte),
                () -> assertThrows(MessageNotReadableException.class, bytes::readUnsignedByte),
                () -> assertThrows(MessageNotReadableException.class, bytes::readShort),
                () -> assertThrows(MessageNotReadableException.class, bytes::readUnsignedShort),
                () -> assertThrows(MessageNotReadableException.class, bytes::readChar),
                () -> assertThrows(MessageNotReadableException.class, bytes::readInt),
                () -> assertThrows(MessageNotReadableException.class, bytes::readLong),
                () -> assertThrows(MessageNotReadableException.class, bytes::readFloat),
                () -> assertThrows(MessageNotReadableException.class, bytes::readDouble),
                () -> assertThrows(MessageNotReadableException.class, bytes::readUTF),
                () -> assertThrows(MessageNotReadableException.class, () -> bytes.readBytes(new byte[1])),
                () -> assertThrows(MessageNotReadableException.class, () -> bytes.readBytes(new byte[1], 1)));
    }

    @Test
    @Covers({"BYT-2", "BYT-16"})
    void aResetOrReceivedMessageIsReadOnlyFromItsStart() throws Exception {
        BytesMessage written = session().createBytesMessage();
        written.writeInt(7);
        BytesMessage received = roundTrip(written, BytesMessage.class);
        written.reset();
        for (BytesMessage bytes : new BytesMessage[] {written, received}) {
            assertAll(
                    () -> assertThrows(MessageNotWriteableException.class, () -> bytes.writeBoolean(true)),
                    () -> assertThrows(MessageNotWriteableException.class, () -> bytes.writeByte((byte) 1)),
                    () -> assertThrows(MessageNotWriteableException.class, () -> bytes.writeShort((short) 1)),
                    () -> assertThrows(MessageNotWriteableException.class, () -> bytes.writeChar('c')),
                    () -> assertThrows(MessageNotWriteableException.class, () -> bytes.writeInt(1)),
                    () -> assertThrows(MessageNotWriteableException.class, () -> bytes.writeLong(1)),
                    () -> assertThrows(MessageNotWriteableException.class, () -> bytes.writeFloat(1)),
                    () -> assertThrows(MessageNotWriteableException.class, () -> bytes.writeDouble(1)),
                    () -> assertThrows(MessageNotWriteableException.class, () -> bytes.writeUTF("1")),
                    () -> assertThrows(MessageNotWriteableException.class, () -> bytes.writeBytes(new byte[1])),
                    () -> assertThrows(MessageNotWriteableException.class, () -> bytes.writeBytes(new byte[1], 0, 1)),
                    () -> assertThrows(MessageNotWriteableException.class, () -> bytes.writeObject(1)));
            for (int i = 0; i < 3; i++) {
                assertEquals(7, bytes.readInt());
                bytes.reset();
            }
        }
    }

    @Test
    @Covers("BYT-3")
    void theLengthDoesNotDependOnThePosition() throws Exception {
        BytesMessage bytes = received(1, 2, 3);
        assertEquals(3, bytes.getBodyLength());
        bytes.readByte();
        assertEquals(3, bytes.getBodyLength());
        assertEquals(2, bytes.readByte());
        bytes.readByte();
        assertEquals(3, bytes.getBodyLength());
    }

    @Test
    @Covers({"BYT-4", "BYT-5"})
    void theEncodingIsThatOfDataOutputStream() throws Exception {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(expected);
        BytesMessage bytes = session().createBytesMessage();
        out.writeBoolean(true);
        bytes.writeBoolean(true);
        out.writeBoolean(false);
        bytes.writeBoolean(false);
        out.writeByte(-2);
        bytes.writeByte((byte) -2);
        out.writeShort(0x0102);
        bytes.writeShort((short) 0x0102);
        out.writeChar('ü');
        bytes.writeChar('ü');
        out.writeInt(0x01020304);
        bytes.writeInt(0x01020304);
        out.writeLong(0x0102030405060708L);
        bytes.writeLong(0x0102030405060708L);
        out.writeFloat(-1.5f);
        bytes.writeFloat(-1.5f);
        out.writeDouble(1e-300);
        bytes.writeDouble(1e-300);
        String text = "NUL \u0000, ü, 名, \uD83D\uDC8C";
        out.writeUTF(text);
        bytes.writeUTF(text);
        BytesMessage received = roundTrip(bytes, BytesMessage.class);
        assertArrayEquals(expected.toByteArray(), received.getBody(byte[].class));
    }

    @Test
    @Covers({"BYT-4", "BYT-5"})
    void whatWasWrittenIsReadBack() throws Exception {
        BytesMessage bytes = session().createBytesMessage();
        bytes.writeBoolean(true);
        bytes.writeByte((byte) -2);
        bytes.writeShort((short) -3);
        bytes.writeChar('ü');
        bytes.writeInt(-4);
        bytes.writeLong(Long.MIN_VALUE);
        bytes.writeFloat(-1.5f);
        bytes.writeDouble(1e-300);
        bytes.writeUTF("NUL \u0000 \uD83D\uDC8C \uD83D");
        bytes.writeUTF("");
        BytesMessage received = roundTrip(bytes, BytesMessage.class);
        assertEquals(true, received.readBoolean());
        assertEquals(-2, received.readByte());
        assertEquals(-3, received.readShort());
        assertEquals('ü', received.readChar());
        assertEquals(-4, received.readInt());
        assertEquals(Long.MIN_VALUE, received.readLong());
        assertEquals(-1.5f, received.readFloat());
        assertEquals(1e-300, received.readDouble());
        assertEquals("NUL \u0000 \uD83D\uDC8C \uD83D", received.readUTF());
        assertEquals("", received.readUTF());
        assertEquals(-1, received.readBytes(new byte[1]));
    }

    @Test
    @Covers("BYT-6")
    void aTextTooLongForUtfIsRefusedAndWritesNothing() throws Exception {
        BytesMessage bytes = session().createBytesMessage();
        bytes.writeByte((byte) 1);
        assertThrows(JMSException.class, () -> bytes.writeUTF("x".repeat(65_536)));
        assertThrows(JMSException.class, () -> bytes.writeUTF("ü".repeat(32_768)));
        bytes.writeUTF("x".repeat(65_535));
        bytes.reset();
        assertEquals(1 + 2 + 65_535, bytes.getBodyLength());
    }

    @Test
    @Covers({"BYT-7", "BYT-8"})
    void readingMoreThanThereIsFailsAndDoesNotMoveOn() throws Exception {
        BytesMessage bytes = received(0);
        assertAll(
                () -> assertThrows(MessageEOFException.class, bytes::readShort),
                () -> assertThrows(MessageEOFException.class, bytes::readUnsignedShort),
                () -> assertThrows(MessageEOFException.class, bytes::readChar),
                () -> assertThrows(MessageEOFException.class, bytes::readInt),
                () -> assertThrows(MessageEOFException.class, bytes::readLong),
                () -> assertThrows(MessageEOFException.class, bytes::readFloat),
                () -> assertThrows(MessageEOFException.class, bytes::readDouble),
                () -> assertThrows(MessageEOFException.class, bytes::readUTF));
        assertEquals(0, bytes.readByte());
        assertAll(
                () -> assertThrows(MessageEOFException.class, bytes::readBoolean),
                () -> assertThrows(MessageEOFException.class, bytes::readByte),
                () -> assertThrows(MessageEOFException.class, bytes::readUnsignedByte));
    }

    @Test
    @Covers({"BYT-7", "BYT-8"})
    void aTextCutOffFailsAndDoesNotMoveOn() throws Exception {
        BytesMessage bytes = received(0, 5, 'a', 'b');
        assertThrows(MessageEOFException.class, bytes::readUTF);
        assertEquals(5, bytes.readShort());
        assertEquals('a', bytes.readByte());
    }

    @Test
    @Covers({"BYT-9", "BYT-10"})
    void readBytesTellsHowManyAndThenTheEnd() throws Exception {
        BytesMessage bytes = received(1, 2, 3, 4, 5);
        byte[] buffer = new byte[3];
        assertEquals(3, bytes.readBytes(buffer));
        assertArrayEquals(new byte[] {1, 2, 3}, buffer);
        assertEquals(2, bytes.readBytes(buffer));
        assertArrayEquals(new byte[] {4, 5}, new byte[] {buffer[0], buffer[1]});
        assertEquals(-1, bytes.readBytes(buffer));
        assertEquals(-1, bytes.readBytes(buffer));

        bytes.reset();
        byte[] exact = new byte[5];
        assertEquals(5, bytes.readBytes(exact));
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5}, exact);
        assertEquals(-1, bytes.readBytes(exact));
        bytes.reset();
        assertEquals(2, bytes.readBytes(exact, 2));
        assertEquals(3, bytes.readBytes(exact, 3));
        assertEquals(-1, bytes.readBytes(exact, 1));
    }

    @Test
    @Covers("BYT-11")
    void aLengthOutsideTheBufferIsRefusedAndReadsNothing() throws Exception {
        BytesMessage bytes = received(1, 2, 3);
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.readBytes(new byte[2], -1));
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.readBytes(new byte[2], 3));
        assertEquals(1, bytes.readByte());
    }

    @Test
    @Covers({"BYT-12", "BYT-13"})
    void bytesHaveNoType() throws Exception {
        BytesMessage bytes = session().createBytesMessage();
        bytes.writeByte((byte) -1);
        bytes.writeShort((short) -1);
        bytes.writeInt(0x4041_0001);
        BytesMessage received = roundTrip(bytes, BytesMessage.class);
        assertEquals(255, received.readUnsignedByte());
        assertEquals(65_535, received.readUnsignedShort());
        assertEquals(0x4041, received.readChar());
        assertEquals(0, received.readByte());
        assertEquals(true, received.readBoolean());
        received.reset();
        assertEquals(0xFFFF_FF40, received.readInt());
    }

    @Test
    @Covers("BYT-14")
    void everyWrapperIsWrittenLikeItsType() throws Exception {
        List<Object> values = List.of(true, (byte) 1, (short) 2, 'c', 3, 4L, 5f, 6d, "seven ü", new byte[] {8, 9});
        BytesMessage objects = session().createBytesMessage();
        for (Object value : values) {
            objects.writeObject(value);
        }
        BytesMessage typed = session().createBytesMessage();
        typed.writeBoolean(true);
        typed.writeByte((byte) 1);
        typed.writeShort((short) 2);
        typed.writeChar('c');
        typed.writeInt(3);
        typed.writeLong(4);
        typed.writeFloat(5);
        typed.writeDouble(6);
        typed.writeUTF("seven ü");
        typed.writeBytes(new byte[] {8, 9});
        assertArrayEquals(
                roundTrip(typed, BytesMessage.class).getBody(byte[].class),
                roundTrip(objects, BytesMessage.class).getBody(byte[].class));
    }

    static Stream<Object> valuesOfOtherTypes() {
        return Stream.of(
                arguments((Object) new Byte[] {1}), new BigDecimal("1"), new Date(0), new int[] {1}, List.of("a"));
    }

    @ParameterizedTest
    @MethodSource("valuesOfOtherTypes")
    @Covers("BYT-14")
    void aValueOfAnotherTypeIsAFormatError(Object value) throws Exception {
        BytesMessage bytes = session().createBytesMessage();
        assertThrows(MessageFormatException.class, () -> bytes.writeObject(value));
        bytes.reset();
        assertEquals(0, bytes.getBodyLength());
    }

    @Test
    @Covers("BYT-15")
    void aSliceIsWritten() throws Exception {
        BytesMessage bytes = session().createBytesMessage();
        bytes.writeBytes(new byte[] {1, 2, 3, 4}, 1, 2);
        bytes.writeBytes(new byte[] {5}, 1, 0);
        assertArrayEquals(
                new byte[] {2, 3}, roundTrip(bytes, BytesMessage.class).getBody(byte[].class));
    }

    @Test
    @Covers("BYT-17")
    void anAsyncSendResetsTheMessageBeforeItCompletes() throws Exception {
        BytesMessage bytes = session().createBytesMessage();
        bytes.writeInt(7);
        Collected<Object> outcome = new Collected<>();
        session().createProducer(newQueue()).send(bytes, new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                try {
                    outcome.add(((BytesMessage) message).readInt());
                } catch (JMSException e) {
                    outcome.add(e);
                }
            }

            @Override
            public void onException(Message message, Exception exception) {
                outcome.add(exception);
            }
        });
        assertEquals(7, outcome.next());
    }

    @Test
    @Covers("BYT-18")
    void aSendLeavesTheModeAsItIs() throws Exception {
        BytesMessage bytes = session().createBytesMessage();
        bytes.writeByte((byte) 1);
        BytesMessage first = roundTrip(bytes, BytesMessage.class);
        bytes.writeByte((byte) 2);
        BytesMessage second = roundTrip(bytes, BytesMessage.class);
        assertArrayEquals(new byte[] {1}, first.getBody(byte[].class));
        assertArrayEquals(new byte[] {1, 2}, second.getBody(byte[].class));
        bytes.reset();
        assertEquals(1, bytes.readByte());
        send(newQueue(), bytes);
        assertEquals(2, bytes.readByte());
    }

    @Test
    @Covers("BYT-19")
    void nullCannotBeWritten() throws Exception {
        BytesMessage bytes = session().createBytesMessage();
        assertThrows(NullPointerException.class, () -> bytes.writeObject(null));
        assertThrows(NullPointerException.class, () -> bytes.writeUTF(null));
        assertThrows(NullPointerException.class, () -> bytes.writeBytes(null));
        bytes.reset();
        assertEquals(0, bytes.getBodyLength());
    }

    @Test
    @Covers("BYT-20")
    void anEmptyMessageEndsAtOnce() throws Exception {
        BytesMessage local = session().createBytesMessage();
        BytesMessage received = roundTrip(local, BytesMessage.class);
        local.reset();
        for (BytesMessage bytes : new BytesMessage[] {local, received}) {
            assertEquals(0, bytes.getBodyLength());
            assertThrows(MessageEOFException.class, bytes::readByte);
            assertThrows(MessageEOFException.class, bytes::readUTF);
            assertEquals(-1, bytes.readBytes(new byte[1]));
        }
    }

    private BytesMessage received(int... content) throws JMSException {
        BytesMessage bytes = session().createBytesMessage();
        for (int each : content) {
            bytes.writeByte((byte) each);
        }
        return roundTrip(bytes, BytesMessage.class);
    }
}
