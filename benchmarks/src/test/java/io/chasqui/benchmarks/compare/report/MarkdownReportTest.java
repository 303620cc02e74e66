package io.chasqui.benchmarks.compare.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.benchmarks.compare.floor.FloorResult;
import io.chasqui.benchmarks.compare.measure.Metric;
import io.chasqui.benchmarks.compare.measure.RunResult;
import io.chasqui.benchmarks.compare.measure.RunResult.Status;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class MarkdownReportTest {

    private final Document document = new Document(
            "2026-12-01T08:00:00Z",
            Map.of("cores", "2"),
            Map.of("transport", "vm"),
            List.of(new FloorResult("append", 1234.4, "records/s")),
            List.of(
                    run("chasqui", "queue", Status.OK, "", 1_000_000),
                    run("classic", "queue", Status.OK, "", 200_000),
                    run("artemis", "queue", Status.FAILED, "3 of 9 missing", 900_000),
                    run("openmq", "queue", Status.UNSUPPORTED, "no such <thing>", 0),
                    run("chasqui", "consumers-1", Status.OK, "", 10),
                    run("chasqui", "consumers-4", Status.OK, "", 20)));

    private static RunResult run(String provider, String scenario, Status status, String reason, double rate) {
        Map<Metric, Double> metrics = Map.of(Metric.MESSAGES, rate, Metric.CPU, 1e6 / Math.max(1, rate));
        return new RunResult(provider, "vm", scenario, 256, 1, status, reason, metrics, List.of("a = b " + provider));
    }

    @Test
    void showsMediansRatiosFailuresSettingsAndLimits() {
        String text = new MarkdownReport(List.of(document)).text(Map.of("x.svg", "a chart"));
        assertContains(
                text,
                "| queue 1→1, non-persistent | 256 | messages/s | 1,000,000 | 200,000 | FAILED | not supported |"
                        + " 5.00× ActiveMQ Classic (5.00–5.00) |");
        assertContains(text, "0.20× ActiveMQ Classic");
        assertContains(text, "- artemis, run 1: FAILED: 3 of 9 missing");
        assertContains(text, "- openmq, run 1: not supported: no such <thing>");
        assertContains(text, "| append | 1,234 records/s |");
        assertContains(text, "- `a = b classic`");
        assertContains(text, "![a chart](x.svg)");
        assertContains(text, "- cores: 2");
    }

    @Test
    void namesTheScenariosOnlyWhereSettingsDiffer() {
        RunResult free = run("artemis", "queue", Status.OK, "", 1);
        RunResult one = new RunResult(
                "classic", "tcp", "queue", 1, 1, Status.OK, "", Map.of(), List.of("listen = tcp://127.0.0.1:1"));
        RunResult same = new RunResult(
                "classic", "tcp", "topic", 1, 1, Status.OK, "", Map.of(), List.of("listen = tcp://127.0.0.1:2"));
        RunResult other = new RunResult("classic", "tcp", "xa", 1, 1, Status.OK, "", Map.of(), List.of("listen = nio"));
        assertEquals(
                Map.of(
                        "Artemis, vm", List.of("a = b artemis"),
                        "ActiveMQ Classic, tcp (queue, topic)", List.of("listen = tcp://127.0.0.1:(a free port)"),
                        "ActiveMQ Classic, tcp (xa)", List.of("listen = nio")),
                Settings.of(List.of(free, one, same, other)));
    }

    @Test
    void printsEveryRunInTheTableOfTheTerminal() {
        String text = new Table(Row.of(document.runs()).get(0)).text();
        assertContains(text, "! artemis, run 1: FAILED: 3 of 9 missing");
        assertContains(text, "0 of 1");
        assertContains(text, "5.00× ActiveMQ Classic");
    }

    @Test
    void drawsBarsForScenariosAndLinesForSeries() throws Exception {
        List<Charts.Chart> charts = Charts.of(Row.of(document.runs()));
        assertEquals(
                List.of("throughput-vm-256.svg", "cpu-vm-256.svg", "consumers-messages-vm.svg", "consumers-cpu-vm.svg"),
                charts.stream().map(Charts.Chart::file).toList());
        for (Charts.Chart chart : charts) {
            var parsed = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(chart.svg())));
            assertEquals("svg", parsed.getDocumentElement().getNodeName());
        }
        assertContains(charts.get(0).svg(), ">1,000,000<");
        assertContains(charts.get(2).svg(), "<polyline points=\"80.0,");
    }

    @Test
    void isReadBackFromItsFile() {
        assertEquals(document, Document.parse(document.text()));
    }

    @Test
    void refusesOtherFiles() {
        assertThrows(IllegalArgumentException.class, () -> Document.parse("[]"));
        assertThrows(IllegalArgumentException.class, () -> Document.parse("{\"floor\": [], \"runs\": [1]}"));
        assertThrows(IllegalArgumentException.class, () -> Document.parse("{\"floor\": [], \"runs\": [{}]}"));
        assertThrows(IllegalArgumentException.class, () -> new MarkdownReport(List.of()));
    }

    private static void assertContains(String text, String part) {
        assertTrue(text.contains(part), () -> "'" + part + "' is not in:\n" + text);
    }
}
