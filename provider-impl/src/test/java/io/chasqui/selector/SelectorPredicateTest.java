package io.chasqui.selector;

import static io.chasqui.selector.Messages.with;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.chasqui.message.Message;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The truth value of BETWEEN, IN and LIKE. */
class SelectorPredicateTest {

    private static void isTrue(String selector, Message message) {
        assertEquals(Ternary.TRUE, Messages.truth(selector, message), selector);
    }

    private static void isFalse(String selector, Message message) {
        assertEquals(Ternary.FALSE, Messages.truth(selector, message), selector);
    }

    private static void isUnknown(String selector, Message message) {
        assertEquals(Ternary.UNKNOWN, Messages.truth(selector, message), selector);
    }

    @ParameterizedTest
    @CsvSource({"4, false", "5, true", "7, true", "10, true", "11, false"})
    @DisplayName("SEL-55, SEL-56: BETWEEN includes its bounds and NOT BETWEEN excludes them")
    void includesBounds(int value, boolean between) {
        assertEquals(Ternary.of(between), Messages.truth("p BETWEEN 5 AND 10", with("p", value)));
        assertEquals(Ternary.of(!between), Messages.truth("p NOT BETWEEN 5 AND 10", with("p", value)));
        isFalse("p BETWEEN 10 AND 5", with("p", value));
    }

    @Test
    @DisplayName("SEL-57: three-valued logic applies through the equivalence")
    void betweenWithNull() {
        isFalse("5 BETWEEN 10 AND u", with());
        isTrue("5 NOT BETWEEN 10 AND u", with());
        isUnknown("5 BETWEEN 1 AND u", with());
        isUnknown("5 NOT BETWEEN 1 AND u", with());
        isFalse("5 BETWEEN u AND 3", with());
        isTrue("5 NOT BETWEEN u AND 3", with());
        isUnknown("u BETWEEN 1 AND 3", with());
        isUnknown("u NOT BETWEEN 1 AND 3", with());
    }

    @Test
    @DisplayName("SEL-58: BETWEEN on a string is false")
    void betweenOnStrings() {
        isFalse("s BETWEEN 1 AND 10", with("s", "7"));
        isFalse("s NOT BETWEEN 1 AND 10", with("s", "70"));
    }

    @Test
    @DisplayName("SEL-59: operands of BETWEEN are expressions and properties")
    void betweenTakesExpressions() {
        Message message = with("p", 6, "low", (byte) 5, "high", 7.5);
        isTrue("p + 1 BETWEEN 2 * 3 AND 10 - 1 AND p BETWEEN low AND high AND 6 BETWEEN low AND high", message);
        isTrue("p NOT BETWEEN low + 2 AND high AND (p) BETWEEN -(low) AND +high", message);
    }

    @Test
    @DisplayName("SEL-60, SEL-61: IN finds the string in the list; NULL is unknown")
    void findsInLists() {
        Message message = with("s", "b", "e", "", "q", "it's");
        isTrue("s IN ('a', 'b', 'c') AND s IN ('b', 'b') AND e IN ('') AND q IN ('it''s')", message);
        isFalse("s IN ('a', 'B', '') OR s NOT IN ('b')", message);
        isTrue("s NOT IN ('a', 'c')", message);
        isUnknown("u IN ('a')", message);
        isUnknown("u NOT IN ('a')", message);
        isUnknown("JMSType NOT IN ('a')", message);
    }

    @Test
    @DisplayName("SEL-62, SEL-69, D-6: IN and LIKE on anything but a string are unknown")
    void inAndLikeOnOtherTypes() {
        for (Object other : new Object[] {5, 5L, 5.0, true}) {
            isUnknown("p IN ('5', 'true')", with("p", other));
            isUnknown("p NOT IN ('x')", with("p", other));
            isUnknown("p LIKE '%'", with("p", other));
            isUnknown("p NOT LIKE 'x'", with("p", other));
        }
        isUnknown("JMSPriority IN ('4')", with());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "12%3, 123, true",
                "12%3, 12993, true",
                "12%3, 1234, false",
                "l_se, lose, true",
                "l_se, loose, false",
                "l_se, lse, false",
                "%, \"\", true",
                "_, \"\", false",
                "\"\", \"\", true",
                "\"\", a, false",
                "b, abc, false",
                "%b%, abc, true",
                "%%a__%, xxabcd, true",
                "%ab, aab, true",
                "%a%b%c, aXbXbXc, true",
                "%a%b%c, aXcXb, false",
                "_%_, a, false",
                "_%_, ab, true",
                "a%a, a, false",
                "ABC, abc, false",
                "a.c, abc, false",
                "a*, aaa, false",
                "[a-z], b, false",
                "\\d, 1, false",
                "(a|b), a, false",
                "^a$, a, false",
                "\\Q%\\E, \\Qx\\E, true",
            })
    @DisplayName("SEL-64: _ and % are the only wildcards and the whole value has to match")
    void matchesPatterns(String pattern, String text, boolean matches) {
        Message message = with("s", text);
        assertEquals(Ternary.of(matches), Messages.truth("s LIKE '" + pattern + "'", message));
        assertEquals(Ternary.of(!matches), Messages.truth("s NOT LIKE '" + pattern + "'", message));
    }

    @Test
    @DisplayName("SEL-64: line breaks are characters as any other")
    void matchesLineBreaks() {
        isTrue("s LIKE 'a%z' AND s LIKE '%\n%' AND s LIKE 'a____z'", with("s", "a\nb\r\nz"));
        isFalse("s LIKE 'a'", with("s", "a\n"));
    }

    @Test
    @DisplayName("SEL-65: a supplementary character is one character")
    void matchesCodePoints() {
        Message message = with("s", "a\uD83D\uDE00b");
        isTrue("s LIKE 'a_b' AND s LIKE '%\uD83D\uDE00_' AND s LIKE '%b'", message);
        isFalse("s LIKE 'a__b' OR s LIKE '%\uDE00b'", message);
        isTrue("s LIKE 'x\uD83D\uDE00%' ESCAPE '\uD83D\uDE00'", with("s", "x%"));
    }

    @Test
    @DisplayName("SEL-66, D-19: the escape character makes wildcards and itself literal")
    void escapesWildcards() {
        isTrue("s LIKE '\\_%' ESCAPE '\\'", with("s", "_foo"));
        isFalse("s LIKE '\\_%' ESCAPE '\\'", with("s", "bar"));
        isTrue("s LIKE '100|%' ESCAPE '|' AND s NOT LIKE '10|_%' ESCAPE '|'", with("s", "100%"));
        isTrue("s LIKE 'a||%' ESCAPE '|' AND s LIKE 'a||b' ESCAPE '|'", with("s", "a|b"));
        isTrue("s LIKE 'a''%' ESCAPE ''''", with("s", "a%"));
        isTrue("s LIKE '%%_' ESCAPE '%'", with("s", "%x"));
        isFalse("s LIKE '%%_' ESCAPE '%'", with("s", "xy"));
        isTrue("s LIKE '__%' ESCAPE '_'", with("s", "_xyz"));
    }

    @Test
    @DisplayName("SEL-68: LIKE on NULL is unknown")
    void likeOnNull() {
        isUnknown("u LIKE '%'", with());
        isUnknown("u NOT LIKE '%'", with());
        isUnknown("JMSType LIKE 'a' ESCAPE '|'", with());
    }
}
