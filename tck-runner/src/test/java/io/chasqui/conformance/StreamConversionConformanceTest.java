package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.StreamMessage;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The conversion table for the fields of a stream, and that a failed read does not move on. */
class StreamConversionConformanceTest extends ConformanceTest {

    private interface Getter {
        Object get(StreamMessage stream) throws JMSException;
    }

    private static final Map<String, Getter> GETTERS = getters();

    private static Map<String, Getter> getters() {
        Map<String, Getter> getters = new HashMap<>();
        getters.put("boolean", StreamMessage::readBoolean);
        getters.put("byte", StreamMessage::readByte);
        getters.put("short", StreamMessage::readShort);
        getters.put("char", StreamMessage::readChar);
        getters.put("int", StreamMessage::readInt);
        getters.put("long", StreamMessage::readLong);
        getters.put("float", StreamMessage::readFloat);
        getters.put("double", StreamMessage::readDouble);
        getters.put("String", StreamMessage::readString);
        getters.put("byte[]", StreamConversionConformanceTest::readBytes);
        return getters;
    }

    private static byte[] readBytes(StreamMessage stream) throws JMSException {
        byte[] buffer = new byte[100];
        int length = stream.readBytes(buffer);
        return Arrays.copyOf(buffer, length);
    }

    static Stream<?> rows() {
        return ConversionTable.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    @Covers({
        "CNV-1", "CNV-2", "CNV-3", "CNV-4", "CNV-5", "CNV-6", "CNV-7", "CNV-8", "CNV-9", "CNV-10", "CNV-14", "CNV-15",
        "STR-4"
    })
    void aFieldReadsByTheTable(Object value, Map<String, Object> readable) throws Exception {
        StreamMessage typed = session().createStreamMessage();
        writeTyped(typed, value);
        readsAs(value, readable, typed);
        StreamMessage object = session().createStreamMessage();
        object.writeObject(value);
        readsAs(value, readable, object);
    }

    private void readsAs(Object value, Map<String, Object> readable, StreamMessage written) throws JMSException {
        for (StreamMessage stream : new StreamMessage[] {roundTrip(written, StreamMessage.class), written}) {
            stream.reset();
            assertSame(value, stream.readObject());
            for (String type : ConversionTable.TYPES) {
                Getter getter = GETTERS.get(type);
                stream.reset();
                if (readable.containsKey(type)) {
                    assertSame(readable.get(type), getter.get(stream));
                } else {
                    assertThrows(MessageFormatException.class, () -> getter.get(stream), "read as " + type);
                }
            }
        }
    }

    private static void writeTyped(StreamMessage stream, Object value) throws JMSException {
        if (value instanceof Boolean v) {
            stream.writeBoolean(v);
        } else if (value instanceof Byte v) {
            stream.writeByte(v);
        } else if (value instanceof Short v) {
            stream.writeShort(v);
        } else if (value instanceof Character v) {
            stream.writeChar(v);
        } else if (value instanceof Integer v) {
            stream.writeInt(v);
        } else if (value instanceof Long v) {
            stream.writeLong(v);
        } else if (value instanceof Float v) {
            stream.writeFloat(v);
        } else if (value instanceof Double v) {
            stream.writeDouble(v);
        } else if (value instanceof byte[] v) {
            stream.writeBytes(v);
        } else {
            stream.writeString((String) value);
        }
    }

    /** The same type and value. */
    private static void assertSame(Object expected, Object actual) {
        if (expected instanceof byte[] bytes) {
            assertArrayEquals(bytes, assertInstanceOf(byte[].class, actual));
        } else {
            assertEquals(expected, actual);
        }
    }

    @Test
    @Covers({"STR-5", "STR-14"})
    void aFormatErrorDoesNotMoveOn() throws Exception {
        StreamMessage written = session().createStreamMessage();
        written.writeBytes(new byte[] {1, 2});
        written.writeBoolean(true);
        StreamMessage stream = roundTrip(written, StreamMessage.class);
        for (String type : ConversionTable.TYPES) {
            if (!type.equals("byte[]")) {
                assertThrows(
                        MessageFormatException.class, () -> GETTERS.get(type).get(stream), type);
            }
        }
        assertArrayEquals(new byte[] {1, 2}, (byte[]) stream.readObject());
        for (String type : List.of("byte", "short", "char", "int", "long", "float", "double", "byte[]")) {
            assertThrows(MessageFormatException.class, () -> GETTERS.get(type).get(stream), type);
        }
        assertEquals("true", stream.readString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "0x10", "1L", "one"})
    @Covers({"CNV-11", "STR-5"})
    void aTextThatIsNoNumberIsANumberFormatErrorAndDoesNotMoveOn(String text) throws Exception {
        StreamMessage written = session().createStreamMessage();
        written.writeString(text);
        StreamMessage stream = roundTrip(written, StreamMessage.class);
        for (String type : List.of("byte", "short", "int", "long")) {
            assertThrows(NumberFormatException.class, () -> GETTERS.get(type).get(stream), type);
        }
        assertEquals(text, stream.readString());
    }

    @Test
    @Covers({"CNV-11", "STR-5"})
    void aWordIsANumberFormatErrorForFloatAndDouble() throws Exception {
        StreamMessage written = session().createStreamMessage();
        written.writeString("one");
        StreamMessage stream = roundTrip(written, StreamMessage.class);
        assertThrows(NumberFormatException.class, stream::readFloat);
        assertThrows(NumberFormatException.class, stream::readDouble);
        assertEquals("one", stream.readString());
    }

    @ParameterizedTest
    @CsvSource({"true,true", "TRUE,true", "yes,false", "'',false"})
    @Covers("CNV-11")
    void onlyTheWordTrueIsTrue(String text, boolean expected) throws Exception {
        StreamMessage written = session().createStreamMessage();
        written.writeString(text);
        assertEquals(expected, roundTrip(written, StreamMessage.class).readBoolean());
    }

    @Test
    @Covers({"CNV-12", "STR-15"})
    void nullReadsByTheTable() throws Exception {
        StreamMessage written = session().createStreamMessage();
        for (int i = 0; i < 10; i++) {
            written.writeObject(null);
        }
        written.writeString(null);
        StreamMessage stream = roundTrip(written, StreamMessage.class);
        assertFalse(stream.readBoolean());
        assertNull(stream.readString());
        assertNull(stream.readObject());
        assertEquals(-1, stream.readBytes(new byte[1]));
        for (String type : List.of("byte", "short", "int", "long")) {
            assertThrows(NumberFormatException.class, () -> GETTERS.get(type).get(stream), type);
        }
        assertNull(stream.readString());
    }

    @Test
    @Covers({"CNV-12", "STR-6"})
    void nullIsANullPointerErrorAndDoesNotMoveOn() throws Exception {
        StreamMessage written = session().createStreamMessage();
        written.writeObject(null);
        written.writeString("next");
        StreamMessage stream = roundTrip(written, StreamMessage.class);
        assertThrows(NullPointerException.class, stream::readFloat);
        assertThrows(NullPointerException.class, stream::readDouble);
        assertThrows(NullPointerException.class, stream::readChar);
        assertNull(stream.readString());
        assertEquals("next", stream.readString());
    }

    static Stream<Object> valuesOfOtherTypes() {
        return Stream.of(
                arguments((Object) new Byte[] {1}),
                new BigDecimal("1"),
                new Date(0),
                new int[] {1},
                Map.of("a", 1),
                List.of("a"));
    }

    @ParameterizedTest
    @MethodSource("valuesOfOtherTypes")
    @Covers("CNV-13")
    void aValueOfAnotherTypeIsAFormatError(Object value) throws Exception {
        StreamMessage stream = session().createStreamMessage();
        assertThrows(MessageFormatException.class, () -> stream.writeObject(value));
        stream.reset();
        assertEquals(List.of(), Streams.readAll(stream));
    }
}
