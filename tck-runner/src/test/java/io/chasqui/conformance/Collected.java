package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a listener was given, in order: {@code consumer.setMessageListener(collected::add)}. Any thread adds, the test takes.
 *
 * @param <T> a message, an exception, or whatever the listener makes of them
 */
public final class Collected<T> {

    private final BlockingQueue<T> arrived = new LinkedBlockingQueue<>();

    public void add(T item) {
        arrived.add(item);
    }

    /** The next one; fails when none comes within {@link ConformanceTest#WAIT_MILLIS}. */
    public T next() throws InterruptedException {
        T item = arrived.poll(ConformanceTest.WAIT_MILLIS, TimeUnit.MILLISECONDS);
        if (item == null) {
            return fail("nothing came within " + ConformanceTest.WAIT_MILLIS + " ms");
        }
        return item;
    }

    public List<T> next(int count) throws InterruptedException {
        List<T> items = new ArrayList<>(count);
        while (items.size() < count) {
            items.add(next());
        }
        return items;
    }

    /** Watches {@link ConformanceTest#QUIET_MILLIS}; prefer a marker message and {@link #size()}, which take no time. */
    public void assertNothingComes() throws InterruptedException {
        @Nullable T item = arrived.poll(ConformanceTest.QUIET_MILLIS, TimeUnit.MILLISECONDS);
        if (item != null) {
            fail("expected nothing, but this came: " + item);
        }
    }

    /** How many have arrived and were not taken. */
    public int size() {
        return arrived.size();
    }
}
