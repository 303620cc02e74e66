package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.math.BigDecimal;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and values of properties: which are allowed, listed, kept. */
class PropertyConformanceTest extends ConformanceTest {

    static Stream<Object> valuesOfOtherTypes() {
        return Stream.of(
                'c',
                new byte[] {1},
                List.of("a"),
                Map.of("a", 1),
                new BigDecimal("1"),
                new Date(0),
                TimeUnit.SECONDS,
                new int[] {1},
                new StringBuilder("a"));
    }

    @ParameterizedTest
    @MethodSource("valuesOfOtherTypes")
    @Covers("PRP-17")
    void aValueOfAnotherTypeIsAFormatError(Object value) throws Exception {
        Message message = session().createMessage();
        assertThrows(MessageFormatException.class, () -> message.setObjectProperty("name", value));
        assertFalse(message.propertyExists("name"));
    }

    @Test
    @Covers({"PRP-17", "PRP-18"})
    void everyWrapperKeepsItsTypeThroughTheBroker() throws Exception {
        Object[] values = {true, (byte) 1, (short) 2, 3, 4L, 5f, 6d, "seven"};
        Message message = session().createMessage();
        for (int i = 0; i < values.length; i++) {
            message.setObjectProperty("p" + i, values[i]);
        }
        Message received = roundTrip(message, Message.class);
        for (int i = 0; i < values.length; i++) {
            assertEquals(values[i], received.getObjectProperty("p" + i));
            assertInstanceOf(values[i].getClass(), received.getObjectProperty("p" + i));
        }
        assertNull(received.getObjectProperty("missing"));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @Covers("PRP-19")
    void noNameIsAnIllegalArgument(String name) throws Exception {
        Message message = session().createMessage();
        assertAll(
                () -> assertThrows(IllegalArgumentException.class, () -> message.setBooleanProperty(name, true)),
                () -> assertThrows(IllegalArgumentException.class, () -> message.setByteProperty(name, (byte) 1)),
                () -> assertThrows(IllegalArgumentException.class, () -> message.setShortProperty(name, (short) 1)),
                () -> assertThrows(IllegalArgumentException.class, () -> message.setIntProperty(name, 1)),
                () -> assertThrows(IllegalArgumentException.class, () -> message.setLongProperty(name, 1)),
                () -> assertThrows(IllegalArgumentException.class, () -> message.setFloatProperty(name, 1)),
                () -> assertThrows(IllegalArgumentException.class, () -> message.setDoubleProperty(name, 1)),
                () -> assertThrows(IllegalArgumentException.class, () -> message.setStringProperty(name, "1")),
                () -> assertThrows(IllegalArgumentException.class, () -> message.setObjectProperty(name, 1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a-b", "a.b", "a b", "1x", "#", "NULL", "true", "False", "Not", "and", "oR", "between", "Like", "IN",
                "is", "escape"
            })
    @Covers("PRP-20")
    void aNameThatNoSelectorCanSayIsRefused(String name) throws Exception {
        Message message = session().createMessage();
        assertThrows(JMSException.class, () -> message.setIntProperty(name, 1));
        assertThrows(JMSException.class, () -> message.setObjectProperty(name, 1));
        assertFalse(message.propertyExists(name));
        assertThrows(
                JMSRuntimeException.class, () -> newContext().createProducer().setProperty(name, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$", "_", "größe", "x1", "nullx", "andy", "XPATH", "名前"})
    @Covers("PRP-20")
    void aNameThatIsAJavaIdentifierIsAccepted(String name) throws Exception {
        Message message = session().createMessage();
        message.setIntProperty(name, 1);
        assertEquals(1, roundTrip(message, Message.class).getIntProperty(name));
    }

    @Test
    @Covers({"PRP-21", "PRP-22"})
    void propertiesOfAReceivedMessageAreReadOnlyUntilTheyAreCleared() throws Exception {
        Message message = session().createMessage();
        message.setIntProperty("name", 1);
        Message received = roundTrip(message, Message.class);
        assertThrows(MessageNotWriteableException.class, () -> received.setIntProperty("name", 2));
        assertThrows(MessageNotWriteableException.class, () -> received.setObjectProperty("other", 2));
        assertEquals(1, received.getIntProperty("name"));
        received.clearProperties();
        received.setIntProperty("name", 3);
        assertEquals(3, received.getIntProperty("name"));
        assertEquals(3, roundTrip(received, Message.class).getIntProperty("name"));
    }

    @Test
    @Covers("PRP-23")
    void settingNullDoesNotRemoveAProperty() throws Exception {
        Message message = session().createMessage();
        message.setIntProperty("name", 1);
        message.setObjectProperty("name", null);
        Message received = roundTrip(message, Message.class);
        for (Message each : new Message[] {message, received}) {
            assertTrue(applicationNames(each).contains("name"));
            assertNull(each.getObjectProperty("name"));
        }
    }

    @Test
    @OurDecision
    @Covers("PRP-24")
    void aPropertySetToNullExists() throws Exception {
        Message message = session().createMessage();
        message.setStringProperty("nothing", null);
        Queue queue = newQueue();
        send(queue, message);
        try (MessageConsumer consumer = session().createConsumer(queue, "nothing IS NULL")) {
            Message received = receive(consumer);
            assertTrue(message.propertyExists("nothing"));
            assertTrue(received.propertyExists("nothing"));
        }
    }

    @Test
    @Covers({"PRP-25", "PRP-26", "PRP-28"})
    void thePropertiesAreThoseOfTheApplication() throws Exception {
        Message message = session().createMessage();
        message.setJMSCorrelationID("correlation");
        message.setJMSType("type");
        message.setJMSReplyTo(newQueue());
        message.setIntProperty("a", 1);
        message.setStringProperty("b", "2");
        Message received = roundTrip(message, Message.class);
        for (Message each : new Message[] {message, received}) {
            assertEquals(Set.of("a", "b"), applicationNames(each));
            assertTrue(each.propertyExists("a"));
            assertTrue(each.propertyExists("b"));
            assertFalse(each.propertyExists("c"));
            assertFalse(each.propertyExists("JMSType"));
            assertFalse(each.propertyExists("JMSCorrelationID"));
            assertFalse(each.propertyExists("JMSMessageID"));
            for (String name : setOf(each.getPropertyNames())) {
                assertTrue(
                        !name.startsWith("JMS") || name.startsWith("JMSX") || name.startsWith("JMS_"),
                        () -> name + " is a header field");
            }
        }
    }

    private static Set<String> applicationNames(Message message) throws JMSException {
        return setOf(message.getPropertyNames()).stream()
                .filter(name -> !name.startsWith("JMS"))
                .collect(Collectors.toSet());
    }

    @Test
    @Covers("PRP-27")
    void theDeliveryCountIsListedOnAReceivedMessage() throws Exception {
        Message received = roundTrip(session().createMessage(), Message.class);
        assertTrue(setOf(received.getPropertyNames()).contains("JMSXDeliveryCount"));
        assertTrue(received.propertyExists("JMSXDeliveryCount"));
    }

    @Test
    @Covers("PRP-29")
    void namesAreCaseSensitive() throws Exception {
        Message message = session().createMessage();
        message.setIntProperty("name", 1);
        message.setIntProperty("Name", 2);
        Message received = roundTrip(message, Message.class);
        assertEquals(1, received.getIntProperty("name"));
        assertEquals(2, received.getIntProperty("Name"));
        assertFalse(received.propertyExists("NAME"));
    }

    @Test
    @Covers("PRP-30")
    void settingAgainReplacesValueAndType() throws Exception {
        Message message = session().createMessage();
        message.setIntProperty("name", 1);
        message.setStringProperty("name", "two");
        assertEquals("two", roundTrip(message, Message.class).getObjectProperty("name"));
        message.setByteProperty("name", (byte) 3);
        assertEquals((byte) 3, roundTrip(message, Message.class).getObjectProperty("name"));
        assertEquals(Set.of("name"), applicationNames(message));
    }

    @Test
    @Covers("PRP-31")
    void extremeValuesSurviveTheBroker() throws Exception {
        Map<String, Object> values = new HashMap<>();
        values.put("nan", Double.NaN);
        values.put("negativeZero", -0.0);
        values.put("infinity", Double.POSITIVE_INFINITY);
        values.put("minDouble", Double.MIN_VALUE);
        values.put("floatNan", Float.NaN);
        values.put("floatNegativeZero", -0.0f);
        values.put("floatNegativeInfinity", Float.NEGATIVE_INFINITY);
        values.put("floatMax", Float.MAX_VALUE);
        values.put("minLong", Long.MIN_VALUE);
        values.put("maxLong", Long.MAX_VALUE);
        values.put("minInt", Integer.MIN_VALUE);
        values.put("maxShort", Short.MAX_VALUE);
        values.put("minByte", Byte.MIN_VALUE);
        values.put("empty", "");
        values.put("supplementary", "\uD83D\uDC8C and \u0000");
        values.put("long", "ü".repeat(70_000));
        Message message = session().createMessage();
        for (Map.Entry<String, Object> value : values.entrySet()) {
            message.setObjectProperty(value.getKey(), value.getValue());
        }
        Message received = roundTrip(message, Message.class);
        for (Map.Entry<String, Object> value : values.entrySet()) {
            assertEquals(value.getValue(), received.getObjectProperty(value.getKey()), value.getKey());
        }
    }

    @Test
    @Covers("PRP-31")
    void theBitsOfANumberThatIsNoneSurvive() throws Exception {
        double payload = Double.longBitsToDouble(0x7ff8_0000_dead_beefL);
        float floatPayload = Float.intBitsToFloat(0x7fc0_beef);
        Message message = session().createMessage();
        message.setDoubleProperty("double", payload);
        message.setFloatProperty("float", floatPayload);
        Message received = roundTrip(message, Message.class);
        assertEquals(0x7ff8_0000_dead_beefL, Double.doubleToRawLongBits(received.getDoubleProperty("double")));
        assertEquals(0x7fc0_beef, Float.floatToRawIntBits(received.getFloatProperty("float")));
    }

    @Test
    @Covers("PRP-34")
    void propertiesDoNotTouchTheBody() throws Exception {
        TextMessage message = session().createTextMessage("body");
        message.setIntProperty("name", 1);
        message.clearProperties();
        message.setIntProperty("other", 1);
        assertEquals("body", message.getText());
        TextMessage received = roundTrip(message, TextMessage.class);
        received.clearProperties();
        assertEquals("body", received.getText());
        assertFalse(received.propertyExists("other"));
    }

    @Test
    @Covers("PRP-35")
    void settersCheckNameThenModeThenValue() throws Exception {
        Message received = roundTrip(session().createMessage(), Message.class);
        Object unsupported = new Object();
        assertThrows(IllegalArgumentException.class, () -> received.setObjectProperty("", unsupported));
        assertThrows(MessageNotWriteableException.class, () -> received.setObjectProperty("name", unsupported));
        received.clearProperties();
        assertThrows(IllegalArgumentException.class, () -> received.setObjectProperty(null, unsupported));
        assertThrows(MessageFormatException.class, () -> received.setObjectProperty("name", unsupported));
    }
}
