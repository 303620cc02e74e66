package io.chasqui.benchmarks.compare.providers;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * A broker in this JVM.
 *
 * @param address where clients connect
 * @param settings what it was set to
 * @param stopping stops it
 */
record StartedBroker(String address, List<String> settings, Callable<?> stopping) implements RunningBroker {

    @Override
    public void stop() throws Exception {
        stopping.call();
    }
}
