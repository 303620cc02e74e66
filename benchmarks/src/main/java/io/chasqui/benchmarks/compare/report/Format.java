package io.chasqui.benchmarks.compare.report;

import io.chasqui.benchmarks.compare.measure.Metric;
import io.chasqui.benchmarks.compare.measure.RunResult;
import java.util.Locale;
import java.util.Map;

/** Writes values for people. */
final class Format {

    private static final Map<String, String> TITLES =
            Map.of("chasqui", "Chasqui", "artemis", "Artemis", "classic", "ActiveMQ Classic", "openmq", "Open MQ");

    private Format() {}

    static String title(String provider) {
        return TITLES.getOrDefault(provider, provider);
    }

    /** With three digits that count, or all before the point; a dash for NaN. */
    static String value(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** The median; where there is none since no run counts, the word for that. */
    static String median(Row row, String provider, Metric metric) {
        boolean ran = !row.runs(provider).isEmpty();
        boolean supported = row.runs(provider).stream().noneMatch(run -> run.status() == RunResult.Status.UNSUPPORTED);
        if (ran && row.good(provider) == 0) {
            return supported ? "FAILED" : "not supported";
        }
        return value(row.median(provider, metric));
    }

    /** Such as {@code 5.2× Artemis (4.8–5.6)}. */
    static String ratio(Ratio ratio) {
        return value(ratio.median()) + "× " + title(ratio.other()) + " (" + value(ratio.lowest()) + "–"
                + value(ratio.highest()) + ")";
    }

    static String ratio(Row row, Metric metric) {
        return row.ratio(metric).map(Format::ratio).orElse("–");
    }
}
