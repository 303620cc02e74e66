package io.chasqui.jms.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesTest {

    private final Properties properties = new Properties();

    @ParameterizedTest
    @NullAndEmptySource
    void needsAName_PRP_19_JPR_12(String name) {
        assertThrows(IllegalArgumentException.class, () -> properties.set(name, 1));
        Properties received = Properties.received(Map.of(), 1);
        assertThrows(IllegalArgumentException.class, () -> received.set(name, 1), "the name is judged first, PRP-35");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-b", "a.b", "1x", " ", "a b", "null", "Like", "BETWEEN", "in", "escape", "TRUE", "iS"})
    void refusesNamesThatNoSelectorCanWrite_PRP_20(String name) {
        JMSException refused = assertThrows(JMSException.class, () -> properties.set(name, 1));
        assertSame(JMSException.class, refused.getClass());
        assertTrue(refused.getMessage().contains("'" + name + "'"));
        assertTrue(properties.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"JMSPriority", "JMSDestination", "JMSDeliveryTime", "JMSOther", "JMS"})
    void refusesNamesReservedForHeaderFields_JSX_16(String name) {
        assertThrows(JMSException.class, () -> properties.set(name, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"$x", "_x", "größe", "JMS_Vendor", "JMSXGroupID", "jmsPriority", "nullable", "𝒳1", "insert"})
    void acceptsIdentifiers_PRP_20_JSX_7(String name) throws JMSException {
        properties.set(name, 1);
        assertTrue(properties.exists(name));
    }

    @Test
    void refusesValuesOfOtherClasses_PRP_17() {
        for (Object value :
                List.of('c', new byte[0], Map.of(), List.of(), BigDecimal.ONE, new Date(), Thread.State.NEW)) {
            assertThrows(MessageFormatException.class, () -> properties.set("p", value), value::toString);
        }
        assertFalse(properties.exists("p"));
    }

    @Test
    void keepsTheTypeOfEachValue_PRP_1_PRP_18() throws JMSException {
        for (Object value : List.of(true, (byte) 1, (short) 1, 1, 1L, -0.0f, Double.NaN, "")) {
            properties.set("p", value);
            assertEquals(value, properties.get("p"));
        }
    }

    @Test
    void treatsNullAsAValueThatIsThere_PRP_23_PRP_24() throws JMSException {
        properties.set("p", null);
        assertTrue(properties.exists("p"));
        assertNull(properties.get("p"));
        assertEquals(Set.of("p"), properties.names());
    }

    @Test
    void readsAMissingNameAsAbsent_PRP_33() throws JMSException {
        assertNull(properties.get(null));
        assertNull(properties.getString(""));
        assertFalse(properties.exists(null));
        assertFalse(properties.getBoolean(null));
    }

    @Test
    void isCaseSensitive_PRP_29() throws JMSException {
        properties.set("p", 1);
        assertFalse(properties.exists("P"));
    }

    @Test
    void computesTheDeliveryCount_PRP_27_JSX_2_JSX_5() throws JMSException {
        Properties received = Properties.received(Map.of("p", 1), 3);
        assertEquals(3, received.getInt("JMSXDeliveryCount"));
        assertEquals(3L, received.getLong("JMSXDeliveryCount"));
        assertEquals("3", received.getString("JMSXDeliveryCount"));
        assertEquals(3, received.get("JMSXDeliveryCount"));
        assertTrue(received.exists("JMSXDeliveryCount"));
        assertEquals(Set.of("p", "JMSXDeliveryCount"), received.names());
        assertEquals(2, received.names().size());
        assertTrue(received.names().contains("JMSXDeliveryCount"));
    }

    @Test
    void listsTheDeliveryCountOnceWhateverTheSenderSet_JSX_6() {
        Properties received = Properties.received(Map.of("JMSXDeliveryCount", 99), 1);
        assertEquals(1, received.get("JMSXDeliveryCount"));
        assertEquals(List.of("JMSXDeliveryCount"), List.copyOf(received.names()));
    }

    @Test
    void leavesTheSendersDeliveryCountOut_JSX_6() throws JMSException {
        properties.set("JMSXDeliveryCount", 99);
        properties.set("p", 1);
        assertEquals(Map.of("p", 1), properties.freeze());
        assertEquals(99, properties.get("JMSXDeliveryCount"));
    }

    @Test
    void isReadOnlyWhenReceivedUntilCleared_PRP_21_PRP_22() throws JMSException {
        Properties received = Properties.received(Map.of("p", 1), 2);
        assertThrows(MessageNotWriteableException.class, () -> received.set("q", new Object()));
        received.clear();
        assertTrue(received.isEmpty());
        assertEquals(Set.of(), received.names());
        assertFalse(received.exists("JMSXDeliveryCount"));
        received.set("q", 2);
        assertEquals(2, received.getInt("q"));
    }

    @Test
    void frozenPropertiesDoNotFollowLaterChanges_MSG_8() throws JMSException {
        properties.set("p", 1);
        Map<String, Object> frozen = properties.freeze();
        properties.set("p", 2);
        properties.set("q", 3);
        assertEquals(Map.of("p", 1), frozen);
        properties.clear();
        assertEquals(Map.of("p", 1), frozen);
        assertThrows(UnsupportedOperationException.class, () -> frozen.put("r", 1));
    }

    @Test
    void freezingTwiceCopiesNothing() throws JMSException {
        properties.set("p", 1);
        assertSame(properties.freeze(), properties.freeze());
        Map<String, Object> sent = Collections.unmodifiableMap(Map.of("p", 1));
        assertSame(sent, Properties.received(sent, 1).freeze());
    }

    @Test
    void namesAreALiveViewThatNobodyCanChange_JPR_14() throws JMSException {
        Set<String> names = properties.names();
        properties.set("p", 1);
        assertEquals(Set.of("p"), new HashSet<>(names));
        properties.freeze();
        properties.set("q", 1);
        assertEquals(Set.of("p", "q"), new HashSet<>(names));
        assertThrows(UnsupportedOperationException.class, () -> names.remove("p"));
        assertThrows(UnsupportedOperationException.class, () -> names.remove("absent"));
        assertThrows(UnsupportedOperationException.class, names::clear);
        assertThrows(UnsupportedOperationException.class, () -> names.add("r"));
        assertThrows(UnsupportedOperationException.class, () -> {
            var iterator = names.iterator();
            iterator.next();
            iterator.remove();
        });
        properties.clear();
        assertTrue(names.isEmpty());
    }

    @Test
    void setsItselfOnAnotherMessage_JPR_8() throws JMSException {
        properties.set("p", 1);
        properties.set("q", null);
        JmsMessage message = new JmsMessage();
        message.setStringProperty("p", "old");
        message.setStringProperty("r", "kept");
        properties.copyTo(message);
        assertEquals(1, message.getObjectProperty("p"));
        assertTrue(message.propertyExists("q"));
        assertEquals("kept", message.getStringProperty("r"));

        JmsMessage received = Sending.received(message);
        assertThrows(MessageNotWriteableException.class, () -> properties.copyTo(received), "JPR-10");
        new Properties().copyTo(received);
    }
}
