package io.chasqui.selector;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are selectors, and what literals and identifiers in them mean. */
class SelectorParserTest {

    private static void refused(String selector) {
        SelectorSyntaxException refusal =
                assertThrows(SelectorSyntaxException.class, () -> Selector.parse(selector), selector);
        assertTrue(refusal.column() >= 1 && refusal.column() <= selector.length() + 1, refusal.getMessage());
    }

    private static void accepted(String selector) {
        assertDoesNotThrow(() -> Selector.parse(selector));
    }

    private static void isTrue(String selector, Object... namesAndValues) {
        assertEquals(Ternary.TRUE, Messages.truth(selector, Messages.with(namesAndValues)), selector);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a =",
                "= 1",
                "a 1",
                "a = = 1",
                "a = 1 2",
                "a = 1 b = 2",
                "a = 1 AND",
                "OR a = 1",
                "a = 1 AND OR b = 2",
                "NOT",
                "(a = 1",
                "a = 1)",
                "()",
                "a + = 1",
                "a * / 2 = 1",
                "a = b = c",
                "a BETWEEN 1",
                "a BETWEEN 1 AND",
                "a BETWEEN 1 OR 2",
                "a IN",
                "a IN (",
                "a IN ('x'",
                "a IN ('x',)",
                "a IN ('x' 'y')",
                "a LIKE",
                "a LIKE 'x' ESCAPE",
                "a IS",
                "a IS NOT",
                "a IS 1",
                "a IS TRUE",
                "a NOT NULL",
                "a NOT IS NULL",
                "a NOT = 1",
                "a = NOT b",
                "a IS NULL = TRUE",
                "5",
                "1 + 1",
                "'text'",
                "a + 1",
                "-a",
                "a AND 5",
                "'x' OR a",
                "NOT 5",
                "(a + 1)",
                "(5)",
                "a = 1,",
                "a . b = 1",
                "a = ?",
                "a = :b",
                "#a = 1",
                "a[0] = 1"
            })
    @DisplayName("SEL-4: a text outside the grammar is refused")
    void refusesWhatIsOutsideTheGrammar(String selector) {
        refused(selector);
    }

    @Test
    @DisplayName("SEL-7: string literals hold any characters and doubled quotes")
    void readsStringLiterals() {
        isTrue("s = ''", "s", "");
        isTrue("s = ''''", "s", "'");
        isTrue("s = 'it''s'", "s", "it's");
        isTrue("s = '''a'''", "s", "'a'");
        isTrue("s = 'größe \uD83D\uDE00 \\n AND -- \n'", "s", "größe \uD83D\uDE00 \\n AND -- \n");
        refused("s = '");
        refused("s = 'x");
        refused("s = '''");
        refused("s = 'it's'");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "29, 29",
        "29L, 29",
        "29l, 29",
        "035, 29",
        "00, 0",
        "0x1d, 29",
        "0X1DL, 29",
        "-29, -29",
        "- 29, -29",
        "--29, 29",
        "-+-29, 29",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "- 9223372036854775808L, -9223372036854775808",
        "0777777777777777777777, 9223372036854775807",
        "0x7fffffffffffffff, 9223372036854775807",
        "0xffffffff, 4294967295",
        "0xffffffffffffffff, -1"
    })
    @DisplayName("SEL-8: exact literals are decimal, octal or hexadecimal longs")
    void readsExactLiterals(String literal, long value) {
        isTrue("p = " + literal, "p", value);
        isTrue("p = (" + literal + ")", "p", value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "+9223372036854775808",
                "-9223372036854775809",
                "1 -9223372036854775808",
                "-(9223372036854775808)",
                "99999999999999999999999999",
                "0x10000000000000000",
                "02000000000000000000000"
            })
    @DisplayName("SEL-9: exact literals out of the range of long are refused")
    void refusesExactLiteralsOutOfRange(String literal) {
        refused("p = " + literal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0b101", "1_000", "0x1p3", "0x1.8p1", "0x", "0xg", "08", "1LL", "1e", "1e+", "1.5L", "1x", "1ff",
                "1.2.3", "0x1.5", ".", ".e1", "1é"
            })
    @DisplayName("SEL-10: other forms of numbers are refused")
    void refusesOtherNumbers(String literal) {
        refused("p = " + literal);
    }

    @ParameterizedTest
    @CsvSource({
        "7., 7",
        "7.5, 7.5",
        ".5, 0.5",
        ".7e4, 7000",
        "-95.7, -95.7",
        "7E3, 7000",
        "7e+3, 7000",
        "7e-3, 0.007",
        "-57.9E2, -5790",
        "+6.2, 6.2",
        "09.5, 9.5",
        "09e1, 90",
        "010d, 10",
        "2.5D, 2.5",
        "7.d, 7",
        "0.0e-999, 0",
        "1.7976931348623157E308, 1.7976931348623157E308",
        "4.9E-324, 4.9E-324"
    })
    @DisplayName("SEL-11: approximate literals are doubles")
    void readsApproximateLiterals(String literal, double value) {
        isTrue("p = " + literal, "p", value);
    }

    @Test
    @DisplayName("SEL-11: the suffix f makes a float, and literals out of range are refused")
    void readsFloatLiterals() {
        isTrue("p = 0.1f AND p = .1F AND p <> 0.1", "p", 0.1f);
        isTrue("p = 7f", "p", 7);
        List.of("1e309", "1e-400", "1e39f", "1e-50f", "4e38F").forEach(literal -> refused("p = " + literal));
    }

    @Test
    @DisplayName("SEL-12, SEL-17: keywords and boolean literals in any letter case")
    void readsKeywordsInAnyLetterCase() {
        isTrue("tRue AND nOT fALse oR FALSE");
        isTrue("p Is noT nuLL anD q iS NulL", "p", 1);
        isTrue("p NoT bEtween 1 aNd 2 AND p between 3 and 3", "p", 3);
        isTrue("s iN ('a') AND s lIKe 'a' eSCAPe '!' AND s not In ('b') and s Not Like 'b'", "s", "a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p",
                "_x",
                "$x",
                "$",
                "x_$9",
                "größe",
                "名前",
                "\uD835\uDC9C",
                "xpath",
                "XQUERY",
                "SELECT",
                "NOTE",
                "ORDER",
                "inn",
                "ısnull",
                "ıs",
                "lıke",
                "TRUEISH",
                "jmsPriority",
                "JmsX",
                "a\u0000"
            })
    @DisplayName("SEL-13, SEL-15, D-17: identifiers are Java identifiers; further words are not reserved")
    void readsIdentifiers(String name) {
        isTrue(name + " = 1", name, 1);
    }

    @Test
    @DisplayName("SEL-13: identifiers have any length")
    void readsLongIdentifiers() {
        String name = "x".repeat(10_000);
        isTrue(name + " = 1", name, 1);
    }

    @Test
    @DisplayName("SEL-14, SEL-49: reserved words are no identifiers in any letter case")
    void refusesReservedWordsAsIdentifiers() {
        for (String word :
                List.of("NULL", "TRUE", "FALSE", "NOT", "AND", "OR", "BETWEEN", "LIKE", "IN", "IS", "ESCAPE")) {
            refused(word + " = 0");
            refused(word.toLowerCase(Locale.ROOT) + " = 0");
            refused(word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT) + " IS NULL");
        }
        List.of("p = NULL", "p <> NULL", "TRUE = 0", "p + 1 = TRUE", "'x' = FALSE", "(p = 1) = 0")
                .forEach(SelectorParserTest::refused);
    }

    @Test
    @DisplayName("SEL-16: identifiers are case sensitive")
    void distinguishesLetterCaseOfIdentifiers() {
        isTrue("a = 1 AND A = 2 AND aA IS NULL", "a", 1, "A", 2);
    }

    @Test
    @DisplayName("SEL-18: white space separates tokens and is needed between words only")
    void skipsWhiteSpace() {
        isTrue("s='b'AND(p=1)OR'b'=s", "s", "b");
        isTrue("p>1AND p<3", "p", 2);
        isTrue("p BETWEEN 1.5AND 0x2", "p", 2);
        isTrue("\t\n\f\r p\t=\f2\r\nAND\n p >\r1 ", "p", 2);
        for (String other : List.of("\u00A0", "\u000B", "\u3000", "\u0085", "\u2028")) {
            refused("p =" + other + "2");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p = 1 -- comment",
                "p = 1 --",
                "-- comment\np = 1",
                "p = 1 /* comment */",
                "/**/p = 1",
                "p = 1 // comment"
            })
    @DisplayName("SEL-19: comments are refused")
    void refusesComments(String selector) {
        refused(selector);
    }

    @Test
    @DisplayName("SEL-19: two minus signs are a subtraction of a negation")
    void readsTwoMinusSigns() {
        isTrue("p--1 = 6 AND p - -1 = 6 AND - -p = 5 AND --p = 5 AND p--p=10", "p", 5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p == 1",
                "p != 1",
                "p = 1 && p = 1",
                "p = 1 || p = 2",
                "!p",
                "p % 2 = 1",
                "p ^ 2 = 1",
                "p & 1 = 1",
                "\"p\" = 1",
                "p = \"1\"",
                "`p` = 1",
                "p =< 1",
                "p => 1",
                "p >< 1",
                "p = 1;",
                "p <=> 1",
                "p ~ 'x'"
            })
    @DisplayName("SEL-20: operators of other languages are refused")
    void refusesOtherOperators(String selector) {
        refused(selector);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JMSDestination",
                "JMSReplyTo",
                "JMSExpiration",
                "JMSRedelivered",
                "JMSDeliveryTime",
                "JMS",
                "JMSFoo",
                "JMSpriority"
            })
    @DisplayName("SEL-22, SEL-26: names that begin with JMS and mean nothing in a selector are refused")
    void refusesOtherHeaders(String name) {
        refused(name + " IS NULL");
        refused("p = 1 OR " + name + " = 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p > 'a'",
                "p >= 'a'",
                "p < 'a'",
                "p <= 'a'",
                "'a' > p",
                "'foo' >= TRUE",
                "'a' < 'b'",
                "5 > 'a'",
                "p > TRUE",
                "FALSE <= p",
                "p > ('a')",
                "q = 1 OR p > 'a'",
                "(p = 1) > 0",
                "p BETWEEN 'a' AND 'z'",
                "p BETWEEN 1 AND 'z'",
                "p NOT BETWEEN 'a' AND 2",
                "'a' BETWEEN 1 AND 2",
                "p BETWEEN FALSE AND TRUE"
            })
    @DisplayName("SEL-43, SEL-46, SEL-58, D-7: ordering string and boolean literals is refused")
    void refusesOrderingOfOtherThanNumbers(String selector) {
        refused(selector);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"p + 'a' = 1", "'a' + p = 1", "p * TRUE = 1", "-'a' = 1", "- TRUE", "+(p = 1) = 1", "p / 'a' > 1"
            })
    @DisplayName("SEL-54: arithmetic with string and boolean literals is refused")
    void refusesArithmeticOnOtherLiterals(String selector) {
        refused(selector);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p IN (1, 2)", "p IN ('a', 2)", "p IN (TRUE)", "p IN (q)", "p IN (NULL)", "p IN ()", "p NOT IN ()",
                "'a' IN ('a')", "5 IN ('a')", "p + 1 IN ('a')", "-p IN ('a')", "(p) IN ('a')", "p IN 'a'",
                        "TRUE IN ('a')"
            })
    @DisplayName("SEL-63: IN takes an identifier and string literals only")
    void refusesOtherFormsOfIn(String selector) {
        refused(selector);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p LIKE 7",
                "p LIKE q",
                "p LIKE TRUE",
                "p LIKE NULL",
                "p LIKE ('a')",
                "p LIKE 'a' ESCAPE 7",
                "p LIKE 'a' ESCAPE q",
                "'a' LIKE 'a'",
                "5 LIKE '5'",
                "(p) LIKE 'a'",
                "p LIKE 'a' ESCAPE ''",
                "p LIKE 'a' ESCAPE 'xy'",
                "p LIKE 'a|b' ESCAPE '|'",
                "p LIKE 'a|' ESCAPE '|'",
                "p LIKE '|%|' ESCAPE '|'"
            })
    @DisplayName("SEL-66, SEL-67, SEL-70: LIKE takes an identifier, a string literal and one escape character")
    void refusesOtherFormsOfLike(String selector) {
        refused(selector);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'a' IS NULL", "5 IS NULL", "p + 1 IS NULL", "(p) IS NULL", "NULL IS NULL", "TRUE IS NOT NULL"})
    @DisplayName("SEL-71: IS NULL takes an identifier only")
    void refusesOtherFormsOfIsNull(String selector) {
        refused(selector);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p > 1 AND p = 'x'",
                "p = TRUE OR p LIKE 'x'",
                "JMSType > 5",
                "JMSDeliveryMode = 2",
                "'5' <> 5",
                "p + 1 = 'x'",
                "p / 0 = 1",
                "1 / 0 = 1",
                "TRUE = TRUE",
                "(p = 1) = (q = 2)",
                "JMSXDeliveryCount > 1"
            })
    @DisplayName("SEL-75, SEL-53, JSX-14: what may be valid for some message is accepted")
    void acceptsWhatMayBeValid(String selector) {
        accepted(selector);
    }

    @Test
    @DisplayName("SEL-4: every beginning of a selector is a selector or refused at its end")
    void refusesTruncatedSelectorsAtTheirEnd() throws Exception {
        String whole =
                "a = 1 AND NOT (b BETWEEN 2 AND c * 3) OR d IN ( 'x' , 'y' ) OR e LIKE 'z' ESCAPE '!' AND f IS NULL";
        List<String> words = List.of(whole.split(" "));
        List<String> ends = new ArrayList<>();
        for (int count = 1; count < words.size(); count++) {
            String beginning = String.join(" ", words.subList(0, count));
            try {
                Selector.parse(beginning);
                ends.add(words.get(count - 1));
            } catch (SelectorSyntaxException e) {
                assertTrue(
                        e.column() == beginning.length() + 1 || e.getMessage().contains("is not a condition"),
                        e.getMessage());
            }
        }
        assertEquals(List.of("a", "1", "3)", "d", ")", "e", "'z'", "'!'", "f"), ends);
    }
}
