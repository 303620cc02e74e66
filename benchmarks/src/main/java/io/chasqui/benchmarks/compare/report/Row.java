package io.chasqui.benchmarks.compare.report;

import io.chasqui.benchmarks.compare.measure.Metric;
import io.chasqui.benchmarks.compare.measure.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All runs of one scenario over one transport with one size of bodies. */
public final class Row {

    /** Whose ratio is looked for. */
    static final String OURS = "chasqui";

    private final List<RunResult> runs = new ArrayList<>();

    /** The rows of the runs of one comparison, in the order in which each first appears. */
    public static List<Row> of(List<RunResult> runs) {
        return List.copyOf(byKey(runs).values());
    }

    private static Map<String, Row> byKey(List<RunResult> runs) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (RunResult run : runs) {
            String key = run.transport() + " " + run.scenario() + " " + run.size();
            rows.computeIfAbsent(key, unused -> new Row()).runs.add(run);
        }
        return rows;
    }

    /** The rows of several comparisons. What a later one ran again are further rounds of the same row. */
    static List<Row> ofAll(List<List<RunResult>> comparisons) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (List<RunResult> runs : comparisons) {
            byKey(runs).forEach((key, more) -> {
                Row row = rows.computeIfAbsent(key, unused -> new Row());
                int rounds = row.runs.stream().mapToInt(RunResult::repeat).max().orElse(0);
                more.runs.forEach(run -> row.runs.add(run.inRound(rounds + run.repeat())));
            });
        }
        return List.copyOf(rows.values());
    }

    String transport() {
        return runs.get(0).transport();
    }

    String scenario() {
        return runs.get(0).scenario();
    }

    int size() {
        return runs.get(0).size();
    }

    /** In the order in which each first appears. */
    Set<String> providers() {
        Set<String> providers = new LinkedHashSet<>();
        runs.forEach(run -> providers.add(run.provider()));
        return providers;
    }

    /** Those of one provider. */
    List<RunResult> runs(String provider) {
        return runs.stream().filter(run -> run.provider().equals(provider)).toList();
    }

    /** How many of a provider's runs count. */
    long good(String provider) {
        return runs(provider).stream()
                .filter(run -> run.status() == RunResult.Status.OK)
                .count();
    }

    /** The value of each round that counts. */
    Map<Integer, Double> values(String provider, Metric metric) {
        Map<Integer, Double> values = new TreeMap<>();
        for (RunResult run : runs(provider)) {
            Double value = run.metrics().get(metric);
            if (run.status() == RunResult.Status.OK && value != null) {
                values.put(run.repeat(), value);
            }
        }
        return values;
    }

    /** NaN when no run has one. */
    double median(String provider, Metric metric) {
        return Statistics.median(values(provider, metric).values());
    }

    /** Ours to the other provider whose median is best; empty without a round in which both count. */
    Optional<Ratio> ratio(Metric metric) {
        String best = null;
        for (String provider : providers()) {
            double median = median(provider, metric);
            boolean candidate = !provider.equals(OURS) && !Double.isNaN(median);
            if (candidate && (best == null || better(median, median(best, metric), metric))) {
                best = provider;
            }
        }
        return best == null ? Optional.empty() : Ratio.of(best, values(OURS, metric), values(best, metric));
    }

    private static boolean better(double one, double other, Metric metric) {
        return metric.moreIsBetter() ? one > other : one < other;
    }

    /** Why runs do not count, each reason once with the provider. */
    Set<String> problems() {
        Set<String> problems = new LinkedHashSet<>();
        for (RunResult run : runs) {
            if (run.status() != RunResult.Status.OK) {
                String word = run.status() == RunResult.Status.FAILED ? "FAILED" : "not supported";
                problems.add(run.provider() + ", run " + run.repeat() + ": " + word + ": " + run.reason());
            }
        }
        return problems;
    }
}
