package io.chasqui.benchmarks.compare.scenarios;

import io.chasqui.benchmarks.compare.measure.Metric;
import java.util.List;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param metrics what was measured
 * @param complaints what was wrong; a run counts only without any
 */
public record Outcome(Map<Metric, Double> metrics, List<String> complaints) {}
