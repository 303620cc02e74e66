package io.chasqui.benchmarks.compare.measure;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Durations, recorded in nanoseconds with three digits; several threads may record. */
public final class Latencies {

    private static final long LONGEST = TimeUnit.MINUTES.toNanos(10);

    private final Histogram histogram;

    /** @param shared whether several threads record at once */
    public Latencies(boolean shared) {
        histogram = shared ? new ConcurrentHistogram(3) : new Histogram(3);
        histogram.setAutoResize(true);
    }

    /** One took so long; a negative duration, which a clock may show, counts as none. */
    public void record(long nanos) {
        histogram.recordValue(Math.min(LONGEST, Math.max(0, nanos)));
    }

    /** Adds those of another, which no thread records to any more. */
    public void add(Latencies other) {
        histogram.add(other.histogram);
    }

    /** Writes p50, p99, p99.9 and the maximum in microseconds; nothing when none was recorded. */
    public void into(Map<Metric, Double> metrics, Metric p50, Metric p99, Metric p999, Metric max) {
        if (histogram.getTotalCount() == 0) {
            return;
        }
        metrics.put(p50, histogram.getValueAtPercentile(50) / 1e3);
        metrics.put(p99, histogram.getValueAtPercentile(99) / 1e3);
        metrics.put(p999, histogram.getValueAtPercentile(99.9) / 1e3);
        metrics.put(max, histogram.getMaxValue() / 1e3);
    }
}
