package io.chasqui.conformance;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Selectors: three-valued logic, precedence, NULL, and booleans as conditions. */
class SelectorLogicConformanceTest extends SelectorTable {

    private static final Object[] TRUE_AND_FALSE = {"t", true, "f", false};

    @TestFactory
    @Covers("SEL-30")
    Stream<DynamicTest> onlyTrueSelects() {
        return rows(isTrue("t", TRUE_AND_FALSE), isFalse("f", TRUE_AND_FALSE), isUnknown("u", TRUE_AND_FALSE));
    }

    @TestFactory
    @Covers("SEL-31")
    Stream<DynamicTest> andIsFalseIfEitherSideIsElseUnknownIfEitherSideIs() {
        return rows(
                isTrue("t AND t", TRUE_AND_FALSE),
                isFalse("t AND f", TRUE_AND_FALSE),
                isUnknown("t AND u", TRUE_AND_FALSE),
                isFalse("f AND t", TRUE_AND_FALSE),
                isFalse("f AND f", TRUE_AND_FALSE),
                isFalse("f AND u", TRUE_AND_FALSE),
                isUnknown("u AND t", TRUE_AND_FALSE),
                isFalse("u AND f", TRUE_AND_FALSE),
                isUnknown("u AND u", TRUE_AND_FALSE));
    }

    @TestFactory
    @Covers("SEL-32")
    Stream<DynamicTest> orIsTrueIfEitherSideIsElseUnknownIfEitherSideIs() {
        return rows(
                isTrue("t OR t", TRUE_AND_FALSE),
                isTrue("t OR f", TRUE_AND_FALSE),
                isTrue("t OR u", TRUE_AND_FALSE),
                isTrue("f OR t", TRUE_AND_FALSE),
                isFalse("f OR f", TRUE_AND_FALSE),
                isUnknown("f OR u", TRUE_AND_FALSE),
                isTrue("u OR t", TRUE_AND_FALSE),
                isUnknown("u OR f", TRUE_AND_FALSE),
                isUnknown("u OR u", TRUE_AND_FALSE));
    }

    @TestFactory
    @Covers("SEL-33")
    Stream<DynamicTest> notSwapsTrueAndFalseAndKeepsUnknown() {
        return rows(
                isFalse("NOT t", TRUE_AND_FALSE),
                isTrue("NOT f", TRUE_AND_FALSE),
                isUnknown("NOT u", TRUE_AND_FALSE),
                isTrue("NOT NOT t", TRUE_AND_FALSE),
                isUnknown("NOT missing"),
                isUnknown("NOT missing = 1"));
    }

    @TestFactory
    @Covers("SEL-34")
    Stream<DynamicTest> notBindsTighterThanAndThanOr() {
        return rows(
                isTrue("t OR t AND f", TRUE_AND_FALSE),
                isFalse("(t OR t) AND f", TRUE_AND_FALSE),
                isTrue("f AND f OR t", TRUE_AND_FALSE),
                isFalse("f AND (f OR t)", TRUE_AND_FALSE),
                isFalse("NOT t AND f", TRUE_AND_FALSE),
                isTrue("NOT (t AND f)", TRUE_AND_FALSE),
                isTrue("NOT f OR t", TRUE_AND_FALSE),
                isFalse("NOT (f OR t)", TRUE_AND_FALSE),
                isTrue("NOT p = 1", "p", 2),
                isTrue("((((p = 1))))", "p", 1),
                isTrue("p = 1 AND q = 2 OR p = 3 AND q = 4", "p", 3, "q", 4));
    }

    @TestFactory
    @Covers("SEL-35")
    Stream<DynamicTest> comparisonsWithNullAreUnknown() {
        return rows(
                isUnknown("missing = 5"),
                isUnknown("5 = missing"),
                isUnknown("missing <> 5"),
                isUnknown("missing < 5"),
                isUnknown("missing >= 5"),
                isUnknown("missing = 'x'"),
                isUnknown("missing <> 'x'"),
                isUnknown("missing = TRUE"),
                isUnknown("missing = missing2"),
                isUnknown("missing = missing"),
                isUnknown("missing <> missing2"),
                isUnknown("p = missing", "p", 1),
                isUnknown("missing = p", "p", "x"),
                isUnknown("p = 1", "p", null));
    }

    @TestFactory
    @Covers("SEL-36")
    Stream<DynamicTest> arithmeticWithNullIsNull() {
        return rows(
                isUnknown("missing + 2 < 10"),
                isUnknown("2 - missing < 10"),
                isUnknown("missing * 0 = 0"),
                isUnknown("-missing < 1"),
                isUnknown("p / missing = 1", "p", 1),
                isUnknown("missing + 1 BETWEEN 0 AND 9"));
    }

    @TestFactory
    @Covers("SEL-46")
    Stream<DynamicTest> booleansCompareForEquality() {
        return rows(
                isTrue("p = TRUE", "p", true),
                isFalse("p = FALSE", "p", true),
                isTrue("p <> FALSE", "p", true),
                isFalse("p <> TRUE", "p", true),
                isTrue("TRUE = p", "p", true),
                isTrue("p = q", "p", false, "q", false),
                isTrue("p <> q", "p", false, "q", true));
    }

    @TestFactory
    @Covers({"SEL-43", "SEL-46"})
    Stream<DynamicTest> orderingBooleansIsRefused() {
        return refused("p > TRUE", "p <= FALSE", "TRUE > p", "FALSE < TRUE", "'a' <= TRUE", "p BETWEEN FALSE AND TRUE");
    }

    @TestFactory
    @Covers("SEL-47")
    Stream<DynamicTest> aBooleanPropertyIsACondition() {
        return rows(
                isTrue("flag", "flag", true),
                isFalse("flag", "flag", false),
                isTrue("NOT flag AND other", "flag", false, "other", true),
                isTrue("(flag) OR p = 2", "flag", true, "p", 1),
                isTrue("flag AND p = 1", "flag", true, "p", 1));
    }

    /** Our decision: unknown, so that its negation does not select either. */
    @TestFactory
    @Covers("SEL-48")
    Stream<DynamicTest> aPropertyOfAnotherTypeIsNoCondition() {
        return rows(
                isUnknown("p", "p", "true"),
                isUnknown("p", "p", 1),
                isUnknown("p", "p", 0),
                isTrue("p OR q = 1", "p", "x", "q", 1));
    }
}
