package io.chasqui.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Selectors: comparing and calculating with numbers, strings and booleans. */
class SelectorComparisonConformanceTest extends SelectorTable {

    @TestFactory
    @Covers("SEL-37")
    Stream<DynamicTest> comparingUnlikeTypesIsFalseForEveryOperator() {
        return rows(
                isFalse("p = 5", "p", "5"),
                isFalse("p <> 5", "p", "5"),
                isFalse("p > 4", "p", "5"),
                isFalse("p <= 6", "p", "5"),
                isFalse("p = '5'", "p", 5),
                isFalse("p <> '5'", "p", 5),
                isFalse("p = TRUE", "p", 1),
                isFalse("p <> TRUE", "p", 1),
                isFalse("p = TRUE", "p", "TRUE"),
                isFalse("p <> FALSE", "p", "TRUE"),
                isFalse("p <> 1", "p", true),
                isFalse("p = q", "p", "5", "q", 5),
                isFalse("p <> q", "p", "5", "q", 5),
                isFalse("p < q", "p", 5, "q", "6"),
                isFalse("p <> q", "p", true, "q", "true"));
    }

    @TestFactory
    @Covers("SEL-38")
    Stream<DynamicTest> anIntegerIsNeitherEqualToNorDifferentFromAString() {
        return rows(
                isFalse("p = 'x'", "p", 1),
                isFalse("p <> 'x'", "p", 1),
                isTrue("NOT (p = 'x')", "p", 1),
                isTrue("NOT (p <> 'x')", "p", 1),
                isFalse("p = 'x' OR p <> 'x'", "p", 1));
    }

    @TestFactory
    @Covers("SEL-39")
    Stream<DynamicTest> exactAndApproximateNumbersComparePromoted() {
        return rows(
                isTrue("p = 5.0", "p", 5),
                isTrue("p = 5", "p", 5.0),
                isTrue("p < 5.5", "p", 5L),
                isTrue("5.5 > p", "p", (byte) 5),
                isTrue("p = q", "p", 9007199254740993L, "q", 9007199254740992.0),
                isTrue("p = q", "p", 16777217L, "q", 16777216f),
                isTrue("p = q", "p", 16777217, "q", 16777216f),
                isFalse("p = q", "p", 16777217, "q", 16777216.0),
                isFalse("p = q", "p", Long.MAX_VALUE, "q", Long.MAX_VALUE - 1),
                isTrue("p > q", "p", Long.MAX_VALUE, "q", Long.MAX_VALUE - 1));
    }

    @TestFactory
    @Covers("SEL-40")
    Stream<DynamicTest> allPairsOfNumericTypesCompareInBothDirections() {
        String selector = "a < b AND b > a AND a <= b AND b >= a AND a <> b AND a = e AND e = a AND a <= e AND e >= a";
        Object[] ones = {(byte) 1, (short) 1, 1, 1L, 1f, 1d};
        Object[] twos = {(byte) 2, (short) 2, 2, 2L, 2f, 2d};
        List<Row> table = new ArrayList<>();
        for (Object one : ones) {
            for (int i = 0; i < ones.length; i++) {
                Row row = isTrue(selector, "a", one, "b", twos[i], "e", ones[i]);
                table.add(new Row(row.truth(), selector, " " + typeOf(one) + "/" + typeOf(twos[i]), row.preparation()));
            }
        }
        return rows(table.toArray(Row[]::new));
    }

    @TestFactory
    @Covers("SEL-41")
    Stream<DynamicTest> notANumberAndSignedZeroFollowJavaOperators() {
        return rows(
                isFalse("p = p", "p", Double.NaN),
                isTrue("p <> p", "p", Double.NaN),
                isTrue("p <> 1", "p", Double.NaN),
                isFalse("p < 1", "p", Double.NaN),
                isFalse("p >= 1", "p", Double.NaN),
                isFalse("p = q", "p", Float.NaN, "q", Double.NaN),
                isTrue("p = q", "p", 0.0, "q", -0.0),
                isFalse("p > q", "p", 0.0, "q", -0.0),
                isTrue("p = q", "p", 0.0f, "q", -0.0f),
                isTrue("p = 0", "p", -0.0),
                isTrue("p > q", "p", Double.POSITIVE_INFINITY, "q", Double.MAX_VALUE));
    }

    @TestFactory
    @Covers("SEL-42")
    Stream<DynamicTest> aFloatIsWidenedBeforeItIsComparedWithADouble() {
        return rows(
                isFalse("p = 0.1", "p", 0.1f),
                isTrue("p > 0.1", "p", 0.1f),
                isTrue("p = 0.1", "p", 0.1),
                isTrue("p = 0.5", "p", 0.5f));
    }

    @TestFactory
    @Covers("SEL-43")
    Stream<DynamicTest> orderingALiteralThatIsNoNumberIsRefused() {
        return refused(
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
                "q = 1 OR p > 'a'");
    }

    @TestFactory
    @Covers("SEL-44")
    Stream<DynamicTest> orderingTwoPropertiesThatAreNoNumbersDoesNotSelect() {
        return rows(
                isNotTrue("p > q", "p", "b", "q", "a"),
                isNotTrue("p < q", "p", "b", "q", "a"),
                isNotTrue("p >= q", "p", "a", "q", "a"),
                isNotTrue("p <= q", "p", true, "q", true),
                isNotTrue("p > q", "p", true, "q", false));
    }

    @TestFactory
    @Covers("SEL-45")
    Stream<DynamicTest> stringsCompareCharacterByCharacter() {
        return rows(
                isTrue("s = 'abc'", "s", "abc"),
                isFalse("s <> 'abc'", "s", "abc"),
                isTrue("s <> 'abd'", "s", "abc"),
                isFalse("s = 'ABC'", "s", "abc"),
                isFalse("s = 'abc'", "s", "abc "),
                isFalse("s = ' abc'", "s", "abc"),
                isFalse("s = ''", "s", " "),
                isFalse("s = 'stra\u00dfe'", "s", "strasse"),
                isFalse("s = '\u00e9'", "s", "e\u0301"),
                isTrue("s = t", "s", "x", "t", "x"),
                isTrue("'abc' = s", "s", "abc"));
    }

    @TestFactory
    @Covers("SEL-50")
    Stream<DynamicTest> signsApplyToLiteralsPropertiesAndParentheses() {
        return rows(
                isTrue("-p < 0", "p", (byte) 5),
                isTrue("-p < 0", "p", (short) 5),
                isTrue("-p < 0", "p", 5),
                isTrue("-p < 0", "p", 5L),
                isTrue("-p < 0", "p", 5f),
                isTrue("-p < 0", "p", 5d),
                isTrue("+p = 5", "p", 5),
                isTrue("- a + b = 0", "a", 3, "b", 3),
                isTrue("-(p + 1) = -6", "p", 5),
                isTrue("p = -5", "p", -5),
                isTrue("p * -2 = -10", "p", 5),
                isTrue("p = -(-5)", "p", 5));
    }

    @TestFactory
    @Covers("SEL-51")
    Stream<DynamicTest> productsBindTighterThanSumsAndGroupToTheLeft() {
        return rows(
                isTrue("2 + p * 4 = 14", "p", 3),
                isTrue("(2 + p) * 4 = 20", "p", 3),
                isTrue("p - 2 - 3 = 5", "p", 10),
                isTrue("p - (2 - 3) = 11", "p", 10),
                isTrue("p / 2 / 5 = 10", "p", 100),
                isTrue("p / (10 / 5) = 50", "p", 100),
                isTrue("p * 2 / 4 = 5", "p", 10),
                isTrue("p - 6 / 2 = 7", "p", 10),
                isTrue("p + 1 > q * 2 AND p + 1 = 7", "p", 6, "q", 3));
    }

    @TestFactory
    @Covers("SEL-52")
    Stream<DynamicTest> arithmeticPromotesTruncatesAndWrapsLikeJava() {
        return rows(
                isTrue("a + b = 200", "a", (byte) 100, "b", (byte) 100),
                isTrue("a * b = 10000", "a", (short) 100, "b", (byte) 100),
                isTrue("a / b = 3", "a", 7, "b", 2),
                isTrue("a / b = -3", "a", -7, "b", 2),
                isTrue("p / 2 = 3", "p", 7),
                isTrue("-7 / 2 = -3"),
                isTrue("7 / 2.0 = 3.5"),
                isTrue("p / 2 = 3.5", "p", 7.0),
                isTrue("a + b < 0", "a", Integer.MAX_VALUE, "b", 1),
                isTrue("a + b > 0", "a", Integer.MAX_VALUE, "b", 1L),
                isTrue("a + b < 0", "a", Long.MAX_VALUE, "b", 1),
                isTrue("a * b = 0.25", "a", 0.5f, "b", 0.5f));
    }

    /** Our decision: an exact literal without a suffix is a long. */
    @TestFactory
    @Covers("SEL-52")
    Stream<DynamicTest> exactLiteralsAreLongs() {
        return rows(
                isTrue("2147483647 + 1 = 2147483648"),
                isTrue("p + 1 = 2147483648", "p", Integer.MAX_VALUE),
                isTrue("2147483647 * 2 > 0"));
    }

    /** Our decision: unknown. Whatever it is, it must not disturb the consumer. */
    @TestFactory
    @Covers({"SEL-53", "SEL-74"})
    Stream<DynamicTest> divisionOfAnIntegerByZeroIsUnknown() {
        return rows(
                isUnknown("p / 0 = 1", "p", 5),
                isUnknown("p / q = 1", "p", 5, "q", 0),
                isUnknown("p / q <> 1", "p", 5L, "q", (byte) 0),
                isTrue("p / q = 1 OR p = 5", "p", 5, "q", 0),
                isTrue("p / q > 1000", "p", 5.0, "q", 0));
    }

    /** That the result is unknown, not false, is our decision. */
    @TestFactory
    @Covers("SEL-54")
    Stream<DynamicTest> arithmeticOnStringsAndBooleansIsNeverTrue() {
        return rows(
                isUnknown("s + 1 = 6", "s", "5"),
                isUnknown("s + t = u", "s", "a", "t", "b", "u", "ab"),
                isUnknown("s - 1 <> 3", "s", "5"),
                isUnknown("-s < 0", "s", "5"),
                isUnknown("b + 1 = 2", "b", true),
                isUnknown("s * 2 > 0", "s", "5"),
                isTrue("s + 1 = 6 OR s = '5'", "s", "5"));
    }

    private static String typeOf(Object value) {
        return value.getClass().getSimpleName();
    }
}
