package io.chasqui.benchmarks.compare.scenarios;

/** Work that is done, measured and checked against one provider. */
interface Workload {

    /**
     * Does it once.
     *
     * @throws Exception when the provider fails at it, {@link UnsupportedOperationException} when it does not offer it
     */
    Outcome run(Environment environment, Timing timing) throws Exception;
}
