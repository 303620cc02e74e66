package io.chasqui.conformance;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Selectors: BETWEEN, IN, LIKE and IS NULL. */
class SelectorPredicateConformanceTest extends SelectorTable {

    @TestFactory
    @Covers("SEL-55")
    Stream<DynamicTest> betweenIncludesBothBounds() {
        return rows(
                isFalse("p BETWEEN 5 AND 10", "p", 4),
                isTrue("p BETWEEN 5 AND 10", "p", 5),
                isTrue("p BETWEEN 5 AND 10", "p", 7.5),
                isTrue("p BETWEEN 5 AND 10", "p", 10L),
                isFalse("p BETWEEN 5 AND 10", "p", (byte) 11),
                isFalse("p BETWEEN 10 AND 5", "p", 7),
                isTrue("p BETWEEN -10 AND -5", "p", -7),
                isTrue("p BETWEEN 1 AND 3 AND q BETWEEN 4 AND 6", "p", 2, "q", 5));
    }

    @TestFactory
    @Covers("SEL-56")
    Stream<DynamicTest> notBetweenExcludesBothBounds() {
        return rows(
                isTrue("p NOT BETWEEN 5 AND 10", "p", 4),
                isFalse("p NOT BETWEEN 5 AND 10", "p", 5),
                isFalse("p NOT BETWEEN 5 AND 10", "p", 10),
                isTrue("p NOT BETWEEN 5 AND 10", "p", 10.5),
                isTrue("p NOT BETWEEN 10 AND 5", "p", 7));
    }

    @TestFactory
    @Covers("SEL-57")
    Stream<DynamicTest> betweenWithNullFollowsItsEquivalence() {
        return rows(
                isFalse("5 BETWEEN 10 AND missing"),
                isTrue("5 NOT BETWEEN 10 AND missing"),
                isUnknown("5 BETWEEN 1 AND missing"),
                isUnknown("5 NOT BETWEEN 1 AND missing"),
                isFalse("p BETWEEN missing AND 3", "p", 5),
                isTrue("p NOT BETWEEN missing AND 3", "p", 5),
                isUnknown("missing BETWEEN 1 AND 3"),
                isUnknown("missing NOT BETWEEN 1 AND 3"));
    }

    @TestFactory
    @Covers("SEL-58")
    Stream<DynamicTest> betweenOnAStringIsFalse() {
        return rows(
                isFalse("s BETWEEN 1 AND 10", "s", "7"),
                isFalse("s NOT BETWEEN 1 AND 10", "s", "70"),
                isFalse("s BETWEEN 1 AND 10", "s", "seven"));
    }

    @TestFactory
    @Covers("SEL-58")
    Stream<DynamicTest> betweenWithStringBoundsIsRefused() {
        return refused(
                "p BETWEEN 'a' AND 'z'", "p NOT BETWEEN 'a' AND 'z'", "p BETWEEN 1 AND 'z'", "p BETWEEN 'a' AND 2");
    }

    @TestFactory
    @Covers("SEL-59")
    Stream<DynamicTest> betweenTakesExpressionsAndProperties() {
        return rows(
                isTrue("p + 1 BETWEEN 2 * 3 AND 10 - 1", "p", 6),
                isTrue("p BETWEEN low AND high", "p", 6, "low", 5, "high", 7),
                isFalse("p BETWEEN low + 2 AND high", "p", 6, "low", 5, "high", 7),
                isTrue("5 BETWEEN low AND high", "low", 5, "high", 7),
                isTrue("(p) BETWEEN -(low) AND high", "p", -1, "low", 5, "high", 7));
    }

    @TestFactory
    @Covers("SEL-60")
    Stream<DynamicTest> inLooksForTheStringInTheList() {
        return rows(
                isTrue("s IN ('a', 'b', 'c')", "s", "b"),
                isFalse("s IN ('a', 'b', 'c')", "s", "d"),
                isFalse("s IN ('a', 'b')", "s", "A"),
                isFalse("s NOT IN ('a', 'b')", "s", "b"),
                isTrue("s NOT IN ('a', 'b')", "s", "c"),
                isTrue("s IN ('')", "s", ""),
                isTrue("s IN ('it''s', 'a')", "s", "it's"),
                isTrue("s IN ('a', 'a')", "s", "a"),
                row(Truth.TRUE, "JMSType IN ('x', 'y')", message -> message.setJMSType("y")));
    }

    @TestFactory
    @Covers("SEL-61")
    Stream<DynamicTest> inOnNullIsUnknown() {
        return rows(
                isUnknown("missing IN ('a', 'b')"),
                isUnknown("missing NOT IN ('a', 'b')"),
                isUnknown("JMSType IN ('a')"));
    }

    @TestFactory
    @Covers("SEL-62")
    Stream<DynamicTest> inOnAValueThatIsNoStringIsNeverTrue() {
        return rows(
                isNotTrue("p IN ('5')", "p", 5),
                isNotTrue("p NOT IN ('5')", "p", 5),
                isNotTrue("p NOT IN ('x')", "p", 5.0),
                isNotTrue("p IN ('true')", "p", true),
                isNotTrue("p NOT IN ('true')", "p", true));
    }

    @TestFactory
    @Covers("SEL-63")
    Stream<DynamicTest> inTakesAnIdentifierAndStringLiteralsOnly() {
        return refused(
                "p IN (1, 2)",
                "p IN ('a', 2)",
                "p IN (TRUE)",
                "p IN (q)",
                "p IN (NULL)",
                "p IN ()",
                "p NOT IN ()",
                "'a' IN ('a')",
                "5 IN ('a')",
                "p + 1 IN ('a')",
                "p IN 'a'");
    }

    @TestFactory
    @Covers("SEL-64")
    Stream<DynamicTest> likeMatchesTheWholeValueWithTwoWildcards() {
        return rows(
                isTrue("s LIKE '12%3'", "s", "123"),
                isTrue("s LIKE '12%3'", "s", "12993"),
                isFalse("s LIKE '12%3'", "s", "1234"),
                isTrue("s LIKE 'l_se'", "s", "lose"),
                isFalse("s LIKE 'l_se'", "s", "loose"),
                isFalse("s LIKE 'l_se'", "s", "lse"),
                isTrue("s LIKE '%'", "s", ""),
                isFalse("s LIKE '_'", "s", ""),
                isTrue("s LIKE ''", "s", ""),
                isFalse("s LIKE 'b'", "s", "abc"),
                isTrue("s LIKE '%b%'", "s", "abc"),
                isTrue("s LIKE '%%a__%'", "s", "xxabcd"),
                isFalse("s LIKE 'ABC'", "s", "abc"),
                isTrue("s LIKE 'a%z'", "s", "a\nb\r\nz"),
                isTrue("s LIKE 'a_z'", "s", "a\nz"),
                isFalse("s LIKE 'a'", "s", "a\n"),
                isTrue("s LIKE 'it''s%'", "s", "it's so"),
                isTrue("s NOT LIKE '12%3'", "s", "1234"),
                isFalse("s NOT LIKE '12%3'", "s", "123"));
    }

    @TestFactory
    @Covers("SEL-64")
    Stream<DynamicTest> everyOtherCharacterOfAPatternIsLiteral() {
        String metacharacters = ".*+?^$()[]{}|\\/&!~#@-";
        return rows(
                isTrue("s LIKE '" + metacharacters + "%'", "s", metacharacters + "x"),
                isFalse("s LIKE 'a.c'", "s", "abc"),
                isFalse("s LIKE 'a*'", "s", "aaa"),
                isFalse("s LIKE '[a-z]'", "s", "b"),
                isFalse("s LIKE '(a|b)'", "s", "a"),
                isFalse("s LIKE '^a$'", "s", "a"),
                isTrue("s LIKE '\\Q%\\E'", "s", "\\Qx\\E"),
                isTrue("s LIKE '\\d_'", "s", "\\d1"));
    }

    /** Our decision: a character is a Unicode code point. */
    @TestFactory
    @Covers("SEL-65")
    Stream<DynamicTest> aSupplementaryCharacterIsOneCharacter() {
        return rows(
                isTrue("s LIKE 'a_b'", "s", "a\uD83D\uDE00b"),
                isFalse("s LIKE 'a__b'", "s", "a\uD83D\uDE00b"),
                isTrue("s LIKE '%\uD83D\uDE00'", "s", "a\uD83D\uDE00"));
    }

    @TestFactory
    @Covers("SEL-66")
    Stream<DynamicTest> escapeMakesAWildcardLiteral() {
        return rows(
                isTrue("s LIKE '\\_%' ESCAPE '\\'", "s", "_foo"),
                isFalse("s LIKE '\\_%' ESCAPE '\\'", "s", "bar"),
                isFalse("s LIKE '\\_%' ESCAPE '\\'", "s", "\\_foo"),
                isTrue("s LIKE '100|%' ESCAPE '|'", "s", "100%"),
                isFalse("s LIKE '100|%' ESCAPE '|'", "s", "1000"),
                isTrue("s LIKE 'a||b' ESCAPE '|'", "s", "a|b"),
                isTrue("s LIKE 'a||%' ESCAPE '|'", "s", "a|xyz"),
                isTrue("s NOT LIKE '\\_%' ESCAPE '\\'", "s", "bar"),
                isTrue("s LIKE 'a''%' ESCAPE ''''", "s", "a%"),
                isTrue("s LIKE '.%' ESCAPE '.'", "s", "%"));
    }

    @TestFactory
    @Covers("SEL-66")
    Stream<DynamicTest> anEscapeThatIsNotOneCharacterIsRefused() {
        return refused("s LIKE 'a%' ESCAPE ''", "s LIKE 'a%' ESCAPE 'xy'", "s NOT LIKE 'a%' ESCAPE '\\\\'");
    }

    /** Our decision, and that of SQL-92: an error. */
    @TestFactory
    @Covers("SEL-67")
    Stream<DynamicTest> anEscapeBeforeAnOrdinaryCharacterOrTheEndIsRefused() {
        return refused("s LIKE 'a|b' ESCAPE '|'", "s LIKE 'a|' ESCAPE '|'", "s LIKE '|%|' ESCAPE '|'");
    }

    @TestFactory
    @Covers("SEL-68")
    Stream<DynamicTest> likeOnNullIsUnknown() {
        return rows(
                isUnknown("missing LIKE '%'"),
                isUnknown("missing NOT LIKE '%'"),
                isUnknown("JMSType LIKE '%'"),
                isUnknown("missing NOT LIKE 'a' ESCAPE '|'"));
    }

    @TestFactory
    @Covers("SEL-69")
    Stream<DynamicTest> likeOnAValueThatIsNoStringIsNeverTrue() {
        return rows(
                isNotTrue("p LIKE '5'", "p", 5),
                isNotTrue("p LIKE '%'", "p", 5),
                isNotTrue("p NOT LIKE '5'", "p", 5),
                isNotTrue("p NOT LIKE 'x'", "p", 5.5),
                isNotTrue("p LIKE 'true'", "p", true),
                isNotTrue("p NOT LIKE 'x'", "p", true));
    }

    @TestFactory
    @Covers("SEL-70")
    Stream<DynamicTest> patternAndEscapeMustBeStringLiterals() {
        return refused(
                "s LIKE 7",
                "s LIKE q",
                "s LIKE TRUE",
                "s LIKE NULL",
                "s LIKE ('a')",
                "s LIKE 'a' + 'b'",
                "s LIKE 'a' ESCAPE 7",
                "s LIKE 'a' ESCAPE q",
                "'s' LIKE 's'",
                "5 LIKE '5'");
    }

    @TestFactory
    @Covers("SEL-71")
    Stream<DynamicTest> isNullIsNeverUnknown() {
        return rows(
                isTrue("missing IS NULL"),
                isFalse("missing IS NOT NULL"),
                isFalse("p IS NULL", "p", 0),
                isTrue("p IS NOT NULL", "p", 0),
                isFalse("p IS NULL", "p", ""),
                isFalse("p IS NULL", "p", false),
                isTrue("p IS NULL", "p", null),
                isFalse("p IS NOT NULL", "p", null),
                row(Truth.TRUE, "p IS NULL", message -> message.setStringProperty("p", null)),
                isTrue("JMSCorrelationID IS NULL"),
                row(Truth.TRUE, "JMSType IS NOT NULL", message -> message.setJMSType("t")));
    }

    @TestFactory
    @Covers("SEL-71")
    Stream<DynamicTest> isNullTakesAnIdentifierOnly() {
        return refused("'a' IS NULL", "5 IS NOT NULL", "p + 1 IS NULL", "NULL IS NULL", "TRUE IS NULL");
    }
}
