package io.chasqui.benchmarks.compare.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.benchmarks.compare.measure.Metric;
import io.chasqui.benchmarks.compare.measure.RunResult;
import io.chasqui.benchmarks.compare.measure.RunResult.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RatioTest {

    private final List<RunResult> runs = new ArrayList<>();

    @Test
    void hasTheMedianAndTheSpreadOfTheRoundsThatBothHave() {
        Ratio ratio = Ratio.of(
                        "x", Map.of(1, 10.0, 2, 30.0, 3, 40.0, 5, 1.0), Map.of(1, 10.0, 2, 10.0, 3, 10.0, 4, 1.0))
                .orElseThrow();
        assertEquals(new Ratio("x", 3, 1, 4, 3), ratio);
    }

    @Test
    void isNotThereWithoutACommonRound() {
        assertEquals(Optional.empty(), Ratio.of("x", Map.of(1, 1.0), Map.of(2, 1.0)));
        assertEquals(Optional.empty(), Ratio.of("x", Map.of(1, 1.0), Map.of(1, 0.0)));
    }

    @Test
    void medianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertEquals(2.5, Statistics.median(List.of(4.0, 1.0, 3.0, 2.0)));
        assertTrue(Double.isNaN(Statistics.median(List.of())));
    }

    @Test
    void comparesWithTheBestOtherByMedian() {
        add("chasqui", 100, 110, 120);
        add("artemis", 10, 10, 1000);
        add("classic", 20, 22, 20);
        assertEquals(
                new Ratio("classic", 5, 5, 6, 3), row().ratio(Metric.MESSAGES).orElseThrow());
        assertEquals(110, row().median("chasqui", Metric.MESSAGES));
    }

    @Test
    void takesTheLeastWhereLessIsBetter() {
        run("chasqui", 1, Status.OK, Map.of(Metric.CPU, 2.0));
        run("artemis", 1, Status.OK, Map.of(Metric.CPU, 40.0));
        run("classic", 1, Status.OK, Map.of(Metric.CPU, 8.0));
        assertEquals(
                new Ratio("classic", 0.25, 0.25, 0.25, 1),
                row().ratio(Metric.CPU).orElseThrow());
    }

    @Test
    void leavesOutRunsThatFailed() {
        run("chasqui", 1, Status.FAILED, Map.of(Metric.MESSAGES, 1_000.0));
        run("chasqui", 2, Status.OK, Map.of(Metric.MESSAGES, 100.0));
        run("artemis", 1, Status.OK, Map.of(Metric.MESSAGES, 50.0));
        run("artemis", 2, Status.OK, Map.of(Metric.MESSAGES, 50.0));
        assertEquals(
                new Ratio("artemis", 2, 2, 2, 1), row().ratio(Metric.MESSAGES).orElseThrow());
        assertEquals(1, row().good("chasqui"));
    }

    @Test
    void takesASecondComparisonAsFurtherRounds() {
        add("chasqui", 100, 110);
        add("artemis", 10, 10);
        List<RunResult> again = new ArrayList<>(runs);
        runs.set(0, again.get(0).with(Metric.MESSAGES, 300));
        List<Row> rows = Row.ofAll(List.of(again, runs));
        assertEquals(1, rows.size());
        assertEquals(
                new Ratio("artemis", 11, 10, 30, 4),
                rows.get(0).ratio(Metric.MESSAGES).orElseThrow());
    }

    private Row row() {
        List<Row> rows = Row.of(runs);
        assertEquals(1, rows.size());
        return rows.get(0);
    }

    private void add(String provider, double... values) {
        for (int i = 0; i < values.length; i++) {
            run(provider, i + 1, Status.OK, Map.of(Metric.MESSAGES, values[i]));
        }
    }

    private void run(String provider, int repeat, Status status, Map<Metric, Double> metrics) {
        runs.add(new RunResult(provider, "vm", "queue", 256, repeat, status, "", metrics, List.of()));
    }
}
