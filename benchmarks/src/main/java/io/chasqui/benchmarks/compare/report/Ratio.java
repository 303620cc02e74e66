package io.chasqui.benchmarks.compare.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one provider's value stands to another's, over the pairs of runs of the same round, which were close in time.
 *
 * @param other whose value is 1
 * @param median of the pairs' ratios
 * @param lowest of them
 * @param highest of them
 * @param pairs how many there are, at least 1
 */
public record Ratio(String other, double median, double lowest, double highest, int pairs) {

    /**
     * Compares round by round.
     *
     * @param ours a value for each round that counts
     * @param theirs as ours
     * @return empty when no round has both
     */
    static Optional<Ratio> of(String other, Map<Integer, Double> ours, Map<Integer, Double> theirs) {
        List<Double> ratios = new ArrayList<>();
        ours.forEach((round, value) -> {
            Double their = theirs.get(round);
            if (their != null && their > 0) {
                ratios.add(value / their);
            }
        });
        if (ratios.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Ratio(
                other, Statistics.median(ratios), Collections.min(ratios), Collections.max(ratios), ratios.size()));
    }
}
