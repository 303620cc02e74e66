package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.chasqui.conformance.Checklist.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Keeps the suite and the checklist together: every rule named by a test exists, every mandatory rule has a test or a
 * reason, and docs/CONFORMANCE.md says what is true. {@code -Dconformance.partial=true} leaves out the second check while
 * parts of the suite are being written.
 */
class ChecklistCoverageTest {

    private final Checklist checklist = new Checklist();
    private final SuiteScan scan = new SuiteScan();

    ChecklistCoverageTest() throws IOException {}

    @Test
    void testsNameRulesThatExist() {
        Set<String> unknown = new TreeSet<>(scan.tests.keySet());
        unknown.addAll(checklist.reasons.keySet());
        unknown.removeAll(checklist.rules.keySet());
        assertEquals(Set.of(), unknown, "rules that are not in checklist.tsv");
        assertEquals(List.of(), scan.mistakes);
    }

    @Test
    void everyMandatoryRuleHasATestOrAReason() {
        if (Boolean.getBoolean("conformance.partial")) {
            return;
        }
        List<String> open = checklist.rules.values().stream()
                .filter(Rule::demanded)
                .filter(rule -> !scan.tests.containsKey(rule.id()) && !checklist.reasons.containsKey(rule.id()))
                .map(rule -> rule.id() + " " + rule.text())
                .toList();
        assertEquals(
                List.of(), open, "mandatory rules without a test: write one, or put the reason into not-covered.tsv");
    }

    @Test
    void noRuleHasBothATestAndAReasonForHavingNone() {
        Set<String> both = new TreeSet<>(checklist.reasons.keySet());
        both.retainAll(scan.tests.keySet());
        assertEquals(Set.of(), both, "covered by now: remove these from not-covered.tsv");
    }

    @Test
    void theDocumentIsUpToDate() throws IOException {
        Path document = Path.of(Objects.requireNonNull(System.getProperty("basedir"), "Maven sets basedir"))
                .resolveSibling("docs")
                .resolve("CONFORMANCE.md");
        String text = new CoverageReport(checklist, scan.tests).text();
        if (Boolean.getBoolean("chasqui.docs.update")) {
            Files.createDirectories(document.getParent());
            Files.writeString(document, text);
        }
        assertEquals(
                text,
                Files.exists(document) ? Files.readString(document) : "",
                "docs/CONFORMANCE.md is stale: run this test with -Dchasqui.docs.update=true");
    }
}
