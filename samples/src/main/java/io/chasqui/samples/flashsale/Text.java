package io.chasqui.samples.flashsale;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Numbers as people read them, the same everywhere. */
final class Text {

    private Text() {}

    /** {@code 12,345} */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 12,345.67} */
    static String money(long cents) {
        return String.format(Locale.ROOT, "%,d.%02d", cents / 100, cents % 100);
    }

    /** {@code 1.25 s} */
    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.2f s", nanos / (double) TimeUnit.SECONDS.toNanos(1));
    }

    /** {@code 1.25 ms}, from a second on {@link #seconds} */
    static String latency(long micros) {
        return micros >= 1_000_000
                ? seconds(TimeUnit.MICROSECONDS.toNanos(micros))
                : String.format(Locale.ROOT, "%.2f ms", micros / 1_000d);
    }

    /** Per second; 0 for no time. */
    static long perSecond(long count, long nanos) {
        return nanos <= 0 ? 0 : Math.round(count * (double) TimeUnit.SECONDS.toNanos(1) / nanos);
    }
}
