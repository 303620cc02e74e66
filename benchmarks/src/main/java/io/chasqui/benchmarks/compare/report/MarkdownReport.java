package io.chasqui.benchmarks.compare.report;

import io.chasqui.benchmarks.compare.floor.FloorResult;
import io.chasqui.benchmarks.compare.measure.Metric;
import io.chasqui.benchmarks.compare.measure.RunResult;
import io.chasqui.benchmarks.compare.scenarios.Scenarios;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The page with everything about one or several documents: machine, limits, overview, each row, settings. */
public final class MarkdownReport {

    private final List<Document> documents;
    private final List<Row> rows;

    /** @param documents at least one, in the order in which they should appear */
    public MarkdownReport(List<Document> documents) {
        if (documents.isEmpty()) {
            throw new IllegalArgumentException("no results to report: name the JSON files that compare wrote");
        }
        this.documents = List.copyOf(documents);
        rows = Row.ofAll(documents.stream().map(Document::runs).toList());
    }

    /** What it is made of. */
    public List<Row> rows() {
        return rows;
    }

    /**
     * The page.
     *
     * @param charts the file name of each chart, and what it shows
     */
    public String text(Map<String, String> charts) {
        StringBuilder out = new StringBuilder();
        out.append("# Chasqui beside other providers\n\n");
        out.append(
                "This page is made by `java -jar benchmarks/target/benchmarks.jar report` from what `compare` measured.");
        out.append(" Each figure is a median over the runs that passed their check (complete, nothing twice, each");
        out.append(" stream in order). A ratio is Chasqui's value divided by that of the other provider with the best");
        out.append(" median: the median over the pairs of interleaved runs, and in parentheses the lowest and the");
        out.append(" highest pair. At fixed rates latencies count from the time at which a message was due.\n");
        documents.forEach(document -> about(document, out));
        out.append("\n## Overview\n");
        Set<String> transports = new LinkedHashSet<>();
        rows.forEach(row -> transports.add(row.transport()));
        transports.forEach(transport -> overview(transport, out));
        charts.forEach((file, title) ->
                out.append("\n![").append(title).append("](").append(file).append(")\n"));
        out.append("\n## Each scenario\n");
        for (Row row : rows) {
            out.append("\n### ").append(Table.title(row)).append("\n\n").append(new Table(row).markdown());
            row.problems().forEach(problem -> out.append("\n- ").append(problem.replaceAll("\\s+", " ")));
            out.append(row.problems().isEmpty() ? "" : "\n");
        }
        settings(out);
        return out.toString();
    }

    private static void about(Document document, StringBuilder out) {
        out.append("\n## Measured ").append(document.date()).append("\n\n");
        document.machine().forEach((name, value) -> item(name, value, out));
        document.options().forEach((name, value) -> item(name, value, out));
        if (!document.floor().isEmpty()) {
            out.append("\n| Limit of the machine | |\n|---|--:|\n");
            for (FloorResult result : document.floor()) {
                out.append("| ").append(result.name()).append(" | ").append(Format.value(result.value()));
                out.append(' ').append(result.unit()).append(" |\n");
            }
        }
    }

    private static void item(String name, String value, StringBuilder out) {
        out.append("- ").append(name).append(": ").append(value).append('\n');
    }

    private void overview(String transport, StringBuilder out) {
        List<Row> own =
                rows.stream().filter(row -> row.transport().equals(transport)).toList();
        Set<String> providers = new LinkedHashSet<>();
        own.forEach(row -> providers.addAll(row.providers()));
        out.append("\n### ").append(transport).append("\n\n| Scenario | Bytes | Metric | ");
        out.append(providers.stream().map(Format::title).collect(Collectors.joining(" | ")));
        out.append(" | Chasqui to the best other (spread) |\n|---|--:|---|");
        out.append("--:|".repeat(providers.size())).append("---|\n");
        for (Row row : own) {
            for (Metric metric : metrics(row)) {
                out.append("| ").append(Scenarios.named(row.scenario()).title());
                out.append(" | ")
                        .append(row.size())
                        .append(" | ")
                        .append(metric.label())
                        .append(" | ");
                for (String provider : providers) {
                    out.append(Format.median(row, provider, metric)).append(" | ");
                }
                out.append(Format.ratio(row, metric)).append(" |\n");
            }
        }
    }

    /** The few that matter most. */
    private static Set<Metric> metrics(Row row) {
        Metric main = Scenarios.named(row.scenario()).main();
        Set<Metric> metrics = new LinkedHashSet<>(Set.of(main));
        switch (main) {
            case END_P50 -> metrics.add(Metric.END_P99);
            case END_P99 -> metrics.add(Metric.SEND_P99);
            case FILL -> metrics.addAll(List.of(Metric.FIRST, Metric.DRAIN));
            default -> {
                // Throughput and what it costs say it.
            }
        }
        metrics.add(Metric.CPU);
        return metrics;
    }

    private void settings(StringBuilder out) {
        out.append("\n## Settings\n");
        List<RunResult> runs =
                documents.stream().flatMap(document -> document.runs().stream()).toList();
        Settings.of(runs).forEach((who, lines) -> {
            out.append("\n").append(who).append(":\n\n");
            lines.forEach(line -> out.append("- `").append(line).append("`\n"));
        });
    }
}
