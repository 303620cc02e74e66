package io.chasqui.jms;

import io.chasqui.protocol.Event;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the answer to the request to close something, but not long for a broker that is out of reach: what is closed is of no
 * use any more, and the broker closes it as soon as it learns of it or gives the link up.
 *
 * @param timeoutMillis how long a broker within reach may take; 0 for ever
 * @param interruption since when the broker is out of reach; null while it is not
 */
record Farewell(long timeoutMillis, Supplier<@Nullable Interruption> interruption) {

    private static final long OUT_OF_REACH_MILLIS = 5_000;
    private static final long LOOK_MILLIS = 100;

    /** @return the answer, or what is to be said when a broker within reach gave none in time; null when it is out of reach */
    @Nullable
    Event await(Reply reply, Supplier<Event> late) {
        long began = System.nanoTime();
        Interruption before = interruption.get();
        long reachable = before == null ? began : before.sinceNanos();
        while (true) {
            Event answer = reply.await(LOOK_MILLIS);
            if (answer != null) {
                return answer;
            }
            long now = System.nanoTime();
            if (interruption.get() == null) {
                reachable = now;
                if (timeoutMillis > 0 && TimeUnit.NANOSECONDS.toMillis(now - began) >= timeoutMillis) {
                    return late.get();
                }
            }
            if (TimeUnit.NANOSECONDS.toMillis(now - reachable) >= OUT_OF_REACH_MILLIS) {
                return null;
            }
        }
    }
}
