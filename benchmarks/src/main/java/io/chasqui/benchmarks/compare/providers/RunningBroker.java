package io.chasqui.benchmarks.compare.providers;

import java.util.List;

/** A broker that serves clients until it is stopped. */
public interface RunningBroker {

    /** What {@link Provider#connect} takes. */
    String address();

    /** What it was set to, {@code NAME = VALUE} each. */
    List<String> settings();

    /** Stops in good order; what is durable is there for the next broker in that directory. */
    void stop() throws Exception;
}
