package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which type of property reads as which other type: the conversion table, on the sender's and the receiver's message. */
class PropertyConversionConformanceTest extends ConformanceTest {

    private interface Getter {
        Object get(Message message, String name) throws JMSException;
    }

    private static final Map<String, Getter> GETTERS = getters();

    private static Map<String, Getter> getters() {
        Map<String, Getter> getters = new LinkedHashMap<>();
        getters.put("boolean", Message::getBooleanProperty);
        getters.put("byte", Message::getByteProperty);
        getters.put("short", Message::getShortProperty);
        getters.put("int", Message::getIntProperty);
        getters.put("long", Message::getLongProperty);
        getters.put("float", Message::getFloatProperty);
        getters.put("double", Message::getDoubleProperty);
        getters.put("String", Message::getStringProperty);
        return getters;
    }

    static Stream<Arguments> table() {
        byte b = 7;
        short s = 7;
        return Stream.of(
                arguments(true, Map.of("boolean", true, "String", "true")),
                arguments(false, Map.of("boolean", false, "String", "false")),
                arguments(b, Map.of("byte", b, "short", s, "int", 7, "long", 7L, "String", "7")),
                arguments(s, Map.of("short", s, "int", 7, "long", 7L, "String", "7")),
                arguments(7, Map.of("int", 7, "long", 7L, "String", "7")),
                arguments(7L, Map.of("long", 7L, "String", "7")),
                arguments(1f, Map.of("float", 1f, "double", 1d, "String", "1.0")),
                arguments(0.1f, Map.of("float", 0.1f, "double", (double) 0.1f, "String", "0.1")),
                arguments(1d, Map.of("double", 1d, "String", "1.0")),
                arguments(1e300, Map.of("double", 1e300, "String", "1.0E300")));
    }

    @ParameterizedTest
    @MethodSource("table")
    @Covers({"PRP-1", "PRP-2", "PRP-3", "PRP-4", "PRP-5", "PRP-6", "PRP-7", "PRP-8", "PRP-12", "PRP-18", "PRP-32"})
    void aPropertyReadsByTheTable(Object value, Map<String, Object> readable) throws Exception {
        Message message = session().createMessage();
        setTyped(message, "typed", value);
        message.setObjectProperty("object", value);
        Message received = roundTrip(message, Message.class);
        for (Message each : new Message[] {message, received}) {
            for (String name : new String[] {"typed", "object"}) {
                assertEquals(value, each.getObjectProperty(name));
                readsAs(readable, each, name);
            }
        }
    }

    private static void setTyped(Message message, String name, Object value) throws JMSException {
        if (value instanceof Boolean v) {
            message.setBooleanProperty(name, v);
        } else if (value instanceof Byte v) {
            message.setByteProperty(name, v);
        } else if (value instanceof Short v) {
            message.setShortProperty(name, v);
        } else if (value instanceof Integer v) {
            message.setIntProperty(name, v);
        } else if (value instanceof Long v) {
            message.setLongProperty(name, v);
        } else if (value instanceof Float v) {
            message.setFloatProperty(name, v);
        } else if (value instanceof Double v) {
            message.setDoubleProperty(name, v);
        } else {
            message.setStringProperty(name, (String) value);
        }
    }

    private static void readsAs(Map<String, Object> readable, Message message, String name) throws JMSException {
        for (Map.Entry<String, Getter> getter : GETTERS.entrySet()) {
            String type = getter.getKey();
            if (readable.containsKey(type)) {
                assertEquals(readable.get(type), getter.getValue().get(message, name), "read as " + type);
            } else {
                assertThrows(
                        MessageFormatException.class, () -> getter.getValue().get(message, name), "read as " + type);
            }
        }
    }

    @Test
    @Covers({"PRP-1", "PRP-9"})
    void aStringReadsAsEveryTypeItSpells() throws Exception {
        Message received = withStringProperty("12");
        Map<String, Object> expected = Map.of(
                "boolean",
                false,
                "byte",
                (byte) 12,
                "short",
                (short) 12,
                "int",
                12,
                "long",
                12L,
                "float",
                12f,
                "double",
                12d,
                "String",
                "12");
        readsAs(expected, received, "p");
        assertEquals("12", received.getObjectProperty("p"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "1 ", "0x10", "1L", "1.0", "one", "9223372036854775808"})
    @Covers({"PRP-9", "PRP-11"})
    void aStringThatIsNoWholeNumberIsANumberFormatError(String text) throws Exception {
        Message received = withStringProperty(text);
        for (String type : new String[] {"byte", "short", "int", "long"}) {
            assertThrows(NumberFormatException.class, () -> GETTERS.get(type).get(received, "p"), "read as " + type);
        }
    }

    @ParameterizedTest
    @CsvSource({"128,byte", "-129,byte", "32768,short", "2147483648,int"})
    @Covers("PRP-9")
    void aStringOutOfRangeIsANumberFormatError(String text, String type) throws Exception {
        Message received = withStringProperty(text);
        assertThrows(NumberFormatException.class, () -> GETTERS.get(type).get(received, "p"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one", "1,5", "0x10"})
    @Covers({"PRP-9", "PRP-11"})
    void aStringThatIsNoNumberIsANumberFormatErrorForFloatAndDouble(String text) throws Exception {
        Message received = withStringProperty(text);
        assertThrows(NumberFormatException.class, () -> received.getFloatProperty("p"));
        assertThrows(NumberFormatException.class, () -> received.getDoubleProperty("p"));
    }

    @ParameterizedTest
    @ValueSource(strings = {" 1.5", "1.5 ", "1.5f", "1.5d", "15e-1", "+1.5"})
    @Covers("PRP-11")
    void floatAndDoubleFollowTheJavaSyntax(String text) throws Exception {
        Message received = withStringProperty(text);
        assertEquals(1.5f, received.getFloatProperty("p"));
        assertEquals(1.5d, received.getDoubleProperty("p"));
    }

    @Test
    @Covers("PRP-11")
    void nanIsANumberText() throws Exception {
        Message received = withStringProperty("NaN");
        assertEquals(Float.NaN, received.getFloatProperty("p"));
        assertEquals(Double.NaN, received.getDoubleProperty("p"));
    }

    @ParameterizedTest
    @CsvSource({
        "true,true",
        "TRUE,true",
        "tRuE,true",
        "false,false",
        "yes,false",
        "1,false",
        "' true',false",
        "'',false"
    })
    @Covers("PRP-10")
    void onlyTheWordTrueIsTrue(String text, boolean expected) throws Exception {
        assertEquals(expected, withStringProperty(text).getBooleanProperty("p"));
    }

    private Message withStringProperty(String text) throws JMSException {
        Message message = session().createMessage();
        message.setStringProperty("p", text);
        return roundTrip(message, Message.class);
    }

    @Test
    @Covers({"PRP-13", "PRP-14", "PRP-15", "PRP-16", "MSG-19"})
    void aMissingPropertyReadsLikeNull() throws Exception {
        Message message = session().createMessage();
        message.setStringProperty("nothing", null);
        message.setObjectProperty("nullObject", null);
        Message received = roundTrip(message, Message.class);
        for (Message each : new Message[] {message, received}) {
            for (String name : new String[] {"missing", "nothing", "nullObject"}) {
                readsLikeNull(each, name);
            }
        }
    }

    private static void readsLikeNull(Message message, String name) throws JMSException {
        assertNull(message.getStringProperty(name));
        assertNull(message.getObjectProperty(name));
        assertFalse(message.getBooleanProperty(name));
        assertThrows(NumberFormatException.class, () -> message.getByteProperty(name));
        assertThrows(NumberFormatException.class, () -> message.getShortProperty(name));
        assertThrows(NumberFormatException.class, () -> message.getIntProperty(name));
        assertThrows(NumberFormatException.class, () -> message.getLongProperty(name));
        assertThrows(NullPointerException.class, () -> message.getFloatProperty(name));
        assertThrows(NullPointerException.class, () -> message.getDoubleProperty(name));
    }

    @Test
    @OurDecision
    @Covers("PRP-33")
    void noNameReadsLikeAMissingProperty() throws Exception {
        Message message = session().createMessage();
        readsLikeNull(message, "");
        readsLikeNull(message, null);
        assertFalse(message.propertyExists(null));
        assertFalse(message.propertyExists(""));
    }
}
