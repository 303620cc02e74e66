package io.chasqui.benchmarks.compare.report;

import io.chasqui.benchmarks.compare.measure.Metric;
import io.chasqui.benchmarks.compare.scenarios.Scenarios;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The medians of one row as a table: a line for each provider, a column for each metric that any of them has. */
public final class Table {

    private static final String HEAD = "provider";
    private static final String RUNS = "runs";

    private final Row row;
    private final List<Metric> metrics;
    private final List<List<String>> cells = new ArrayList<>();

    /** @param row what it shows */
    public Table(Row row) {
        this.row = row;
        metrics = Arrays.stream(Metric.values())
                .filter(metric ->
                        row.providers().stream().anyMatch(provider -> !Double.isNaN(row.median(provider, metric))))
                .toList();
        List<String> head = new ArrayList<>(List.of(HEAD, RUNS));
        metrics.forEach(metric -> head.add(metric.label()));
        cells.add(head);
        for (String provider : row.providers()) {
            List<String> line = new ArrayList<>();
            line.add(Format.title(provider));
            line.add(row.good(provider) + " of " + row.runs(provider).size());
            metrics.forEach(metric -> line.add(Format.median(row, provider, metric)));
            cells.add(line);
        }
    }

    /** What the scenario is, where, with which bodies. */
    static String title(Row row) {
        return Scenarios.named(row.scenario()).title() + ", " + row.transport() + ", bodies of " + row.size()
                + " bytes, where the scenario says nothing else";
    }

    /** For a terminal: a line for each metric, as there are too many for one line, and the ratios behind. */
    public String text() {
        List<List<String>> turned = new ArrayList<>();
        for (int i = 0; i < cells.get(0).size(); i++) {
            List<String> line = new ArrayList<>();
            for (List<String> each : cells) {
                line.add(each.get(i));
            }
            int metric = i - 2;
            line.add(metric < 0 ? (i == 0 ? "Chasqui to the best other (spread)" : "") : ratio(metrics.get(metric)));
            turned.add(line);
        }
        StringBuilder out = new StringBuilder(title(row))
                .append(" [")
                .append(row.scenario())
                .append("]\n");
        for (List<String> line : turned) {
            out.append("  ").append(String.format("%-36s", line.get(0)));
            for (String cell : line.subList(1, line.size() - 1)) {
                out.append(String.format(" %17s", cell));
            }
            out.append("  ").append(line.get(line.size() - 1)).append('\n');
        }
        row.problems().forEach(problem -> out.append("  ! ").append(problem).append('\n'));
        return out.toString();
    }

    private String ratio(Metric metric) {
        return Format.ratio(row, metric);
    }

    /** For a page. */
    String markdown() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            out.append(cells.get(i).stream().collect(Collectors.joining(" | ", "| ", " |\n")));
            if (i == 0) {
                out.append("|---|---").append("|--:".repeat(metrics.size())).append("|\n");
            }
        }
        String ratios = metrics.stream()
                .map(metric -> ratio(metric))
                .collect(Collectors.joining(" | ", "| Chasqui to the best other (spread) | | ", " |\n"));
        out.append(ratios);
        return out.toString();
    }
}
