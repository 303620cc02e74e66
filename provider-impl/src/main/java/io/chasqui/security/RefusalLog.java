package io.chasqui.security;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Logs refusals, but no more than a few a minute: whoever tries passwords must not be able to fill the disk. May be used by
 * any thread.
 */
public final class RefusalLog {

    static final int MOST_PER_MINUTE = 20;

    /** For what went wrong in the broker while it checked somebody, which strangers may be able to repeat. */
    static final RefusalLog FAILURES = new RefusalLog(System::nanoTime);

    private static final System.Logger LOG = System.getLogger("io.chasqui.security");
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final int MOST_CHARACTERS = 500;

    private final LongSupplier nanoClock;
    private final Consumer<String> sink;
    private final AtomicReference<Minute> minute = new AtomicReference<>(new Minute(0, 0, 0));

    public RefusalLog(LongSupplier nanoClock) {
        this(nanoClock, line -> LOG.log(System.Logger.Level.WARNING, "{0}", line));
    }

    RefusalLog(LongSupplier nanoClock, Consumer<String> sink) {
        this.nanoClock = nanoClock;
        this.sink = sink;
    }

    /** @param detail may hold what a stranger has sent: what could forge a line of the log is replaced */
    public void refused(String detail) {
        long left = count();
        if (left > 0) {
            sink.accept(left + " more refusals in the last minute were not logged");
        }
        if (left >= 0) {
            sink.accept(printable(detail));
        }
    }

    /** What the broker could not find out, with the reason. */
    public void failed(String what, Throwable failure) {
        if (count() >= 0) {
            LOG.log(System.Logger.Level.ERROR, printable(what), failure);
        }
    }

    /** How many were left out in the minute before when this one may be logged, -1 when it may not. */
    private long count() {
        long now = nanoClock.getAsLong();
        Minute before = minute.getAndUpdate(known -> known.after(now));
        if (before.isOver(now)) {
            return before.suppressed;
        }
        return before.logged < MOST_PER_MINUTE ? 0 : -1;
    }

    /** What has been counted since a minute began. */
    private record Minute(long beganNanos, int logged, long suppressed) {

        boolean isOver(long now) {
            return logged == 0 || now - beganNanos >= MINUTE_NANOS;
        }

        /** One refusal later. */
        Minute after(long now) {
            if (isOver(now)) {
                return new Minute(now, 1, 0);
            }
            return logged < MOST_PER_MINUTE
                    ? new Minute(beganNanos, logged + 1, 0)
                    : new Minute(beganNanos, logged, suppressed + 1);
        }
    }

    static String printable(String text) {
        String shortened = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "..." : text;
        return shortened.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }
}
