package io.chasqui.benchmarks.compare.report;

import io.chasqui.benchmarks.compare.measure.Metric;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Lines on logarithmic scales: how a metric goes with the steps of a series, a line for each provider. */
final class Lines {

    private static final int LEFT = 80;
    private static final int WIDTH = 560;
    private static final int TOP = 64;
    private static final int HEIGHT = 320;

    private final Metric metric;
    private final Map<Integer, Row> steps = new TreeMap<>();
    private final Set<String> providers = new LinkedHashSet<>();

    /** @param rows those of one series and transport, whose names end with a hyphen and the step */
    Lines(Metric metric, List<Row> rows) {
        this.metric = metric;
        for (Row row : rows) {
            steps.put(step(row), row);
            providers.addAll(row.providers());
        }
    }

    /** The name before the hyphen; empty when the row is none of a series. */
    static String series(Row row) {
        int hyphen = row.scenario().lastIndexOf('-');
        return hyphen < 0 ? "" : row.scenario().substring(0, hyphen);
    }

    private static int step(Row row) {
        return Integer.parseInt(row.scenario().substring(row.scenario().lastIndexOf('-') + 1));
    }

    String svg(String title) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = 0;
        for (Row row : steps.values()) {
            for (String provider : row.providers()) {
                double value = row.median(provider, metric);
                lowest = value > 0 ? Math.min(lowest, value) : lowest;
                highest = value > 0 ? Math.max(highest, value) : highest;
            }
        }
        double bottom = Math.floor(Math.log10(lowest));
        double top = Math.max(bottom + 1, Math.ceil(Math.log10(highest)));
        Svg svg = new Svg(LEFT + WIDTH + 60, TOP + HEIGHT + 50);
        svg.text(10, 20, "start", title);
        svg.legend(10, 40, providers);
        if (highest == 0) {
            return svg.end();
        }
        for (double power = bottom; power <= top; power++) {
            double y = y(Math.pow(10, power), bottom, top);
            svg.line(LEFT, y, LEFT + WIDTH, y);
            svg.text(LEFT - 6, y + 4, "end", Format.value(Math.pow(10, power)));
        }
        int index = 0;
        for (int step : steps.keySet()) {
            svg.text(x(index++), TOP + HEIGHT + 20, "middle", String.format("%,d", step));
        }
        providers.forEach(provider -> line(svg, provider, bottom, top));
        return svg.end();
    }

    private void line(Svg svg, String provider, double bottom, double top) {
        StringBuilder points = new StringBuilder();
        int index = 0;
        for (Row row : steps.values()) {
            double value = row.median(provider, metric);
            if (value > 0) {
                points.append(Svg.number(x(index)))
                        .append(',')
                        .append(Svg.number(y(value, bottom, top)))
                        .append(' ');
            }
            index++;
        }
        svg.polyline(points.toString().strip(), provider);
    }

    private double x(int index) {
        return LEFT + (steps.size() == 1 ? WIDTH / 2.0 : (double) WIDTH * index / (steps.size() - 1));
    }

    private static double y(double value, double bottom, double top) {
        return TOP + HEIGHT * (top - Math.log10(value)) / (top - bottom);
    }
}
