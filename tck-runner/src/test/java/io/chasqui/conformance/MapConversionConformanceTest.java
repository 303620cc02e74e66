package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.MessageFormatException;
import java.math.BigDecimal;
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

/** The conversion table for the entries of a map. */
class MapConversionConformanceTest extends ConformanceTest {

    private interface Getter {
        Object get(MapMessage map, String name) throws JMSException;
    }

    private static final Map<String, Getter> GETTERS = getters();

    private static Map<String, Getter> getters() {
        Map<String, Getter> getters = new HashMap<>();
        getters.put("boolean", MapMessage::getBoolean);
        getters.put("byte", MapMessage::getByte);
        getters.put("short", MapMessage::getShort);
        getters.put("char", MapMessage::getChar);
        getters.put("int", MapMessage::getInt);
        getters.put("long", MapMessage::getLong);
        getters.put("float", MapMessage::getFloat);
        getters.put("double", MapMessage::getDouble);
        getters.put("String", MapMessage::getString);
        getters.put("byte[]", MapMessage::getBytes);
        return getters;
    }

    static Stream<?> rows() {
        return ConversionTable.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    @Covers({
        "CNV-1", "CNV-2", "CNV-3", "CNV-4", "CNV-5", "CNV-6", "CNV-7", "CNV-8", "CNV-9", "CNV-10", "CNV-14", "CNV-15"
    })
    void anEntryReadsByTheTable(Object value, Map<String, Object> readable) throws Exception {
        MapMessage map = session().createMapMessage();
        setTyped(map, "typed", value);
        map.setObject("object", value);
        for (MapMessage each : new MapMessage[] {map, roundTrip(map, MapMessage.class)}) {
            for (String name : new String[] {"typed", "object"}) {
                assertSame(value, each.getObject(name));
                readsAs(readable, each, name);
            }
        }
    }

    private static void setTyped(MapMessage map, String name, Object value) throws JMSException {
        if (value instanceof Boolean v) {
            map.setBoolean(name, v);
        } else if (value instanceof Byte v) {
            map.setByte(name, v);
        } else if (value instanceof Short v) {
            map.setShort(name, v);
        } else if (value instanceof Character v) {
            map.setChar(name, v);
        } else if (value instanceof Integer v) {
            map.setInt(name, v);
        } else if (value instanceof Long v) {
            map.setLong(name, v);
        } else if (value instanceof Float v) {
            map.setFloat(name, v);
        } else if (value instanceof Double v) {
            map.setDouble(name, v);
        } else if (value instanceof byte[] v) {
            map.setBytes(name, v);
        } else {
            map.setString(name, (String) value);
        }
    }

    private static void readsAs(Map<String, Object> readable, MapMessage map, String name) throws JMSException {
        for (String type : ConversionTable.TYPES) {
            Getter getter = GETTERS.get(type);
            if (readable.containsKey(type)) {
                assertSame(readable.get(type), getter.get(map, name));
            } else {
                assertThrows(MessageFormatException.class, () -> getter.get(map, name), "read as " + type);
            }
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

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "0x10", "1L", "one"})
    @Covers("CNV-11")
    void aTextThatIsNoNumberIsANumberFormatError(String text) throws Exception {
        MapMessage map = session().createMapMessage();
        map.setString("text", text);
        MapMessage received = roundTrip(map, MapMessage.class);
        for (String type : new String[] {"byte", "short", "int", "long"}) {
            assertThrows(NumberFormatException.class, () -> GETTERS.get(type).get(received, "text"), type);
        }
        map.setString("text", "one");
        MapMessage word = roundTrip(map, MapMessage.class);
        assertThrows(NumberFormatException.class, () -> word.getFloat("text"));
        assertThrows(NumberFormatException.class, () -> word.getDouble("text"));
    }

    @ParameterizedTest
    @CsvSource({"true,true", "TRUE,true", "yes,false", "'',false"})
    @Covers("CNV-11")
    void onlyTheWordTrueIsTrue(String text, boolean expected) throws Exception {
        MapMessage map = session().createMapMessage();
        map.setString("text", text);
        assertEquals(expected, map.getBoolean("text"));
        assertEquals(expected, roundTrip(map, MapMessage.class).getBoolean("text"));
    }

    @Test
    @Covers({"CNV-12", "MAP-2"})
    void aMissingOrNullEntryReadsLikeNull() throws Exception {
        MapMessage map = session().createMapMessage();
        map.setString("string", null);
        map.setBytes("bytes", null);
        map.setObject("object", null);
        for (MapMessage each : new MapMessage[] {map, roundTrip(map, MapMessage.class)}) {
            for (String name : new String[] {"string", "bytes", "object", "missing"}) {
                assertFalse(each.getBoolean(name));
                assertThrows(NumberFormatException.class, () -> each.getByte(name));
                assertThrows(NumberFormatException.class, () -> each.getShort(name));
                assertThrows(NumberFormatException.class, () -> each.getInt(name));
                assertThrows(NumberFormatException.class, () -> each.getLong(name));
                assertThrows(NullPointerException.class, () -> each.getFloat(name));
                assertThrows(NullPointerException.class, () -> each.getDouble(name));
                assertThrows(NullPointerException.class, () -> each.getChar(name));
                assertNull(each.getString(name));
                assertNull(each.getBytes(name));
                assertNull(each.getObject(name));
            }
        }
    }

    static Stream<Object> valuesOfOtherTypes() {
        return Stream.of(
                arguments((Object) new Byte[] {1}),
                new BigDecimal("1"),
                new Date(0),
                new int[] {1},
                new StringBuilder("a"));
    }

    @ParameterizedTest
    @MethodSource("valuesOfOtherTypes")
    @Covers("CNV-13")
    void aValueOfAnotherTypeIsAFormatError(Object value) throws Exception {
        MapMessage map = session().createMapMessage();
        assertThrows(MessageFormatException.class, () -> map.setObject("name", value));
        assertFalse(map.itemExists("name"));
    }

    static Stream<Object> nested() {
        return Stream.of(Map.of("a", 1), List.of("a"));
    }

    @ParameterizedTest
    @MethodSource("nested")
    @OurDecision
    @Covers({"CNV-13", "MAP-10"})
    void mapsAndListsAreNotNested(Object value) throws Exception {
        MapMessage map = session().createMapMessage();
        assertThrows(MessageFormatException.class, () -> map.setObject("name", value));
    }
}
