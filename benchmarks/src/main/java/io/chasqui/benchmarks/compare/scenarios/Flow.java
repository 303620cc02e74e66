package io.chasqui.benchmarks.compare.scenarios;

import io.chasqui.benchmarks.compare.measure.Counter;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps the messages under way below a limit, so that a run measures what passes through and not how a broker piles up.
 * Senders ask before every few sends.
 */
final class Flow {

    private static final long SHORTEST_PAUSE_NANOS = 100_000;
    private static final long LONGEST_PAUSE_NANOS = 1_000_000;
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final int MESSAGES = 10_000;
    private static final int DURABLE_MESSAGES = 2_000;
    private static final int BYTES = 32 << 20;
    private static final int LEAST = 16;

    private final Counter[] sent;
    private final Counter[] received;
    private final int fanOut;
    private final long limit;

    Flow(Counter[] sent, Counter[] received, LoadShape shape, int bodyBytes) {
        this.sent = sent;
        this.received = received;
        fanOut = shape.fanOut();
        limit = Math.max(LEAST, Math.min(shape.persistent ? DURABLE_MESSAGES : MESSAGES, BYTES / bodyBytes));
    }

    /** After how many sends a sender should ask again. */
    int stride() {
        return (int) Math.max(1, Math.min(64, limit / 2 / sent.length));
    }

    long delivered() {
        return sum(received);
    }

    /** How many deliveries the messages sent so far make. */
    long due() {
        return sum(sent) * fanOut;
    }

    /**
     * Waits until there is room, or sending ends. However many senders wait, one of them looks, and not often: what waiting
     * costs would be charged to the provider.
     *
     * @throws IllegalStateException when nothing arrives for long
     */
    void awaitRoom(Run run) {
        if (due() - delivered() > limit * fanOut) {
            look(run);
        }
    }

    private synchronized void look(Run run) {
        long seen = -1;
        long since = System.nanoTime();
        long pause = SHORTEST_PAUSE_NANOS;
        while (run.sending()) {
            long delivered = delivered();
            if (due() - delivered <= limit * fanOut) {
                return;
            }
            if (delivered != seen) {
                seen = delivered;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > PATIENCE_NANOS) {
                throw new IllegalStateException(
                        "no message arrived for 20 s; " + delivered + " of " + due() + " deliveries were made");
            }
            LockSupport.parkNanos(this, pause);
            pause = Math.min(LONGEST_PAUSE_NANOS, 2 * pause);
        }
    }

    /** Waits until everything has arrived, or nothing has for some seconds; then the check tells what is missing. */
    void awaitAll(Run run, long patienceNanos) {
        long seen = -1;
        long since = System.nanoTime();
        while (!run.hasFailed() && delivered() < due() && System.nanoTime() - since < patienceNanos) {
            if (delivered() != seen) {
                seen = delivered();
                since = System.nanoTime();
            }
            LockSupport.parkNanos(this, LONGEST_PAUSE_NANOS);
        }
    }

    private static long sum(Counter[] counters) {
        long sum = 0;
        for (Counter counter : counters) {
            sum += counter.get();
        }
        return sum;
    }
}
