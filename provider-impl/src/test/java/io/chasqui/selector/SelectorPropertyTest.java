package io.chasqui.selector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.message.Message;
import io.chasqui.selector.OracleTree.Truth;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.jspecify.annotations.Nullable;

/** Generated selectors and messages against the {@link Oracle}, and garbage against the parser. */
class SelectorPropertyTest {

    private static final Message SAMPLE = Messages.with("a", 1, "b", "x", "c", true, "d", 2.5);

    @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Label("SEL-30 to SEL-71: a selector has the truth value that the specification gives it")
    void agreesWithTheOracle(
            @ForAll("conditions") Truth tree,
            @ForAll("attributes") Map<String, @Nullable Object> attributes,
            @ForAll Random random)
            throws SelectorSyntaxException {
        String text = OraclePrinter.print(tree, random);
        Boolean expected = new Oracle(attributes).truth(tree);
        Message message = OracleTrees.message(attributes);

        assertEquals(Boolean.TRUE.equals(expected), Selector.parse(text).matches(message), text);
        assertEquals(
                Boolean.FALSE.equals(expected),
                Selector.parse("NOT (" + text + ")").matches(message),
                "NOT (" + text + ")");

        Statistics.label("truth").collect(String.valueOf(expected)).coverage(checker -> {
            checker.check("true").percentage(share -> share > 10);
            checker.check("false").percentage(share -> share > 10);
            checker.check("null").percentage(share -> share > 10);
        });
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Label("a message whose attribute differs from the required equality never matches")
    void requiredEqualityHoldsForEveryMatch(
            @ForAll("conditions") Truth tree,
            @ForAll("attributes") Map<String, @Nullable Object> attributes,
            @ForAll Random random)
            throws SelectorSyntaxException {
        Selector selector = Selector.parse(OraclePrinter.print(tree, random));
        Equality equality = selector.requiredEquality();
        Message message = OracleTrees.message(attributes);
        boolean matches = selector.matches(message);
        if (equality != null && matches) {
            assertIsCandidate(equality, message, selector);
        }
        Statistics.label("required equality").collect(equality != null, matches);
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Label("an index by required equalities finds every matching integer, whatever the type of the number")
    void everyEqualNumberIsFoundByItsKey(@ForAll("integers") long literal, @ForAll("numbers") Number value)
            throws SelectorSyntaxException {
        for (Number number : List.of(value, literal, (float) literal, (double) literal)) {
            Selector selector = Selector.parse("n = " + literal);
            Message message = Messages.with("n", number);
            Equality equality = selector.requiredEquality();
            assertNotNull(equality);
            boolean matches = selector.matches(message);
            if (matches) {
                assertIsCandidate(equality, message, selector);
            }
            Statistics.label("matches").collect(matches).coverage(checker -> checker.check(true)
                    .percentage(share -> share > 20));
        }
    }

    private static void assertIsCandidate(Equality equality, Message message, Selector selector) {
        Object key = equality.keyIn(message);
        assertTrue(
                key == Equality.EVERY_KEY || equality.value().equals(key),
                () -> selector + " matches, but the key " + key + " does not lead to " + equality);
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Label("SEL-64: LIKE matches as trying every possibility does")
    void patternsMatchAsByTryingEverything(@ForAll("parts") List<String> parts, @ForAll("texts") String text) {
        String pattern = String.join("", parts).replace("=", "");
        LikePattern compiled = LikePattern.compile(pattern, -1);
        assertNotNull(compiled);
        assertEquals(Oracle.alike(parts, text), compiled.matches(text));
    }

    @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Label("SEL-4: any sequence of tokens is a selector or refused with a place within the text")
    void tokensAreReadOrRefused(@ForAll("tokenSoup") String text) {
        readOrRefuse(text);
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Label("SEL-4: any text is a selector or refused with a place within the text")
    void textsAreReadOrRefused(@ForAll String text) {
        readOrRefuse(text);
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Label("SEL-4: a selector with a character changed is read or refused with a place within the text")
    void damagedSelectorsAreReadOrRefused(@ForAll("conditions") Truth tree, @ForAll Random random) {
        StringBuilder text = new StringBuilder(OraclePrinter.print(tree, random));
        String insertions = "()'\"=<>-+*/.,%_!x0 9eLAND\u00e9\uD83D\u0000";
        for (int damages = 1 + random.nextInt(3); damages > 0; damages--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, insertions.charAt(random.nextInt(insertions.length())));
                default -> text.setCharAt(at, insertions.charAt(random.nextInt(insertions.length())));
            }
            if (text.isEmpty()) {
                break;
            }
        }
        Statistics.label("read").collect(readOrRefuse(text.toString()));
    }

    private static boolean readOrRefuse(String text) {
        try {
            Selector selector = Selector.parse(text);
            selector.matches(SAMPLE);
            selector.matches(Messages.with());
            return true;
        } catch (SelectorSyntaxException e) {
            assertTrue(e.column() >= 1 && e.column() <= text.length() + 1, e.getMessage());
            assertTrue(e.getMessage().startsWith("Invalid selector \""), e.getMessage());
            return false;
        }
    }

    @Provide
    Arbitrary<Truth> conditions() {
        return OracleTrees.conditions();
    }

    @Provide
    Arbitrary<Map<String, @Nullable Object>> attributes() {
        return OracleTrees.attributes();
    }

    @Provide
    Arbitrary<Number> numbers() {
        return OracleTrees.numbers();
    }

    @Provide
    Arbitrary<Long> integers() {
        return Arbitraries.oneOf(Arbitraries.longs(), Arbitraries.longs().between(-3, 3));
    }

    @Provide
    Arbitrary<List<String>> parts() {
        return Arbitraries.of("%", "_", "=a", "=b", "=\n", "=\uD83D\uDE00")
                .list()
                .ofMaxSize(7);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "b", "\n", "\uD83D\uDE00")
                .list()
                .ofMaxSize(10)
                .map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<String> tokenSoup() {
        return Arbitraries.of(
                        "a",
                        "b",
                        "c",
                        "d",
                        "(",
                        ")",
                        ",",
                        "=",
                        "<>",
                        "<",
                        ">=",
                        "+",
                        "-",
                        "*",
                        "/",
                        "'x'",
                        "'",
                        "1",
                        "0x1f",
                        "2.5",
                        "9223372036854775808",
                        "AND",
                        "OR",
                        "NOT",
                        "BETWEEN",
                        "IN",
                        "LIKE",
                        "ESCAPE",
                        "IS",
                        "NULL",
                        "TRUE",
                        "JMSType",
                        "JMSExpiration",
                        "\u00e9",
                        ".",
                        "\"",
                        "!")
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(list -> String.join(" ", list));
    }
}
