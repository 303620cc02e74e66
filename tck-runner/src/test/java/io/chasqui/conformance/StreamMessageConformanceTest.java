package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.StreamMessage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stream bodies: their two modes, their fields, and byte fields read in parts. */
class StreamMessageConformanceTest extends ConformanceTest {

    @Test
    @Covers("STR-1")
    void aNewOrClearedStreamIsWriteOnly() throws Exception {
        StreamMessage stream = session().createStreamMessage();
        assertWriteOnly(stream);
        stream.writeInt(1);
        assertWriteOnly(stream);
        stream.reset();
        stream.clearBody();
        assertWriteOnly(stream);
    }

    private static void assertWriteOnly(StreamMessage stream) {
        assertAll(
                () -> assertThrows(MessageNotReadableException.class, stream::readBoolean),
                () -> assertThrows(MessageNotReadableException.class, stream::readByte),
                () -> assertThrows(MessageNotReadableException.class, stream::readShort),
                () -> assertThrows(MessageNotReadableException.class, stream::readChar),
                () -> assertThrows(MessageNotReadableException.class, stream::readInt),
                () -> assertThrows(MessageNotReadableException.class, stream::readLong),
                () -> assertThrows(MessageNotReadableException.class, stream::readFloat),
                () -> assertThrows(MessageNotReadableException.class, stream::readDouble),
                () -> assertThrows(MessageNotReadableException.class, stream::readString),
                () -> assertThrows(MessageNotReadableException.class, () -> stream.readBytes(new byte[1])),
                () -> assertThrows(MessageNotReadableException.class, stream::readObject));
    }

    @Test
    @Covers("STR-2")
    void aResetOrReceivedStreamIsReadOnlyFromItsStart() throws Exception {
        StreamMessage written = session().createStreamMessage();
        written.writeInt(1);
        StreamMessage received = roundTrip(written, StreamMessage.class);
        written.reset();
        for (StreamMessage stream : new StreamMessage[] {written, received}) {
            assertAll(
                    () -> assertThrows(MessageNotWriteableException.class, () -> stream.writeBoolean(true)),
                    () -> assertThrows(MessageNotWriteableException.class, () -> stream.writeByte((byte) 1)),
                    () -> assertThrows(MessageNotWriteableException.class, () -> stream.writeShort((short) 1)),
                    () -> assertThrows(MessageNotWriteableException.class, () -> stream.writeChar('c')),
                    () -> assertThrows(MessageNotWriteableException.class, () -> stream.writeInt(1)),
                    () -> assertThrows(MessageNotWriteableException.class, () -> stream.writeLong(1)),
                    () -> assertThrows(MessageNotWriteableException.class, () -> stream.writeFloat(1)),
                    () -> assertThrows(MessageNotWriteableException.class, () -> stream.writeDouble(1)),
                    () -> assertThrows(MessageNotWriteableException.class, () -> stream.writeString("1")),
                    () -> assertThrows(MessageNotWriteableException.class, () -> stream.writeBytes(new byte[1])),
                    () -> assertThrows(MessageNotWriteableException.class, () -> stream.writeBytes(new byte[1], 0, 1)),
                    () -> assertThrows(MessageNotWriteableException.class, () -> stream.writeObject(1)));
            assertEquals(1, stream.readInt());
        }
    }

    @Test
    @Covers({"STR-3", "STR-4"})
    void fieldsAreReadInTheirOrderAsOftenAsOneResets() throws Exception {
        StreamMessage written = session().createStreamMessage();
        written.writeInt(1);
        written.writeString("two");
        written.writeBoolean(true);
        for (StreamMessage stream : new StreamMessage[] {roundTrip(written, StreamMessage.class), written}) {
            for (int i = 0; i < 3; i++) {
                stream.reset();
                assertEquals(1, stream.readInt());
                stream.reset();
                assertEquals(1, stream.readInt());
                assertEquals("two", stream.readString());
                assertEquals(true, stream.readBoolean());
                assertThrows(MessageEOFException.class, stream::readString);
                assertThrows(MessageEOFException.class, stream::readInt);
                assertThrows(MessageEOFException.class, stream::readObject);
            }
        }
    }

    @Test
    @Covers("STR-7")
    void aLongByteFieldIsReadInParts() throws Exception {
        StreamMessage stream = received(new byte[] {1, 2, 3, 4, 5}, "next");
        byte[] buffer = new byte[2];
        assertEquals(2, stream.readBytes(buffer));
        assertArrayEquals(new byte[] {1, 2}, buffer);
        assertEquals(2, stream.readBytes(buffer));
        assertArrayEquals(new byte[] {3, 4}, buffer);
        assertEquals(1, stream.readBytes(buffer));
        assertEquals(5, buffer[0]);
        assertEquals("next", stream.readString());
    }

    @Test
    @Covers("STR-8")
    void aByteFieldThatFitsExactlyTakesOneMoreCall() throws Exception {
        StreamMessage stream = received(new byte[] {1, 2, 3, 4}, "next");
        byte[] buffer = new byte[2];
        assertEquals(2, stream.readBytes(buffer));
        assertEquals(2, stream.readBytes(buffer));
        assertEquals(-1, stream.readBytes(buffer));
        assertEquals("next", stream.readString());
    }

    @Test
    @Covers("STR-8")
    void aShortByteFieldIsReadAtOnce() throws Exception {
        StreamMessage stream = received(new byte[] {1, 2}, new byte[] {3});
        byte[] buffer = new byte[3];
        assertEquals(2, stream.readBytes(buffer));
        assertEquals(1, stream.readBytes(buffer));
        assertEquals(3, buffer[0]);
    }

    @Test
    @Covers({"STR-9", "STR-15"})
    void aNullByteFieldIsNotAnEmptyOne() throws Exception {
        StreamMessage stream = received(null, new byte[0], "next");
        assertEquals(-1, stream.readBytes(new byte[3]));
        assertEquals(0, stream.readBytes(new byte[3]));
        assertEquals("next", stream.readString());
    }

    @Test
    @Covers("STR-10")
    void aByteFieldThatIsPartlyReadMustBeFinishedFirst() throws Exception {
        StreamMessage stream = received(new byte[] {1, 2, 3}, "next");
        byte[] buffer = new byte[2];
        assertEquals(2, stream.readBytes(buffer));
        assertAll(
                () -> assertThrows(MessageFormatException.class, stream::readBoolean),
                () -> assertThrows(MessageFormatException.class, stream::readByte),
                () -> assertThrows(MessageFormatException.class, stream::readInt),
                () -> assertThrows(MessageFormatException.class, stream::readString),
                () -> assertThrows(MessageFormatException.class, stream::readObject));
        assertEquals(1, stream.readBytes(buffer));
        assertEquals(3, buffer[0]);
        assertEquals("next", stream.readString());
    }

    @Test
    @Covers("STR-10")
    void resetForgetsAByteFieldThatIsPartlyRead() throws Exception {
        StreamMessage stream = received(new byte[] {1, 2, 3});
        stream.readBytes(new byte[2]);
        stream.reset();
        assertArrayEquals(new byte[] {1, 2, 3}, (byte[]) stream.readObject());
    }

    @Test
    @Covers({"STR-11", "STR-13"})
    void eachWriteOfBytesIsAFieldAndReadsAsAnArray() throws Exception {
        StreamMessage stream = received(new byte[] {1, 2}, new byte[] {3}, new byte[0]);
        assertArrayEquals(new byte[] {1, 2}, (byte[]) stream.readObject());
        assertArrayEquals(new byte[] {3}, (byte[]) stream.readObject());
        assertArrayEquals(new byte[0], (byte[]) stream.readObject());
        assertThrows(MessageEOFException.class, stream::readObject);
    }

    @Test
    @Covers("STR-12")
    void bytesAreCopiedWholeOrInPart() throws Exception {
        byte[] bytes = {1, 2, 3, 4};
        StreamMessage written = session().createStreamMessage();
        written.writeBytes(bytes);
        written.writeBytes(bytes, 1, 2);
        bytes[1] = 99;
        StreamMessage received = roundTrip(written, StreamMessage.class);
        assertArrayEquals(new byte[] {1, 2, 3, 4}, (byte[]) received.readObject());
        assertArrayEquals(new byte[] {2, 3}, (byte[]) received.readObject());
    }

    @Test
    @Covers("STR-14")
    void readingBytesFromAnotherFieldIsAFormatErrorAndDoesNotMoveOn() throws Exception {
        StreamMessage stream = received("text", 7);
        assertThrows(MessageFormatException.class, () -> stream.readBytes(new byte[3]));
        assertEquals("text", stream.readString());
        assertThrows(MessageFormatException.class, () -> stream.readBytes(new byte[3]));
        assertEquals(7, stream.readInt());
    }

    @Test
    @Covers("STR-15")
    void nullIsAFieldAndReadsBackAsNull() throws Exception {
        StreamMessage written = session().createStreamMessage();
        written.writeString(null);
        written.writeObject(null);
        written.writeString("next");
        assertEquals(Arrays.asList(null, null, "next"), Streams.readAll(roundTrip(written, StreamMessage.class)));
        StreamMessage again = roundTrip(written, StreamMessage.class);
        assertNull(again.readString());
        assertNull(again.readString());
    }

    @Test
    @OurDecision
    @Covers("STR-16")
    void aBufferWithoutRoomReadsNothing() throws Exception {
        StreamMessage stream = received(new byte[] {1});
        assertThrows(NullPointerException.class, () -> stream.readBytes(null));
        assertEquals(0, stream.readBytes(new byte[0]));
        assertArrayEquals(new byte[] {1}, (byte[]) stream.readObject());
    }

    @Test
    @Covers("STR-17")
    void readingBytesBehindTheLastFieldIsTheEndOfTheStream() throws Exception {
        StreamMessage stream = received(new byte[] {1});
        assertEquals(1, stream.readBytes(new byte[2]));
        assertThrows(MessageEOFException.class, () -> stream.readBytes(new byte[2]));
        assertThrows(MessageEOFException.class, () -> received().readBytes(new byte[2]));
    }

    @Test
    @Covers("STR-18")
    void clearBodyMakesAReadOnlyStreamNew() throws Exception {
        StreamMessage stream = received(1, 2);
        assertEquals(1, stream.readInt());
        stream.clearBody();
        assertWriteOnly(stream);
        stream.writeInt(3);
        stream.reset();
        assertEquals(List.of(3), Streams.readAll(stream));
    }

    private StreamMessage received(Object... fields) throws JMSException {
        StreamMessage stream = session().createStreamMessage();
        for (Object field : fields) {
            stream.writeObject(field);
        }
        return roundTrip(stream, StreamMessage.class);
    }
}
