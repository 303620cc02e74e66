package io.chasqui.benchmarks.compare.report;

import io.chasqui.benchmarks.compare.measure.Metric;
import io.chasqui.benchmarks.compare.scenarios.Scenarios;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Bars on a logarithmic scale: a group for each scenario, in it a bar for each provider. */
final class Bars {

    private static final int LEFT = 330;
    private static final int WIDTH = 520;
    private static final int RIGHT = 90;
    private static final int BAR = 13;
    private static final int GAP = 14;
    private static final int TOP = 64;

    private final Metric metric;
    private final List<Row> rows;
    private final Set<String> providers = new LinkedHashSet<>();
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest;

    /** @param rows those of one transport */
    Bars(Metric metric, List<Row> rows) {
        this.metric = metric;
        this.rows = rows.stream()
                .filter(row -> row.providers().stream().anyMatch(each -> row.median(each, metric) > 0))
                .toList();
        for (Row row : this.rows) {
            for (String provider : row.providers()) {
                providers.add(provider);
                double value = row.median(provider, metric);
                if (value > 0) {
                    lowest = Math.min(lowest, value);
                    highest = Math.max(highest, value);
                }
            }
        }
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    String svg(String title) {
        double bottom = Math.floor(Math.log10(lowest));
        double top = Math.max(bottom + 1, Math.ceil(Math.log10(highest)));
        int group = providers.size() * BAR + GAP;
        int height = TOP + rows.size() * group + 10;
        Svg svg = new Svg(LEFT + WIDTH + RIGHT, height);
        svg.text(10, 20, "start", title);
        svg.legend(10, 40, providers);
        for (double power = bottom; power <= top; power++) {
            double x = LEFT + WIDTH * (power - bottom) / (top - bottom);
            svg.line(x, TOP - 4, x, height - 10);
            svg.text(x, TOP - 8, "middle", Format.value(Math.pow(10, power)));
        }
        int y = TOP;
        for (Row row : rows) {
            svg.text(
                    LEFT - 8,
                    y + group / 2.0,
                    "end",
                    shortened(Scenarios.named(row.scenario()).title()));
            for (String provider : providers) {
                double value = row.median(provider, metric);
                if (value > 0) {
                    double width = Math.max(1, WIDTH * (Math.log10(value) - bottom) / (top - bottom));
                    svg.bar(LEFT, y, width, BAR - 2, provider);
                    svg.text(LEFT + width + 4, y + BAR - 3, "start", Format.value(value));
                }
                y += BAR;
            }
            y += GAP;
        }
        return svg.end();
    }

    private static String shortened(String title) {
        return title.length() > 52 ? title.substring(0, 50) + " …" : title;
    }
}
