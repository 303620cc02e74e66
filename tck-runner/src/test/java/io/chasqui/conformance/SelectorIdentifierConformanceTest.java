package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Selectors: which names are identifiers, and whether they mean a header field, a property or nothing. */
class SelectorIdentifierConformanceTest extends SelectorTable {

    private static final String[] RESERVED = {
        "NULL", "TRUE", "FALSE", "NOT", "AND", "OR", "BETWEEN", "LIKE", "IN", "IS", "ESCAPE"
    };

    @TestFactory
    @Covers("SEL-13")
    Stream<DynamicTest> identifiersAreJavaIdentifiers() {
        String[] names = {
            "p",
            "_x",
            "$x",
            "$",
            "x1",
            "x_$_9",
            "größe",
            "ñandú",
            "длина",
            "名前",
            "nullable",
            "NOTe",
            "ORder",
            "inner",
            "long_" + "x".repeat(2000)
        };
        return rows(
                Arrays.stream(names).map(name -> isTrue(name + " = 1", name, 1)).toArray(Row[]::new));
    }

    @TestFactory
    @Covers("SEL-13")
    Stream<DynamicTest> otherFirstCharactersAreRefused() {
        return refused("1x = 1", "-x- = 1", "#x = 1", "@x = 1", ".x = 1");
    }

    @TestFactory
    @Covers("SEL-14")
    Stream<DynamicTest> reservedWordsAreNoIdentifiersInAnyLetterCase() {
        return refused(Arrays.stream(RESERVED)
                .flatMap(word -> Stream.of(word, word.toLowerCase(Locale.ROOT), capitalised(word)))
                .map(word -> word + " = 0")
                .toArray(String[]::new));
    }

    @TestFactory
    @Covers("SEL-49")
    Stream<DynamicTest> literalsAndKeywordsComparedWithANumberAreRefused() {
        return refused("TRUE = 0", "FALSE = 0", "NULL = 0", "NOT = 0", "AND = 0", "p = NULL", "p <> NULL");
    }

    @TestFactory
    @Covers("SEL-15")
    Stream<DynamicTest> otherWordsAreOrdinaryIdentifiers() {
        String[] names = {
            "XPATH", "XQUERY", "SELECT", "select", "WHERE", "FROM", "ANY", "ALL", "EXISTS", "MOD", "DIV", "XOR",
            "UNKNOWN"
        };
        return rows(
                Arrays.stream(names).map(name -> isTrue(name + " = 1", name, 1)).toArray(Row[]::new));
    }

    @TestFactory
    @Covers("SEL-16")
    Stream<DynamicTest> identifiersAreCaseSensitive() {
        return rows(
                isTrue("myProp = 1", "myProp", 1),
                isUnknown("MYpROP = 1", "myProp", 1),
                isTrue("a = 1 AND A = 2", "a", 1, "A", 2),
                isUnknown("jmspriority = 4"));
    }

    @TestFactory
    @Covers("SEL-17")
    Stream<DynamicTest> keywordsAreCaseInsensitive() {
        return rows(
                isTrue("q is null"),
                isTrue("p Is noT nuLL", "p", 1),
                isTrue("s In ('a')", "s", "a"),
                isTrue("s nOt in ('a')", "s", "b"),
                isTrue("p not between 1 and 2", "p", 3),
                isTrue("p Between 1 AnD 2", "p", 1),
                isTrue("s like 'a%'", "s", "ab"),
                isTrue("s lIKE 'a|%' escapE '|'", "s", "a%"),
                isTrue("p = 2 or p = 1 and not p = 3", "p", 1));
    }

    @TestFactory
    @Covers("SEL-21")
    Stream<DynamicTest> sixHeaderFieldsCanBeUsed() {
        return rows(
                isTrue("JMSDeliveryMode = 'PERSISTENT'"),
                isTrue("JMSPriority = 4"),
                isTrue("JMSMessageID LIKE 'ID:%'"),
                isTrue("JMSTimestamp > 0"),
                row(Truth.TRUE, "JMSCorrelationID = 'c'", message -> message.setJMSCorrelationID("c")),
                row(Truth.TRUE, "JMSType = 't'", message -> message.setJMSType("t")));
    }

    /** Our decision: a header field that cannot be used is refused, not taken for an absent property. */
    @TestFactory
    @Covers("SEL-22")
    Stream<DynamicTest> otherHeaderFieldsAreRefused() {
        return refused(
                "JMSDestination = 'q'",
                "JMSReplyTo IS NULL",
                "JMSExpiration = 0",
                "JMSRedelivered = FALSE",
                "JMSDeliveryTime > 0");
    }

    @ParameterizedTest
    @CsvSource({"PERSISTENT, NON_PERSISTENT", "NON_PERSISTENT, PERSISTENT"})
    @Covers("SEL-23")
    void deliveryModeComparesAsAString(String mode, String other) throws JMSException {
        int value = mode.equals("PERSISTENT") ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT;
        verifySent(Truth.TRUE, "JMSDeliveryMode = '" + mode + "'", value, 4);
        verifySent(Truth.FALSE, "JMSDeliveryMode = '" + other + "'", value, 4);
        verifySent(Truth.FALSE, "JMSDeliveryMode = '" + mode.toLowerCase(Locale.ROOT) + "'", value, 4);
        verifySent(Truth.TRUE, "JMSDeliveryMode IN ('" + mode + "')", value, 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {DeliveryMode.NON_PERSISTENT, DeliveryMode.PERSISTENT})
    @Covers("SEL-23")
    void deliveryModeIsNoNumber(int mode) throws JMSException {
        String selector = "JMSDeliveryMode = " + mode;
        Queue queue = newQueue();
        session().createProducer(queue).send(session().createMessage(), mode, 4, 0);
        try (MessageConsumer consumer = session().createConsumer(queue, selector)) {
            assertNull(consumer.receiveNoWait());
        } catch (InvalidSelectorException e) {
            // May be refused too: comparing a string with a number can never be true.
            assertNotNull(e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "4", "9"})
    @Covers("SEL-24")
    void priorityIsANumber(int priority) throws JMSException {
        int mode = DeliveryMode.NON_PERSISTENT;
        verifySent(Truth.TRUE, "JMSPriority = " + priority, mode, priority);
        verifySent(Truth.TRUE, "JMSPriority BETWEEN " + priority + " AND 9", mode, priority);
        verifySent(Truth.TRUE, "JMSPriority + 1 > " + priority, mode, priority);
        verifySent(Truth.FALSE, "JMSPriority < " + priority, mode, priority);
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    @Covers("SEL-24")
    void timestampIsANumberAndZeroWhenDisabled(boolean disabled) throws JMSException {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        producer.setDisableMessageTimestamp(disabled);
        Message probe = session().createMessage();
        producer.send(probe);
        verify(Truth.TRUE, "JMSTimestamp = " + probe.getJMSTimestamp(), queue);
        producer.send(probe);
        verify(Truth.FALSE, "JMSTimestamp < " + probe.getJMSTimestamp(), queue);
    }

    @Test
    @Covers("SEL-25")
    void messageIdIsAString() throws JMSException {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        Message probe = session().createMessage();
        producer.send(probe);
        String id = probe.getJMSMessageID();
        producer.send(session().createMessage());
        try (MessageConsumer other = session().createConsumer(queue, "JMSMessageID <> '" + id + "'")) {
            assertNotEquals(id, receive(other).getJMSMessageID());
        }
        verify(Truth.TRUE, "JMSMessageID = '" + id + "'", queue);
    }

    @TestFactory
    @Covers("SEL-25")
    Stream<DynamicTest> stringHeaderFieldsAreNullOnlyWhenNull() {
        return rows(
                isTrue("JMSCorrelationID IS NULL"),
                isTrue("JMSType IS NULL"),
                isFalse("JMSMessageID IS NULL"),
                isUnknown("JMSType = ''"),
                isUnknown("JMSCorrelationID <> 'x'"),
                row(Truth.FALSE, "JMSType IS NULL", message -> message.setJMSType("")),
                row(Truth.TRUE, "JMSType = ''", message -> message.setJMSType("")),
                row(Truth.FALSE, "JMSCorrelationID IS NULL", message -> message.setJMSCorrelationID("c")),
                row(Truth.TRUE, "JMSType = 'a''b'", message -> message.setJMSType("a'b")),
                row(Truth.TRUE, "JMSType LIKE 'tick_'", message -> message.setJMSType("ticks")));
    }

    @TestFactory
    @Covers("SEL-26")
    Stream<DynamicTest> prefixedNamesMeanJmsxVendorAndApplicationProperties() {
        return rows(
                isTrue("JMSXGroupID = 'g'", "JMSXGroupID", "g"),
                isTrue("JMSXGroupSeq = 7", "JMSXGroupSeq", 7),
                isTrue("JMSXGroupID IS NULL"),
                isTrue("JMS_Nobody_sets_this IS NULL"),
                isTrue("jmsx = 1 AND Jms_x = 2 AND JMX = 3", "jmsx", 1, "Jms_x", 2, "JMX", 3));
    }

    @TestFactory
    @Covers("SEL-27")
    Stream<DynamicTest> absentPropertiesAreNull() {
        return rows(
                isTrue("missing IS NULL"),
                isFalse("missing IS NOT NULL"),
                isUnknown("missing = 1"),
                isUnknown("missing"),
                isTrue("missing IS NULL AND p = 1", "p", 1));
    }

    @TestFactory
    @Covers("SEL-28")
    Stream<DynamicTest> propertiesKeepTheTypeTheyWereSetWith() {
        return rows(
                isNotTrue("p > 1", "p", "2"),
                isFalse("p = 2", "p", "2"),
                isTrue("p = '2'", "p", "2"),
                isFalse("p = '2'", "p", 2),
                isFalse("p = 'true'", "p", true),
                isFalse("p = TRUE", "p", "true"),
                isTrue("p = 2", "p", (byte) 2),
                isTrue("p / 2 = 1", "p", (short) 3),
                isTrue("p / 2 = 1.5", "p", 3.0f));
    }

    @Test
    @Covers("SEL-29")
    void bodyContentCannotBeReferenced() throws JMSException {
        Queue queue = newQueue();
        MapMessage map = session().createMapMessage();
        map.setString("p", "x");
        session().createProducer(queue).send(map);
        verify(Truth.TRUE, "p IS NULL", queue);
        session().createProducer(queue).send(map);
        verify(Truth.UNKNOWN, "p = 'x'", queue);
    }

    private static String capitalised(String word) {
        return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
    }

    private void verifySent(Truth truth, String selector, int deliveryMode, int priority) throws JMSException {
        Queue queue = newQueue();
        session().createProducer(queue).send(session().createMessage(), deliveryMode, priority, 0);
        verify(truth, selector, queue);
    }
}
