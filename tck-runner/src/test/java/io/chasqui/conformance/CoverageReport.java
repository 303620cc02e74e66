package io.chasqui.conformance;

import io.chasqui.conformance.Checklist.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The text of docs/CONFORMANCE.md. */
final class CoverageReport {

    private final Checklist checklist;
    private final Map<String, Set<String>> tests;

    CoverageReport(Checklist checklist, Map<String, Set<String>> tests) {
        this.checklist = checklist;
        this.tests = tests;
    }

    String text() {
        StringBuilder text = new StringBuilder(PREAMBLE);
        Map<String, List<Rule>> sections = checklist.rules.values().stream()
                .collect(Collectors.groupingBy(Rule::prefix, LinkedHashMap::new, Collectors.toList()));
        totals(sections, text);
        sections.values().forEach(rules -> section(rules, text));
        return text.toString();
    }

    private void totals(Map<String, List<Rule>> sections, StringBuilder text) {
        text.append("| Rules | Section | Mandatory | with test | Recommended | with test | Other | with test |\n");
        text.append("|---|---|--:|--:|--:|--:|--:|--:|\n");
        sections.forEach(
                (prefix, rules) -> text.append(totalsRow(prefix, rules.get(0).section(), rules)));
        text.append(totalsRow("", "All", List.copyOf(checklist.rules.values())));
    }

    private String totalsRow(String prefix, String title, List<Rule> rules) {
        Predicate<Rule> mandatory = rule -> rule.level().equals("M");
        Predicate<Rule> recommended = rule -> rule.level().equals("S");
        Predicate<Rule> other = mandatory.or(recommended).negate();
        return "| " + prefix + " | " + title + " | " + counts(rules, mandatory) + " | " + counts(rules, recommended)
                + " | " + counts(rules, other) + " |\n";
    }

    private String counts(List<Rule> rules, Predicate<Rule> which) {
        long covered = rules.stream()
                .filter(which)
                .filter(rule -> tests.containsKey(rule.id()))
                .count();
        return rules.stream().filter(which).count() + " | " + covered;
    }

    private void section(List<Rule> rules, StringBuilder text) {
        Rule first = rules.get(0);
        text.append("\n## ")
                .append(first.section())
                .append(" (")
                .append(first.prefix())
                .append(")\n\n");
        text.append("| Rule | Level | What it says | Tests |\n|---|---|---|---|\n");
        for (Rule rule : rules) {
            text.append("| ")
                    .append(rule.id())
                    .append(" | ")
                    .append(rule.level())
                    .append(" | ");
            text.append(rule.text().replace("|", "\\|"))
                    .append(" | ")
                    .append(evidence(rule))
                    .append(" |\n");
        }
    }

    private String evidence(Rule rule) {
        Set<String> covering = tests.get(rule.id());
        if (covering != null) {
            return covering.stream().map(test -> "`" + test + "`").collect(Collectors.joining("<br>"));
        }
        String reason = checklist.reasons.get(rule.id());
        return reason == null ? "" : "none: " + reason;
    }

    private static final String PREAMBLE = """
            # Conformance: the rules of Jakarta Messaging 3.1 and their tests

            Every rule this project tests itself against, in its own words, and the tests of the conformance suite \
            (`tck-runner`, package `io.chasqui.conformance`) that assert it. Levels: M mandatory, S recommended, C an \
            obligation of the application, U unspecified (a test then asserts this project's decision).

            This page is generated. `ChecklistCoverageTest` fails when it is stale; write it anew with

                mvn test -pl tck-runner -am -Dtest=ChecklistCoverageTest -Dsurefire.failIfNoSpecifiedTests=false \
            -Dchasqui.docs.update=true

            """;
}
