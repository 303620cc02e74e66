package io.chasqui.transport.tcp;

import io.chasqui.loop.EventLoop;

/**
 * Logs what others can cause as often as they like: so many lines in a span of time, then only how many were left out.
 * Owned by one loop.
 */
final class PacedLog {

    private static final int LINES = 20;
    private static final long SPAN_MILLIS = 10_000;

    private final System.Logger log;
    private final EventLoop loop;
    private long spanBegan;
    private int lines;
    private long leftOut;
    private boolean waiting;

    PacedLog(System.Logger log, EventLoop loop) {
        this.log = log;
        this.loop = loop;
    }

    void warn(String line) {
        loop.assertInLoop();
        long now = loop.now();
        if (now - spanBegan >= SPAN_MILLIS) {
            spanBegan = now;
            lines = 0;
        }
        if (lines < LINES) {
            lines++;
            log.log(System.Logger.Level.WARNING, line);
            return;
        }
        leftOut++;
        if (!waiting) {
            waiting = true;
            loop.schedule(SPAN_MILLIS, this::tellLeftOut);
        }
    }

    private void tellLeftOut() {
        waiting = false;
        log.log(
                System.Logger.Level.WARNING,
                "{0} more rejections or broken connections in the last {1} s were not logged one by one",
                leftOut,
                SPAN_MILLIS / 1000);
        leftOut = 0;
    }
}
