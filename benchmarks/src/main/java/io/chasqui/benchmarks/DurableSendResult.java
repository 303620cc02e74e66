package io.chasqui.benchmarks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What the turns of one number of senders gave, and the line that says so. Belongs to the benchmark's thread. */
final class DurableSendResult {

    /**
     * One turn of the broker.
     *
     * @param cpuNanos processor time of the whole process
     */
    record Turn(long sent, long nanos, long cpuNanos, Instant from, Instant to) {

        double perSecond() {
            return sent * 1e9 / nanos;
        }

        double cpuMicrosPerMessage() {
            return cpuNanos / 1e3 / sent;
        }
    }

    /** A turn and its neighbours, the floor's records per second before and behind it. */
    private record Comparison(Turn turn, double floor) {

        double ratio() {
            return turn.perSecond() / floor;
        }
    }

    private final int senders;
    private final ForceCount forces;
    private final List<Turn> turns = new ArrayList<>();
    private final List<Comparison> comparisons = new ArrayList<>();

    DurableSendResult(int senders, ForceCount forces) {
        this.senders = senders;
        this.forces = forces;
    }

    /** @param counts whether it is part of the result, rather than of the warm-up */
    void add(Turn turn, double floor, boolean counts) {
        turns.add(turn);
        if (counts) {
            comparisons.add(new Comparison(turn, floor));
        }
    }

    Instant lastTurn() {
        return turns.isEmpty() ? Instant.MIN : turns.get(turns.size() - 1).to();
    }

    /** How many records the floor is to write in a group: what the last turns had whose forces are known. */
    int groupToCompareWith() {
        if (senders == 1) {
            return 1;
        }
        Instant known = forces.knownUntil();
        List<Turn> latest =
                turns.stream().filter(turn -> turn.to().isBefore(known)).toList();
        double group = group(latest.subList(Math.max(0, latest.size() - 10), latest.size()));
        return group > 0 ? Math.max(1, (int) Math.round(group)) : senders;
    }

    /** Messages for each force, on average; 0 when no force was seen. */
    private double group(List<Turn> of) {
        long forced = forced(of);
        return forced == 0 ? 0 : (double) of.stream().mapToLong(Turn::sent).sum() / forced;
    }

    private long forced(List<Turn> of) {
        return of.stream()
                .mapToLong(turn -> forces.between(turn.from(), turn.to()))
                .sum();
    }

    void print() {
        List<Turn> counted = comparisons.stream().map(Comparison::turn).toList();
        double seconds = counted.stream().mapToLong(Turn::nanos).sum() / 1e9;
        System.out.printf(
                "%3d senders: %8.0f records/s, CPU %5.1f us each; %6.0f forces/s, groups of %5.1f; floor with groups of %d:"
                        + " %8.0f records/s; ratio %5.1f %% (quartiles %.1f to %.1f %%)%n",
                senders,
                quantile(0.5, comparison -> comparison.turn.perSecond()),
                quantile(0.5, comparison -> comparison.turn.cpuMicrosPerMessage()),
                forced(counted) / seconds,
                group(counted),
                groupToCompareWith(),
                quantile(0.5, Comparison::floor),
                100 * quantile(0.5, Comparison::ratio),
                100 * quantile(0.25, Comparison::ratio),
                100 * quantile(0.75, Comparison::ratio));
        System.out.println("             ratios in %: "
                + comparisons.stream()
                        .map(comparison -> String.valueOf(Math.round(100 * comparison.ratio())))
                        .collect(Collectors.joining(" ")));
        if (forced(counted) == 0) {
            System.out.println("             no force was seen: this broker does not write to its data directory");
        }
    }

    private double quantile(double share, ToDoubleFunction<Comparison> number) {
        double[] sorted = comparisons.stream().mapToDouble(number).sorted().toArray();
        return sorted[(int) (share * (sorted.length - 1))];
    }
}
