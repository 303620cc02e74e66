package io.chasqui.benchmarks.compare.scenarios;

import io.chasqui.benchmarks.compare.measure.Metric;
import io.chasqui.benchmarks.compare.scenarios.LoadShape.Mode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All scenarios, and the series that scale one of them up. */
public final class Scenarios {

    private static final int SMALL_HEAP_MEBIBYTES = 512;

    /** One non-persistent message in so many has its latency recorded: the clock costs as much as a fast send. */
    private static final int SAMPLE = 16;

    private static final Map<String, Scenario> FIXED = fixed().stream()
            .collect(Collectors.toMap(Scenario::name, scenario -> scenario, (one, other) -> one, LinkedHashMap::new));

    /** For each series, its steps; a scenario of a series is called SERIES-STEP. */
    private static final Map<String, List<Integer>> SERIES = series();

    private Scenarios() {}

    private static List<Scenario> fixed() {
        return List.of(
                load("queue", "queue 1→1, non-persistent", LoadShape.queue().sampleEvery(SAMPLE)),
                load("durable", "queue 1→1, durable", LoadShape.queue().persistent()),
                load(
                        "durable16",
                        "16 durable senders",
                        LoadShape.queue().persistent().senders(16)),
                load(
                        "durable64",
                        "64 durable senders",
                        LoadShape.queue().persistent().senders(64)),
                load(
                        "topic",
                        "topic 1→10, non-persistent, deliveries",
                        LoadShape.topic().receivers(10).sampleEvery(SAMPLE)),
                load(
                        "subscribers",
                        "topic 1→4 durable subscribers, persistent, deliveries",
                        LoadShape.topic().persistent().durableSubscribers().receivers(4)),
                load(
                        "transacted",
                        "queue 1→1, durable, transactions of 100 on both sides",
                        LoadShape.queue().persistent().mode(Mode.TRANSACTED, 100)),
                load(
                        "xa",
                        "queue 1→1, durable, a two-phase XA transaction for each send and each receive",
                        LoadShape.queue().persistent().mode(Mode.XA, 1)),
                new Scenario("request", "request and reply, round trips", Metric.END_P50, 2, 0, 0, new RequestReply()),
                load(
                        "selectors10",
                        "queue, ten consumers with a selector each, non-persistent",
                        LoadShape.queue().receivers(10).keys(10).sampleEvery(SAMPLE)),
                load(
                        "selectors1000",
                        "topic, 1,000 subscriptions with a selector each, non-persistent",
                        LoadShape.topic()
                                .receivers(1_000)
                                .receiversPerConnection(100)
                                .keys(1_000)),
                load(
                        "completion",
                        "queue 1→1, durable, CompletionListener, at most 1,000 under way",
                        LoadShape.queue().persistent().mode(Mode.COMPLETION, 1)),
                backlog("backlog", "backlog, durable, heap of 512 MiB", 0),
                rate(
                        "rate5000",
                        "5,000/s non-persistent, latency",
                        LoadShape.queue().rate(5_000)),
                rate(
                        "rate500",
                        "500/s durable, latency",
                        LoadShape.queue().persistent().rate(500)),
                connections("connections1000", 1_000),
                size(64),
                size(1 << 10),
                size(16 << 10),
                size(128 << 10),
                size(1 << 20));
    }

    private static Map<String, List<Integer>> series() {
        Map<String, List<Integer>> series = new LinkedHashMap<>();
        series.put("destinations", List.of(1, 10, 100, 1_000));
        series.put("consumers", List.of(1, 4, 16, 64));
        series.put("connections", List.of(1, 10, 100, 1_000));
        series.put("size", List.of(64, 256, 1 << 10, 4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20));
        series.put("depth", List.of(1_000, 10_000, 100_000, 1_000_000, 10_000_000));
        return series;
    }

    private static Scenario load(String name, String title, LoadShape shape) {
        int connections = shape.outlets() / shape.outletsPerConnection
                + shape.destinations * shape.receivers / shape.receiversPerConnection;
        boolean oneForEachSend = shape.persistent && shape.mode == Mode.PLAIN && !shape.topic;
        int floorGroup = oneForEachSend ? shape.senders : 0;
        return new Scenario(name, title, Metric.MESSAGES, connections, 0, floorGroup, new Load(shape));
    }

    private static Scenario rate(String name, String title, LoadShape shape) {
        return new Scenario(name, title, Metric.END_P99, 2, 0, 0, new Load(shape));
    }

    private static Scenario backlog(String name, String title, int count) {
        return new Scenario(name, title, Metric.FILL, 5, SMALL_HEAP_MEBIBYTES, 0, new Backlog(count));
    }

    private static Scenario connections(String name, int number) {
        int senders = Math.min(number, 10);
        LoadShape shape = LoadShape.queue()
                .destinations(number)
                .senders(senders)
                .outletsPerSender(number / senders)
                .sameConnection()
                .sampleEvery(SAMPLE);
        return new Scenario(
                name,
                String.format("%,d connections, each sends to itself, non-persistent", number),
                Metric.MESSAGES,
                number,
                0,
                0,
                new Load(shape));
    }

    private static Scenario size(int bytes) {
        Load load = new Load(LoadShape.queue().sampleEvery(bytes < 4 << 10 ? SAMPLE : 1));
        return new Scenario(
                "size-" + bytes,
                String.format("queue 1→1, non-persistent, bodies of %,d bytes", bytes),
                Metric.MESSAGES,
                2,
                0,
                0,
                (environment, timing) -> load.run(environment, timing.withBodyBytes(bytes)));
    }

    private static Scenario ofSeries(String series, int step) {
        String name = series + "-" + step;
        return switch (series) {
            case "destinations" ->
                load(
                        name,
                        String.format("%,d queues, one sender to all of them in turn", step),
                        LoadShape.queue()
                                .destinations(step)
                                .outletsPerSender(step)
                                .outletsPerConnection(step)
                                .receiversPerConnection(step)
                                .sampleEvery(SAMPLE));
            case "consumers" ->
                load(
                        name,
                        String.format("a queue, %,d consumers that share its messages", step),
                        LoadShape.queue().receivers(step).sampleEvery(SAMPLE));
            case "connections" -> connections(name, step);
            case "size" -> size(step);
            default -> backlog(name, String.format("a backlog of %,d", step), step);
        };
    }

    /**
     * Those that a list names: {@code all}, a scenario, a series (all its steps), a step of a series.
     *
     * @throws IllegalArgumentException when something in the list is none of those
     */
    public static List<Scenario> named(List<String> names) {
        List<Scenario> found = new ArrayList<>();
        for (String name : names) {
            if (name.equals("all")) {
                found.addAll(FIXED.values());
            } else if (SERIES.containsKey(name)) {
                SERIES.get(name).forEach(step -> found.add(ofSeries(name, step)));
            } else {
                found.add(named(name));
            }
        }
        return List.copyOf(found);
    }

    /**
     * The scenario of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Scenario named(String name) {
        Scenario fixed = FIXED.get(name);
        if (fixed != null) {
            return fixed;
        }
        for (Map.Entry<String, List<Integer>> series : SERIES.entrySet()) {
            for (int step : series.getValue()) {
                Scenario scenario = ofSeries(series.getKey(), step);
                if (scenario.name().equals(name)) {
                    return scenario;
                }
            }
        }
        String known =
                Stream.concat(FIXED.keySet().stream(), SERIES.keySet().stream()).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("'" + name + "' is no scenario; there are all, " + known);
    }
}
