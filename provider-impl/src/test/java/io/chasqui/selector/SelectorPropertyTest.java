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
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.jspecify.annotations.Nullable;

/** Generated selectors and messages against the {@link Oracle}, and garbage against the parser. */
class SelectorPropertyTest {

    private static final Message SAMPLE = Messages.with("a", 1, "b", "x", "c", true, "d", 2.5);

    @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReportMode.OFF)
    @Label("SEL-30 to SEL-71: a selector has the truth value that the specification gives it")
    void agreesWithTheOracle(@ForAll @IntRange(max = 4) int depth, @ForAll Random random)
            throws SelectorSyntaxException {
        OracleTrees trees = new OracleTrees(random);
        Truth tree = trees.condition(depth);
        Map<String, @Nullable Object> attributes = trees.attributes();
        String text = OraclePrinter.print(tree, random);
        Boolean expected = new Oracle(attributes).truth(tree);
        Message message = OracleTrees.message(attributes);

        assertEquals(Boolean.TRUE.equals(expected), matches(text, message), () -> text + " for " + attributes);
        String negation = "NOT (" + text + ")";
        assertEquals(Boolean.FALSE.equals(expected), matches(negation, message), () -> negation + " for " + attributes);

        Statistics.label("truth").collect(String.valueOf(expected)).coverage(checker -> {
            checker.check("true").percentage(share -> share > 10);
            checker.check("false").percentage(share -> share > 10);
            checker.check("null").percentage(share -> share > 10);
        });
    }

    private static boolean matches(String selector, Message message) throws SelectorSyntaxException {
        return Selector.parse(selector).matches(message);
    }

    @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReportMode.OFF)
    @Label("a message whose attribute differs from the required equality never matches")
    void requiredEqualityHoldsForEveryMatch(@ForAll @IntRange(max = 3) int depth, @ForAll Random random)
            throws SelectorSyntaxException {
        OracleTrees trees = new OracleTrees(random);
        Map<String, @Nullable Object> attributes = trees.attributes();
        Truth tree = new OracleTree.Both(trees.condition(depth), trees.equality(attributes));
        Selector selector = Selector.parse(OraclePrinter.print(tree, random));
        Message message = OracleTrees.message(attributes);
        Equality equality = selector.requiredEquality();
        assertNotNull(equality, selector::text);
        boolean matches = selector.matches(message);
        if (matches) {
            assertIsCandidate(equality, message, selector);
        }
        Statistics.label("matches").collect(matches).coverage(checker -> checker.check(true)
                .percentage(share -> share > 5));
    }

    @Property(tries = 3000)
    @StatisticsReport(StatisticsReportMode.OFF)
    @Label("an index by required equalities finds every matching integer, whatever the type of the number")
    void everyEqualNumberIsFoundByItsKey(@ForAll("integers") long literal, @ForAll Random random)
            throws SelectorSyntaxException {
        Selector selector = Selector.parse("n = " + literal);
        Equality equality = selector.requiredEquality();
        assertNotNull(equality);
        for (Number number : List.of(new OracleTrees(random).number(), literal, (float) literal, (double) literal)) {
            Message message = Messages.with("n", number);
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

    @Property(tries = 3000)
    @Label("SEL-64: LIKE matches as trying every possibility does")
    void patternsMatchAsByTryingEverything(@ForAll("parts") List<String> parts, @ForAll("likely") String text) {
        String pattern = String.join("", parts).replace("=", "");
        LikePattern compiled = LikePattern.compile(pattern, -1);
        assertNotNull(compiled);
        assertEquals(Oracle.alike(parts, text), compiled.matches(text));
    }

    @Property(tries = 5000)
    @Label("SEL-4: any sequence of tokens is a selector or refused with a place within the text")
    void tokensAreReadOrRefused(@ForAll("tokenSoup") String text) {
        readOrRefuse(text);
    }

    @Property(tries = 3000)
    @Label("SEL-4: any text is a selector or refused with a place within the text")
    void textsAreReadOrRefused(@ForAll String text) {
        readOrRefuse(text);
    }

    @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReportMode.OFF)
    @Label("SEL-4: a damaged selector is read or refused with a place within the text")
    void damagedSelectorsAreReadOrRefused(@ForAll @IntRange(max = 3) int depth, @ForAll Random random) {
        Truth tree = new OracleTrees(random).condition(depth);
        StringBuilder text = new StringBuilder(OraclePrinter.print(tree, random));
        String insertions = "()'\"=<>-+*/.,%_!x0 9eLAND\u00e9\uD83D\u0000";
        for (int damages = 1 + random.nextInt(3); damages > 0 && !text.isEmpty(); damages--) {
            int at = random.nextInt(text.length());
            char insertion = insertions.charAt(random.nextInt(insertions.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, insertion);
                default -> text.setCharAt(at, insertion);
            }
        }
        Statistics.label("read").collect(readOrRefuse(text.toString())).coverage(checker -> {
            checker.check(true).percentage(share -> share > 5);
            checker.check(false).percentage(share -> share > 30);
        });
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
    Arbitrary<String> likely() {
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
