package io.chasqui.security;

import static io.chasqui.security.PermissionTableTest.may;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.chasqui.api.security.AccessTarget.Kind;
import io.chasqui.api.security.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Patterns and rules against an oracle of regular expressions. */
class PermissionPropertyTest {

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings().withChars('a', 'b', '.', '*').ofMaxLength(8);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars('a', 'b', '.', '\n').ofMaxLength(8);
    }

    @Property(tries = 5000)
    void aPatternMatchesWhatTheSameRegularExpressionMatches(
            @ForAll("patterns") String pattern, @ForAll("names") String name) {
        String expression =
                Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));

        assertEquals(
                Pattern.compile(expression, Pattern.DOTALL).matcher(name).matches(),
                new NamePattern(pattern).matches(name));
        assertEquals(pattern, new NamePattern(pattern).toString());
    }

    /** A rule as an oracle sees it: the words of the line. */
    @Property(tries = 1000)
    void theFirstMatchWinsWhateverTheRules(@ForAll("lines") List<String> lines, @ForAll("names") String name)
            throws Exception {
        List<PermissionRule> rules = new ArrayList<>();
        for (String line : lines) {
            rules.add(PermissionRule.parse(line));
        }
        boolean expected = false;
        for (String line : lines) {
            String[] words = line.split(" ", 5);
            String expression =
                    Stream.of(words[4].split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
            if ((words[1].equals("*") || words[1].equals("r"))
                    && (words[2].contains("send") || words[2].equals("all"))
                    && (words[3].equals("queue") || words[3].equals("any"))
                    && Pattern.compile(expression, Pattern.DOTALL).matcher(name).matches()) {
                expected = words[0].equals("allow");
                break;
            }
        }

        assertEquals(expected, may(new PermissionTable(rules), "u", Set.of("r"), Operation.SEND, Kind.QUEUE, name));
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return Combinators.combine(
                        Arbitraries.of("allow", "deny"),
                        Arbitraries.of("r", "s", "*", "user:v", "anonymous"),
                        Arbitraries.of("send", "consume", "browse,send", "all"),
                        Arbitraries.of("queue", "topic", "any", "temporary"),
                        patterns().filter(pattern -> !pattern.isEmpty()))
                .as((effect, who, operations, kind, pattern) ->
                        String.join(" ", effect, who, operations, kind, pattern))
                .list()
                .ofMaxSize(6);
    }
}
