package io.chasqui.ra;

import io.chasqui.api.spi.ConnectionProvider;
import io.chasqui.api.spi.Providers;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many adapters of this class loader are started. When the last one stops, so do the threads that are kept ready for
 * connections to come: the server may unload the classes right after. Used by any thread.
 */
final class Started {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private Started() {}

    static void begin() {
        COUNT.incrementAndGet();
    }

    static void end() {
        if (COUNT.decrementAndGet() == 0) {
            Providers.own(ConnectionProvider.class).forEach(ConnectionProvider::rest);
        }
    }
}
