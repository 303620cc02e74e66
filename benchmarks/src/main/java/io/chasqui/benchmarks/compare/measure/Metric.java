package io.chasqui.benchmarks.compare.measure;

import java.util.Arrays;

/** What is measured of a run. */
public enum Metric {
    MESSAGES("messages/s", true),
    FLOOR("% of what the bare disk forces", true),
    CPU("CPU µs a message", false),
    CLIENT_BYTES("allocated bytes a message, client", false),
    BROKER_BYTES("allocated bytes a message, broker", false),
    SEND_P50("send p50 µs", false),
    SEND_P99("send p99 µs", false),
    SEND_P999("send p99.9 µs", false),
    SEND_MAX("send max µs", false),
    END_P50("end to end p50 µs", false),
    END_P99("end to end p99 µs", false),
    END_P999("end to end p99.9 µs", false),
    END_MAX("end to end max µs", false),
    FILL("filled, messages/s", true),
    FIRST("first message after restart, s", false),
    DRAIN("drained, messages/s", true);

    private final String label;
    private final boolean moreIsBetter;

    Metric(String label, boolean moreIsBetter) {
        this.label = label;
        this.moreIsBetter = moreIsBetter;
    }

    /** What it is and its unit, for a table's head. */
    public String label() {
        return label;
    }

    /** Whether the greater of two values is the better one. */
    public boolean moreIsBetter() {
        return moreIsBetter;
    }

    /** @throws IllegalArgumentException when there is none of that name */
    public static Metric of(String name) {
        return Arrays.stream(values())
                .filter(metric -> metric.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + name + "' is no metric; there are " + Arrays.toString(values())));
    }
}
