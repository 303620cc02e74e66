package io.chasqui.benchmarks.compare.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.benchmarks.compare.measure.Metric;
import io.chasqui.benchmarks.compare.scenarios.UnreliableEnvironment.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A load against a broker that does what it should, and against one that does not. */
class LoadTest {

    /** At 2,000 a second, some hundred messages. */
    private static final Timing SHORT = new Timing(0.05, 0.2, 64, 1);

    /** What a test takes in which something is lost; long enough that on a busy machine nothing else counts as lost. */
    private static final long PATIENCE_NANOS = 2_000_000_000;

    private final LoadShape shape = LoadShape.queue().rate(2_000);

    @Test
    void measuresAndFindsNothingToComplainOf() throws Exception {
        Outcome outcome = run("load-good", Fault.NONE, shape);
        assertEquals(List.of(), outcome.complaints());
        assertTrue(outcome.metrics().get(Metric.MESSAGES) > 0);
        assertTrue(outcome.metrics().get(Metric.END_P50) > 0);
        assertTrue(outcome.metrics().get(Metric.SEND_MAX) >= outcome.metrics().get(Metric.SEND_P50));
    }

    @Test
    void findsTheMessageThatIsLost() throws Exception {
        List<String> complaints = run("load-lost", Fault.LOST, shape).complaints();
        assertEquals(1, complaints.size(), complaints::toString);
        assertTrue(
                complaints.get(0).matches("receiver 0, stream 0: 1 of \\d+ missing, the first is 99"),
                complaints::toString);
    }

    @Test
    void findsTheMessageThatComesTwice() throws Exception {
        assertEquals(
                List.of("receiver 0, stream 0: 1 arrived twice, the first was 99"),
                run("load-double", Fault.DOUBLED, shape).complaints());
    }

    @Test
    void checksEachSubscriberOfATopicForItself() throws Exception {
        LoadShape topic = LoadShape.topic().receivers(3).rate(2_000);
        assertEquals(3, run("load-topic", Fault.LOST, topic).complaints().size());
    }

    @Test
    void chargesAStallToEverySendThatWasDueInIt() throws Exception {
        // The hundredth of 200 a second is due at 0.5 s; it holds up those of the next 0.4 s, far more than one in a
        // hundred.
        Timing timing = new Timing(0, 1, 64, 1);
        Outcome outcome = new Load(LoadShape.queue().rate(200), PATIENCE_NANOS)
                .run(new UnreliableEnvironment("load-held", Fault.HELD), timing);
        assertEquals(List.of(), outcome.complaints());
        double half = 1_000 * UnreliableEnvironment.HELD_MILLIS / 2.0;
        assertTrue(outcome.metrics().get(Metric.SEND_P99) > half, outcome.metrics()::toString);
        assertTrue(outcome.metrics().get(Metric.END_P99) > half, outcome.metrics()::toString);
    }

    private static Outcome run(String name, Fault fault, LoadShape shape) throws Exception {
        return new Load(shape, PATIENCE_NANOS).run(new UnreliableEnvironment(name, fault), SHORT);
    }
}
