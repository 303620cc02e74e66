package io.chasqui.benchmarks.compare.scenarios;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.benchmarks.compare.measure.Metric;
import io.chasqui.benchmarks.compare.measure.Usage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScenariosTest {

    @Test
    void findsEachScenarioByItsNameAndHasNoneTwice() {
        List<Scenario> all =
                Scenarios.named(List.of("all", "destinations", "consumers", "connections", "size", "depth"));
        assertTrue(all.size() > 40, "only " + all.size());
        for (Scenario scenario : all) {
            assertEquals(scenario.title(), Scenarios.named(scenario.name()).title());
        }
        List<Scenario> fixed = Scenarios.named(List.of("all"));
        assertEquals(
                fixed.size(), new HashSet<>(fixed.stream().map(Scenario::name).toList()).size());
    }

    @Test
    void saysWhichScenariosThereAre() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Scenarios.named(List.of("queue", "quue")));
        assertTrue(e.getMessage().startsWith("'quue' is no scenario; there are all, queue, durable"), e.getMessage());
    }

    @Test
    void refusesTimesAndSizesThatMakeNoSense() {
        assertThrows(IllegalArgumentException.class, () -> new Timing(-1, 1, 256, 1));
        assertThrows(IllegalArgumentException.class, () -> new Timing(0, 0, 256, 1));
        assertThrows(IllegalArgumentException.class, () -> new Timing(Double.NaN, 1, 256, 1));
        assertThrows(IllegalArgumentException.class, () -> new Timing(1, 1, Stamp.BYTES - 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Timing(1, 1, 256, 0));
    }

    @Test
    void everySubscriberOfATopicExpectsEverything() {
        LoadShape shape = LoadShape.topic().receivers(3).senders(2);
        assertTrue(shape.expects(0, 0) && shape.expects(2, 1));
        assertEquals(3, shape.fanOut());
    }

    @Test
    void aSelectingReceiverExpectsItsKeyOnly() {
        LoadShape shape = LoadShape.queue().receivers(10).keys(10);
        assertTrue(shape.expects(3, 3));
        assertFalse(shape.expects(3, 4));
        assertEquals(1, shape.fanOut());
        assertFalse(shape.competing());
    }

    @Test
    void aReceiverExpectsWhatGoesToItsQueue() {
        LoadShape shape =
                LoadShape.queue().destinations(4).senders(2).outletsPerSender(2).receivers(2);
        assertTrue(shape.expects(0, 0) && shape.expects(1, 0), "both share the first queue");
        assertFalse(shape.expects(0, 1));
        assertTrue(shape.expects(7, 3));
        assertTrue(shape.competing());
    }

    @Test
    void dividesABacklogAmongItsSenders() {
        assertArrayEquals(new long[] {3, 3, 2, 2}, Backlog.shares(10));
        assertArrayEquals(new long[] {1, 0, 0, 0}, Backlog.shares(1));
    }

    @Test
    void chargesClientAndBrokerToEachMessage() {
        Map<Metric, Double> metrics =
                Measurement.metrics(1_000, 500_000_000, new Usage(3_000_000, 64_000), new Usage(1_000_000, 32_000));
        assertEquals(
                Map.of(
                        Metric.MESSAGES, 2_000.0,
                        Metric.CPU, 4.0,
                        Metric.CLIENT_BYTES, 64.0,
                        Metric.BROKER_BYTES, 32.0),
                metrics);
    }

    @Test
    void chargesNothingToNoMessages() {
        assertEquals(Map.of(Metric.MESSAGES, 0.0), Measurement.metrics(0, 1_000, new Usage(3, 3), Usage.NONE));
    }
}
