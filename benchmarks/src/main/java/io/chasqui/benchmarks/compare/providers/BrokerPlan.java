package io.chasqui.benchmarks.compare.providers;

import java.nio.file.Path;

/**
 * What a broker should be.
 *
 * @param transport whether it serves its own JVM or also a port of 127.0.0.1
 * @param directory where it keeps everything; a broker started there again finds what another left
 * @param connections how many clients it should expect
 */
public record BrokerPlan(Transport transport, Path directory, int connections) {

    /** From how many connections on a provider takes what its documentation recommends for many. */
    static final int MANY = 100;

    boolean manyConnections() {
        return connections >= MANY;
    }
}
