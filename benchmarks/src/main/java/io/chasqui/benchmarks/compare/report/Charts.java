package io.chasqui.benchmarks.compare.report;

import io.chasqui.benchmarks.compare.measure.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** All charts of a report. */
public final class Charts {

    private static final Map<Metric, String> BARS = new LinkedHashMap<>();
    private static final List<Metric> LINES = List.of(Metric.MESSAGES, Metric.CPU, Metric.FILL, Metric.DRAIN);

    static {
        BARS.put(Metric.MESSAGES, "throughput");
        BARS.put(Metric.CPU, "cpu");
        BARS.put(Metric.END_P99, "latency");
    }

    /**
     * A chart.
     *
     * @param file its name, which ends with {@code .svg}
     * @param title what it shows
     * @param svg the picture
     */
    public record Chart(String file, String title, String svg) {}

    private Charts() {}

    /** Of rows of any transports: bars of what is no series, lines of what is one. */
    public static List<Chart> of(List<Row> rows) {
        List<Chart> charts = new ArrayList<>();
        Set<String> transports = new LinkedHashSet<>();
        rows.forEach(row -> transports.add(row.transport()));
        for (String transport : transports) {
            List<Row> own = rows.stream()
                    .filter(row -> row.transport().equals(transport))
                    .toList();
            bars(transport, own, charts);
            lines(transport, own, charts);
        }
        return charts;
    }

    private static void bars(String transport, List<Row> rows, List<Chart> charts) {
        Map<Integer, List<Row>> bySize = new LinkedHashMap<>();
        rows.stream().filter(row -> Lines.series(row).isEmpty()).forEach(row -> bySize.computeIfAbsent(
                        row.size(), key -> new ArrayList<>())
                .add(row));
        bySize.forEach((size, own) -> BARS.forEach((metric, name) -> {
            Bars bars = new Bars(metric, own);
            if (!bars.isEmpty()) {
                String title = metric.label() + ", " + transport + ", bodies of " + size + " bytes, medians";
                charts.add(new Chart(name + "-" + transport + "-" + size + ".svg", title, bars.svg(title)));
            }
        }));
    }

    private static void lines(String transport, List<Row> rows, List<Chart> charts) {
        Map<String, List<Row>> series = new LinkedHashMap<>();
        for (Row row : rows) {
            if (!Lines.series(row).isEmpty()) {
                series.computeIfAbsent(Lines.series(row), key -> new ArrayList<>())
                        .add(row);
            }
        }
        series.forEach((name, own) -> {
            for (Metric metric : LINES) {
                boolean measured = own.stream()
                        .anyMatch(row -> row.providers().stream().anyMatch(each -> row.median(each, metric) > 0));
                if (measured) {
                    String title = metric.label() + " by " + name + ", " + transport + ", medians";
                    String file = name + "-" + metric.name().toLowerCase(Locale.ROOT) + "-" + transport;
                    charts.add(new Chart(file + ".svg", title, new Lines(metric, own).svg(title)));
                }
            }
        });
    }
}
