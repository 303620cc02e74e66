package io.chasqui.jms.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** PRP-2 to PRP-16 and CNV-1 to CNV-12: every pair of written and read type, through every kind of reader. */
class ConversionTest {

    private enum Type {
        BOOLEAN(true),
        BYTE((byte) 3),
        SHORT((short) 300),
        CHAR('c'),
        INT(70_000),
        LONG(5_000_000_000L),
        FLOAT(1.5f),
        DOUBLE(2.25),
        STRING("1"),
        BYTES(new byte[] {1, 2});

        private final Object sample;

        Type(Object sample) {
            this.sample = sample;
        }
    }

    /** Reads one value as any type. */
    private interface Reader {
        Object read(Type type) throws JMSException;
    }

    /** Something that holds values: writes one and gives what reads it. */
    private interface Holder {
        Reader holding(Object value) throws JMSException;
    }

    private static final Map<Type, Set<Type>> READABLE = new EnumMap<>(Map.of(
            Type.BOOLEAN, EnumSet.of(Type.BOOLEAN, Type.STRING),
            Type.BYTE, EnumSet.of(Type.BYTE, Type.SHORT, Type.INT, Type.LONG, Type.STRING),
            Type.SHORT, EnumSet.of(Type.SHORT, Type.INT, Type.LONG, Type.STRING),
            Type.CHAR, EnumSet.of(Type.CHAR, Type.STRING),
            Type.INT, EnumSet.of(Type.INT, Type.LONG, Type.STRING),
            Type.LONG, EnumSet.of(Type.LONG, Type.STRING),
            Type.FLOAT, EnumSet.of(Type.FLOAT, Type.DOUBLE, Type.STRING),
            Type.DOUBLE, EnumSet.of(Type.DOUBLE, Type.STRING),
            Type.STRING, EnumSet.complementOf(EnumSet.of(Type.CHAR, Type.BYTES)),
            Type.BYTES, EnumSet.of(Type.BYTES)));

    private static final Map<String, Holder> HOLDERS = Map.of(
            "property",
            ConversionTest::property,
            "received property",
            ConversionTest::receivedProperty,
            "producer property",
            ConversionTest::producerProperty,
            "map entry",
            ConversionTest::mapEntry,
            "stream item",
            ConversionTest::streamItem);

    private static Reader property(Object value) throws JMSException {
        JmsMessage message = new JmsMessage();
        message.setObjectProperty("p", value);
        return type -> readProperty(message, type);
    }

    private static Reader receivedProperty(Object value) throws JMSException {
        JmsMessage message = new JmsMessage();
        message.setObjectProperty("p", value);
        JmsMessage received = Sending.received(message);
        return type -> readProperty(received, type);
    }

    private static Object readProperty(JmsMessage message, Type type) throws JMSException {
        return switch (type) {
            case BOOLEAN -> message.getBooleanProperty("p");
            case BYTE -> message.getByteProperty("p");
            case SHORT -> message.getShortProperty("p");
            case INT -> message.getIntProperty("p");
            case LONG -> message.getLongProperty("p");
            case FLOAT -> message.getFloatProperty("p");
            case DOUBLE -> message.getDoubleProperty("p");
            case STRING -> message.getStringProperty("p");
            case CHAR, BYTES -> throw new AssertionError(type);
        };
    }

    private static Reader producerProperty(Object value) throws JMSException {
        Properties properties = new Properties();
        properties.set("p", value);
        return type -> switch (type) {
            case BOOLEAN -> properties.getBoolean("p");
            case BYTE -> properties.getByte("p");
            case SHORT -> properties.getShort("p");
            case INT -> properties.getInt("p");
            case LONG -> properties.getLong("p");
            case FLOAT -> properties.getFloat("p");
            case DOUBLE -> properties.getDouble("p");
            case STRING -> properties.getString("p");
            case CHAR, BYTES -> throw new AssertionError(type);
        };
    }

    private static Reader mapEntry(Object value) throws JMSException {
        JmsMapMessage message = new JmsMapMessage();
        message.setObject("p", value);
        return type -> switch (type) {
            case BOOLEAN -> message.getBoolean("p");
            case BYTE -> message.getByte("p");
            case SHORT -> message.getShort("p");
            case CHAR -> message.getChar("p");
            case INT -> message.getInt("p");
            case LONG -> message.getLong("p");
            case FLOAT -> message.getFloat("p");
            case DOUBLE -> message.getDouble("p");
            case STRING -> message.getString("p");
            case BYTES -> message.getBytes("p");
        };
    }

    private static Reader streamItem(Object value) throws JMSException {
        JmsStreamMessage message = new JmsStreamMessage();
        message.writeObject(value);
        message.reset();
        return type -> switch (type) {
            case BOOLEAN -> message.readBoolean();
            case BYTE -> message.readByte();
            case SHORT -> message.readShort();
            case CHAR -> message.readChar();
            case INT -> message.readInt();
            case LONG -> message.readLong();
            case FLOAT -> message.readFloat();
            case DOUBLE -> message.readDouble();
            case STRING -> message.readString();
            case BYTES -> readBytes(message);
        };
    }

    private static byte[] readBytes(JmsStreamMessage message) throws JMSException {
        byte[] buffer = new byte[10];
        int count = message.readBytes(buffer);
        return count < 0 ? null : java.util.Arrays.copyOf(buffer, count);
    }

    private static Set<Type> typesOf(String holder) {
        return holder.contains("property")
                ? EnumSet.complementOf(EnumSet.of(Type.CHAR, Type.BYTES))
                : EnumSet.allOf(Type.class);
    }

    static Stream<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        for (String holder : HOLDERS.keySet()) {
            for (Type written : typesOf(holder)) {
                for (Type read : typesOf(holder)) {
                    pairs.add(Arguments.of(holder, written, read));
                }
            }
        }
        return pairs.stream();
    }

    @ParameterizedTest(name = "{0} written as {1}, read as {2}")
    @MethodSource("pairs")
    void convertsExactlyThePairsOfTheTable(String holder, Type written, Type read) throws JMSException {
        Reader reader = HOLDERS.get(holder).holding(written.sample);
        if (!READABLE.get(written).contains(read)) {
            assertThrows(MessageFormatException.class, () -> reader.read(read));
        } else if (read == Type.BYTES) {
            assertArrayEquals((byte[]) written.sample, (byte[]) reader.read(read));
        } else {
            assertEquals(expected(written, read), reader.read(read));
        }
    }

    private static Object expected(Type written, Type read) {
        if (read == Type.STRING) {
            return String.valueOf(written.sample);
        }
        Object number = written == Type.STRING ? Integer.valueOf(1) : written.sample;
        return switch (read) {
            case BOOLEAN -> written == Type.BOOLEAN;
            case BYTE -> ((Number) number).byteValue();
            case SHORT -> ((Number) number).shortValue();
            case INT -> ((Number) number).intValue();
            case LONG -> ((Number) number).longValue();
            case FLOAT -> ((Number) number).floatValue();
            case DOUBLE -> ((Number) number).doubleValue();
            case CHAR, STRING, BYTES -> number;
        };
    }

    static Stream<String> holders() {
        return HOLDERS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("holders")
    void readsNullAsEachTypeDoes_PRP_13_to_16_CNV_12(String holder) throws JMSException {
        Reader reader = HOLDERS.get(holder).holding(null);
        for (Type type : List.of(Type.BYTE, Type.SHORT, Type.INT, Type.LONG)) {
            assertThrows(NumberFormatException.class, () -> reader.read(type), type.name());
        }
        for (Type type : List.of(Type.FLOAT, Type.DOUBLE)) {
            assertThrows(NullPointerException.class, () -> reader.read(type), type.name());
        }
        if (typesOf(holder).contains(Type.CHAR)) {
            assertThrows(NullPointerException.class, () -> reader.read(Type.CHAR));
            assertNull(HOLDERS.get(holder).holding(null).read(Type.BYTES));
        }
        assertEquals(false, HOLDERS.get(holder).holding(null).read(Type.BOOLEAN));
        assertNull(HOLDERS.get(holder).holding(null).read(Type.STRING));
    }

    @ParameterizedTest
    @MethodSource("holders")
    void refusesTextThatIsNoNumber_PRP_9_PRP_11_CNV_11(String holder) throws JMSException {
        for (String text : List.of("x", "", " 1", "0x10", "1L")) {
            Reader reader = HOLDERS.get(holder).holding(text);
            for (Type type : List.of(Type.BYTE, Type.SHORT, Type.INT, Type.LONG)) {
                assertThrows(NumberFormatException.class, () -> reader.read(type), text + " as " + type);
            }
        }
        Reader reader = HOLDERS.get(holder).holding("x");
        assertThrows(NumberFormatException.class, () -> reader.read(Type.FLOAT));
        assertThrows(NumberFormatException.class, () -> reader.read(Type.DOUBLE));
        assertEquals(1f, HOLDERS.get(holder).holding(" 1f ").read(Type.FLOAT));
        assertEquals(Double.NaN, HOLDERS.get(holder).holding("NaN").read(Type.DOUBLE));
    }

    @ParameterizedTest
    @MethodSource("holders")
    void readsTextAsBooleanWithoutEverFailing_PRP_10(String holder) throws JMSException {
        assertEquals(true, HOLDERS.get(holder).holding("tRuE").read(Type.BOOLEAN));
        assertEquals(false, HOLDERS.get(holder).holding("yes").read(Type.BOOLEAN));
    }

    @Test
    void namesTheValueInItsComplaint() throws JMSException {
        JmsMessage message = new JmsMessage();
        message.setStringProperty("amount", "ten");
        assertEquals(
                "property 'amount' is the text \"ten\", which is no int",
                assertThrows(NumberFormatException.class, () -> message.getIntProperty("amount"))
                        .getMessage());
        message.setLongProperty("amount", 10);
        assertEquals(
                "property 'amount' was written as Long and cannot be read as int",
                assertThrows(MessageFormatException.class, () -> message.getIntProperty("amount"))
                        .getMessage());
    }
}
