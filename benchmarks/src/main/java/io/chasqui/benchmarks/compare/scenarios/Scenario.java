package io.chasqui.benchmarks.compare.scenarios;

import io.chasqui.benchmarks.compare.measure.Metric;

/**
 * A kind of work with a name.
 *
 * @param name on the command line
 * @param title for people, with what one "message" of its figures is
 * @param main the metric by which providers are compared first
 * @param connections how many connections it opens, more or less
 * @param heapMebibytes the heap of each process; 0 for the one that the whole comparison has
 * @param floorGroup of how many messages the bare disk forces a group, to which the rate is compared; 0 for no comparison
 * @param workload what it does
 */
public record Scenario(
        String name, String title, Metric main, int connections, int heapMebibytes, int floorGroup, Workload workload) {

    /** Does it once. */
    public Outcome run(Environment environment, Timing timing) throws Exception {
        return workload.run(environment, timing);
    }
}
