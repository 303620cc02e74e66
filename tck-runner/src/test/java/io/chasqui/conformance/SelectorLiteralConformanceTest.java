package io.chasqui.conformance;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Selectors, lexical part: literals, white space, and what looks like SQL but is no part of the language. */
class SelectorLiteralConformanceTest extends SelectorTable {

    @TestFactory
    @Covers("SEL-7")
    Stream<DynamicTest> stringLiteralsTakeAnyCharacterAndDoubledQuotes() {
        return rows(
                isTrue("s = 'plain'", "s", "plain"),
                isTrue("s = ''", "s", ""),
                isTrue("s = 'it''s'", "s", "it's"),
                isTrue("s = ''''", "s", "'"),
                isTrue("s = ''''''", "s", "''"),
                isTrue("s = 'say \"hi\"'", "s", "say \"hi\""),
                isTrue("s = 'größe ☃ Ж 日本'", "s", "größe ☃ Ж 日本"),
                isTrue("s = '\uD83D\uDE00'", "s", "\uD83D\uDE00"),
                isTrue("s = 'a\nb\tc\\d'", "s", "a\nb\tc\\d"),
                isTrue("s = 'AND -- /* NOT */ %'", "s", "AND -- /* NOT */ %"),
                isFalse("s = 'it''s'", "s", "it''s"));
    }

    @TestFactory
    @Covers({"SEL-4", "SEL-7"})
    Stream<DynamicTest> unfinishedStringLiteralsAreRefused() {
        return refused("s = 'open", "s = '", "s = 'it's'", "s = '''");
    }

    @TestFactory
    @Covers("SEL-8")
    Stream<DynamicTest> exactLiteralsFollowJavaIntegerSyntax() {
        return rows(
                isTrue("p = 29", "p", 29),
                isTrue("p = 0", "p", 0),
                isTrue("p = 035", "p", 29),
                isTrue("p = 0x1d", "p", 29),
                isTrue("p = 0X1D", "p", 29),
                isTrue("p = 29L", "p", 29),
                isTrue("p = 29l", "p", 29L),
                isTrue("p = 035L", "p", 29L),
                isTrue("p = 0x1dL", "p", 29L),
                isTrue("p = -29", "p", -29),
                isTrue("p = +29", "p", 29),
                isTrue("p = 9223372036854775807", "p", Long.MAX_VALUE),
                isTrue("p = -9223372036854775808", "p", Long.MIN_VALUE),
                isTrue("p = -9223372036854775808L", "p", Long.MIN_VALUE),
                isTrue("p = 0x7fffffffffffffff", "p", Long.MAX_VALUE),
                isFalse("p = 9223372036854775806", "p", Long.MAX_VALUE),
                isFalse("p = -9223372036854775807", "p", Long.MIN_VALUE),
                isFalse("p = 035", "p", 35));
    }

    @TestFactory
    @Covers("SEL-8")
    Stream<DynamicTest> digitsThatJavaDoesNotKnowAreRefused() {
        return refused("p = 08", "p = 0x", "p = 0xg", "p = 1LL");
    }

    @TestFactory
    @Covers("SEL-9")
    Stream<DynamicTest> exactLiteralsBeyondTheLongRangeAreRefused() {
        return refused(
                "p = 9223372036854775808",
                "p = -9223372036854775809",
                "p = 99999999999999999999999",
                "p = 0x1ffffffffffffffff",
                "p < 9223372036854775808 AND p > 0");
    }

    /** Our decision: the newer forms of Java literals are no part of the language. */
    @TestFactory
    @Covers("SEL-10")
    Stream<DynamicTest> javaSevenLiteralsAreRefused() {
        return refused("p = 0b101", "p = 1_000", "p = 0x1p3", "p = 0x1.8p1");
    }

    /** The suffixes f, F, d and D are our decision: they are Java syntax. */
    @TestFactory
    @Covers("SEL-11")
    Stream<DynamicTest> approximateLiteralsFollowJavaSyntax() {
        return rows(
                isTrue("p = 7.", "p", 7.0),
                isTrue("p = 7.5", "p", 7.5),
                isTrue("p = .7e4", "p", 7000.0),
                isTrue("p = -95.7", "p", -95.7),
                isTrue("p = 7E3", "p", 7000.0),
                isTrue("p = 7e+3", "p", 7000.0),
                isTrue("p = 7e-3", "p", 0.007),
                isTrue("p = -57.9E2", "p", -5790.0),
                isTrue("p = +6.2", "p", 6.2),
                isTrue("p = 1.7976931348623157E308", "p", Double.MAX_VALUE),
                isTrue("p = 4.9E-324", "p", Double.MIN_VALUE),
                isTrue("p = 2.5f", "p", 2.5f),
                isTrue("p = 2.5F", "p", 2.5),
                isTrue("p = 2.5d", "p", 2.5),
                isTrue("p = 25D", "p", 25.0),
                isTrue("p = 0.1f", "p", 0.1f),
                isFalse("p = 7.4", "p", 7.5));
    }

    @TestFactory
    @Covers("SEL-12")
    Stream<DynamicTest> booleanLiteralsComeInAnyLetterCase() {
        return rows(
                isTrue("TRUE"),
                isTrue("true"),
                isTrue("tRuE"),
                isFalse("FALSE"),
                isFalse("False"),
                isTrue("flag = TRUE", "flag", true),
                isTrue("flag = true", "flag", true),
                isTrue("flag = False", "flag", false),
                isFalse("flag = TRUE", "flag", false));
    }

    @TestFactory
    @Covers("SEL-18")
    Stream<DynamicTest> whiteSpaceSeparatesTokensAndIsNotNeededAroundOperators() {
        return rows(
                isTrue("s='b'", "s", "b"),
                isTrue("p>1AND p<3", "p", 2),
                isTrue("(p=1)OR(p=2)", "p", 2),
                isTrue("s IN('a','b')", "s", "b"),
                isTrue("p+1=3", "p", 2),
                isTrue("p<>1", "p", 2),
                isTrue("p\t=\f2\r\nAND\n p >\r1", "p", 2),
                isTrue("  p = 2  ", "p", 2),
                isTrue("\t\n\f\r p=2 \t\n\f\r", "p", 2),
                isTrue("s IS\n NOT\tNULL", "s", ""));
    }

    @TestFactory
    @Covers("SEL-19")
    Stream<DynamicTest> commentsAreNoPartOfTheLanguage() {
        return refused(
                "p = 1 -- a comment",
                "p = 1 --",
                "p = 1 /* comment */",
                "/* comment */ p = 1",
                "p /**/ = 1",
                "p = 1 // comment");
    }

    @TestFactory
    @Covers({"SEL-19", "SEL-50"})
    Stream<DynamicTest> twoMinusSignsAreASubtractionOfANegation() {
        return rows(isTrue("p--1 = 6", "p", 5), isTrue("p - -1 = 6", "p", 5), isTrue("- -p = 5", "p", 5));
    }

    @TestFactory
    @Covers("SEL-20")
    Stream<DynamicTest> operatorsOfOtherLanguagesAreRefused() {
        return refused(
                "p == 1",
                "p != 1",
                "p = 1 && q = 2",
                "p = 1 || q = 2",
                "!flag",
                "p % 2 = 1",
                "p ^ 2 = 1",
                "p & 1 = 1",
                "\"p\" = 1",
                "`p` = 1",
                "[p] = 1",
                "p =< 1",
                "p => 1",
                "p >< 1",
                "p = 1;",
                "p = ?",
                "p = :q");
    }

    @TestFactory
    @Covers("SEL-4")
    Stream<DynamicTest> syntaxErrorsAreRefused() {
        return refused(
                "p =",
                "= 1",
                "p 1",
                "p = = 1",
                "p = 1 2",
                "p = 1 q = 2",
                "p = 1 AND",
                "OR p = 1",
                "p = 1 AND OR q = 2",
                "NOT",
                "(p = 1",
                "p = 1)",
                "()",
                "p + = 1",
                "p * / 2 = 1",
                "p BETWEEN 1",
                "p BETWEEN 1 AND",
                "p BETWEEN 1 OR 2",
                "p IN",
                "p IN (",
                "p IN ('a'",
                "p IN ('a',)",
                "p IN ('a' 'b')",
                "p LIKE",
                "p LIKE 'a' ESCAPE",
                "p IS",
                "p IS NOT",
                "p IS 1",
                "p NOT NULL",
                "p NOT = 1",
                "1",
                "1 + 1",
                "'text'",
                "p + 1",
                "-p",
                "p.q = 1",
                "p-q",
                "#p = 1",
                "p = 1 , q = 2");
    }
}
