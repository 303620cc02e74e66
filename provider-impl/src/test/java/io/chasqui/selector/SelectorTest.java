package io.chasqui.selector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.message.Message;
import io.chasqui.message.MessageId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine sees of selectors: text, absence, messages of errors, limits, and the equality for indexes. */
class SelectorTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", " \t\f\r\n"})
    @DisplayName("SEL-1, SEL-2: null, empty and blank text are no selector")
    void blankTextIsNoSelector(String text) throws Exception {
        assertNull(Selector.parseOrNull(text));
    }

    @Test
    void blankTextCannotBeParsedAsASelector() {
        SelectorSyntaxException refused = assertThrows(SelectorSyntaxException.class, () -> Selector.parse("  "));
        assertTrue(refused.getMessage().contains("null for no selector"), refused.getMessage());
    }

    @Test
    @DisplayName("SEL-3: the text is kept as it was given")
    void keepsTheText() throws Exception {
        String text = "  p  =  1 AND\tJMSPriority>2 ";
        assertEquals(text, Selector.parse(text).text());
    }

    @Test
    void selectorsAreEqualWhenTheirTextsAre() throws Exception {
        assertEquals(Selector.parse("a = 1"), Selector.parse("a = 1"));
        assertEquals(Selector.parse("a = 1").hashCode(), Selector.parse("a = 1").hashCode());
        assertNotEquals(Selector.parse("a = 1"), Selector.parse("a  = 1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '#',
            value = {
                "abc == 1; 5; write '='",
                "abc != 1; 5; write '<>'",
                "a && b; 3; write AND",
                "a || b; 3; write OR",
                "a % 2 = 1; 3; '%' is not an operator",
                "\"a\" = 1; 1; single quotes",
                "a = \"b\"; 5; single quotes",
                "a = 'b; 5; not closed",
                "a = NULL; 5; IS NULL",
                "a = 1 -- c; 7; comment",
                "a = 1 /* c */; 7; comment",
                "a > 'x'; 5; orders numbers",
                "TRUE = 0; 1; compare a boolean with TRUE or FALSE",
                "a = 1 b; 7; AND or OR",
                "a IN (1); 7; string literals only",
                "a LIKE b; 8; string literal",
                "a LIKE 'x' ESCAPE 'yz'; 19; exactly one character",
                "a = 9223372036854775808; 5; range of long",
                "a = 1e999; 5; too large for a double",
                "a = 1e-999; 5; too small for a double",
                "a = 1e39f; 5; leave the 'f' out",
                "a = 09; 5; octal",
                "a = 1_000; 5; without '_'",
                "LIKE = 0; 1; reserved word",
                "a + 'b' = 1; 5; calculates with numbers",
                "a + 1; 1; is not a condition",
                "a.b = 1; 2; rename the property",
                "JMSExpiration = 0; 1; JMSDeliveryMode",
                "(a = 1; 7; '(' of column 1",
                "a =; 4; the end of the selector",
                "a NOT = 1; 7; BETWEEN, IN or LIKE",
            })
    void aRefusalGivesSelectorColumnReasonAndAdvice(String text, int column, String advice) {
        SelectorSyntaxException refused = assertThrows(SelectorSyntaxException.class, () -> Selector.parse(text));
        String message = refused.getMessage();
        assertTrue(message.startsWith("Invalid selector \"" + text + "\": column " + column + ": "), message);
        assertTrue(message.contains(advice), message);
        assertEquals(column, refused.column());
    }

    @Test
    void aRefusalOfALongSelectorShowsThePlaceOnly() {
        String text = "p = 1 AND ".repeat(1000) + "? = 1 " + "AND p = 1".repeat(1000);
        SelectorSyntaxException refused = assertThrows(SelectorSyntaxException.class, () -> Selector.parse(text));
        assertEquals(10_001, refused.column());
        assertTrue(refused.getMessage().contains("AND ? = 1"), refused.getMessage());
        assertTrue(refused.getMessage().length() < 400, refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '#',
            value = {
                "a = 'x'; a; x",
                "'x' = a; a; x",
                "a = 'x' AND b > 1; a; x",
                "b > 1 AND (c AND (a = 'x')); a; x",
                "a = 'x' AND b = 'y'; a; x",
                "JMSType = 'x'; JMSType; x",
                "JMSCorrelationID = 'x' AND p; JMSCorrelationID; x",
                "JMSMessageID = 'ID:a:1'; JMSMessageID; ID:a:1",
            })
    void findsARequiredEqualityWithAString(String text, String identifier, String value) throws Exception {
        Equality equality = Selector.parse(text).requiredEquality();
        assertNotNull(equality);
        assertEquals(identifier, equality.identifier());
        assertEquals(value, equality.value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"n = 42", "42 = n", "p > 1 AND n = 0x2a", "n = -(-42)", "n = 42L AND m"})
    void findsARequiredEqualityWithAnInteger(String text) throws Exception {
        Equality equality = Selector.parse(text).requiredEquality();
        assertNotNull(equality);
        assertEquals("n", equality.identifier());
        assertEquals(42L, equality.value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a <> 'x'",
                "a = 'x' OR b = 'y'",
                "NOT (a = 'x')",
                "a > 1",
                "a = 1.5",
                "a = TRUE",
                "a = b",
                "a IN ('x')",
                "a + 1 = 2",
                "a BETWEEN 1 AND 1",
                "(a = 'x') = TRUE",
                "a"
            })
    void otherSelectorsRequireNoEquality(String text) throws Exception {
        assertNull(Selector.parse(text).requiredEquality());
    }

    @Test
    void theKeyOfAMessageIsNormalisedToTheTypeOfTheLiteral() throws Exception {
        Equality equality = Selector.parse("n = 5").requiredEquality();
        assertNotNull(equality);
        for (Object five : new Object[] {(byte) 5, (short) 5, 5, 5L, 5f, 5d}) {
            assertEquals(5L, equality.keyIn(Messages.with("n", five)));
        }
        for (Object none : new Object[] {null, true, 5.5, 5.5f, Double.NaN}) {
            assertNull(equality.keyIn(Messages.with("n", none)));
        }
        assertEquals("5", equality.keyIn(Messages.with("n", "5")));
        for (Object large : new Object[] {0x1p24f, -0x1p30f, 0x1p53, Double.NEGATIVE_INFINITY}) {
            assertEquals(Equality.EVERY_KEY, equality.keyIn(Messages.with("n", large)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ID:host-1:17, true",
        "ID:host-1:18, false",
        "ID:host-1:017, false",
        "ID:host-1:+17, false",
        "ID:host-1:, false",
        "ID:host-1, false",
        "ID:17, false",
        "ID:, false",
        "id:host-1:17, false",
        "host-1:17, false",
        ":17, false",
        "x, false"
    })
    @DisplayName("SEL-25: comparing a message ID is comparing its text")
    void comparesMessageIdsAsText(String text, boolean equal) {
        Message message = Messages.builder().id(new MessageId("host-1", 17)).build();
        assertEquals(equal, message.id().text().equals(text));
        assertEquals(Ternary.of(equal), Messages.truth("JMSMessageID = '" + text + "'", message));
        assertEquals(Ternary.of(!equal), Messages.truth("JMSMessageID <> '" + text + "'", message));
        assertEquals(Ternary.of(equal), Messages.truth("JMSMessageID IN ('" + text + "')", message));
        assertEquals(
                Ternary.UNKNOWN,
                Messages.truth(
                        "JMSMessageID <> '" + text + "'", Messages.builder().build()));
    }

    @Test
    @DisplayName("SEL-76: a selector of 256 levels of parentheses is accepted, also on a small stack, and 257 refused")
    void limitsNesting() throws Exception {
        String deepest = nested(Selector.MAX_NESTING);
        List<Object> outcome = new ArrayList<>();
        Thread thread = new Thread(
                null,
                () -> outcome.add(Messages.truth(deepest.substring(1, deepest.length() - 1), Messages.with("p", 1))),
                "small stack",
                512 * 1024);
        thread.start();
        thread.join(30_000);
        assertEquals(List.of(Ternary.TRUE), outcome);

        SelectorSyntaxException refused =
                assertThrows(SelectorSyntaxException.class, () -> Selector.parse(nested(Selector.MAX_NESTING + 1)));
        assertTrue(refused.getMessage().contains("limit of 256 levels"), refused.getMessage());
        assertThrows(SelectorSyntaxException.class, () -> Selector.parse("(".repeat(60_000)));
        assertThrows(SelectorSyntaxException.class, () -> Selector.parse("p=1 AND " + "-(".repeat(30_000)));
    }

    /** Every level is a node of its own: a comparison of a condition in parentheses. */
    private static String nested(int levels) {
        return "(".repeat(levels) + "p = 1" + ") = TRUE".repeat(levels - 1) + ")";
    }

    @Test
    @DisplayName("SEL-76: 65,536 characters are accepted and one more refused, whatever they consist of")
    void limitsLength() throws Exception {
        Message message = Messages.with("p", 1);
        for (String repeated : List.of(" OR p=2", " AND p=1", "+0", "*1", " ")) {
            String text = "p=1";
            text += repeated.repeat((Selector.MAX_LENGTH - text.length()) / repeated.length());
            assertTrue(Selector.parse(text).matches(message), repeated);
        }
        for (String prefix : List.of("NOT ", "- ", "+")) {
            String end = prefix.equals("NOT ") ? "p=2" : "p<=1";
            int count = (Selector.MAX_LENGTH - end.length()) / prefix.length() - 1 | 1;
            assertTrue(Selector.parse(prefix.repeat(count) + end).matches(message), prefix);
        }
        SelectorSyntaxException refused = assertThrows(
                SelectorSyntaxException.class, () -> Selector.parse("p=1" + " ".repeat(Selector.MAX_LENGTH - 2)));
        assertTrue(refused.getMessage().contains("the limit of 65536"), refused.getMessage());
    }
}
