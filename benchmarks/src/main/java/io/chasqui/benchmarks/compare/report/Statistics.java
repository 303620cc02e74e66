package io.chasqui.benchmarks.compare.report;

import java.util.Collection;

/** Of a few values. */
final class Statistics {

    private Statistics() {}

    /** The middle one, or the mean of the two in the middle; NaN of none. */
    static double median(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
