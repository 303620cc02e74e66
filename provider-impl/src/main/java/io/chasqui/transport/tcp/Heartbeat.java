package io.chasqui.transport.tcp;

import io.chasqui.loop.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that both ends of a link hear of each other, and notices when the other end is silent. Owned by the link's
 * loop; for one line at a time.
 */
final class Heartbeat {

    private static final int LEAST_MILLIS = 10;

    private final EventLoop loop;
    private final LinkStream stream;
    private final long silenceMillis;
    private final Runnable silent;
    private long beatMillis;
    private EventLoop.@Nullable Timer timer;

    /**
     * @param silenceMillis after how long the other end counts as dead; 0 for never
     * @param silent told when it does
     */
    Heartbeat(EventLoop loop, LinkStream stream, long silenceMillis, Runnable silent) {
        this.loop = loop;
        this.stream = stream;
        this.silenceMillis = silenceMillis;
        this.silent = silent;
    }

    /** @param theirs after how long without a sign of life this end counts as dead for the other; 0 for never */
    void start(long theirs) {
        stop();
        beatMillis = theirs / 3;
        long look = Math.min(
                beatMillis == 0 ? Long.MAX_VALUE : beatMillis, silenceMillis == 0 ? Long.MAX_VALUE : silenceMillis / 3);
        if (look < Long.MAX_VALUE) {
            scheduleEvery(Math.max(LEAST_MILLIS, look));
        }
    }

    private void scheduleEvery(long millis) {
        timer = loop.schedule(millis, () -> {
            timer = null;
            Line line = stream.line();
            if (line == null) {
                return;
            }
            if (silenceMillis > 0 && line.isSilentFor(silenceMillis)) {
                silent.run();
                return;
            }
            if (beatMillis > 0 && line.isIdleFor(beatMillis)) {
                stream.beat();
            }
            scheduleEvery(millis);
        });
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
