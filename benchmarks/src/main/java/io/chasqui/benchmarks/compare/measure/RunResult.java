package io.chasqui.benchmarks.compare.measure;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of one run of one scenario.
 *
 * @param provider the name of the provider
 * @param transport {@code vm} or {@code tcp}
 * @param scenario the name of the scenario
 * @param size bytes of a body
 * @param repeat which round of the interleaved runs, from 1
 * @param status whether it counts
 * @param reason why it does not; empty when it does
 * @param metrics what was measured
 * @param settings what the broker and the client were set to, a line each
 */
public record RunResult(
        String provider,
        String transport,
        String scenario,
        int size,
        int repeat,
        Status status,
        String reason,
        Map<Metric, Double> metrics,
        List<String> settings) {

    /** Whether a run counts. */
    public enum Status {
        /** It passed its check. */
        OK,
        /** Something was missing, twice or out of order, or it broke. */
        FAILED,
        /** The provider does not offer what the scenario needs. */
        UNSUPPORTED
    }

    public RunResult {
        metrics = metrics.isEmpty() ? Map.of() : new EnumMap<>(metrics);
        settings = List.copyOf(settings);
    }

    /** The same with one metric more. */
    public RunResult with(Metric metric, double value) {
        Map<Metric, Double> more = new EnumMap<>(Metric.class);
        more.putAll(metrics);
        more.put(metric, value);
        return new RunResult(provider, transport, scenario, size, repeat, status, reason, more, settings);
    }

    /** The same in another round. */
    public RunResult inRound(int round) {
        return new RunResult(provider, transport, scenario, size, round, status, reason, metrics, settings);
    }

    /** What {@link #ofMap} makes a result of. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("provider", provider);
        map.put("transport", transport);
        map.put("scenario", scenario);
        map.put("size", size);
        map.put("repeat", repeat);
        map.put("status", status.name());
        map.put("reason", reason);
        Map<String, Object> values = new LinkedHashMap<>();
        metrics.forEach((metric, value) -> values.put(metric.name(), value));
        map.put("metrics", values);
        map.put("settings", settings);
        return map;
    }

    /** @throws IllegalArgumentException when something is missing or of another kind */
    public static RunResult ofMap(Map<?, ?> map) {
        Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
        ((Map<?, ?>) value(map, "metrics", Map.class))
                .forEach((name, value) -> metrics.put(Metric.of(name.toString()), (Double) value));
        List<String> settings = new ArrayList<>();
        ((List<?>) value(map, "settings", List.class)).forEach(line -> settings.add(line.toString()));
        return new RunResult(
                value(map, "provider", String.class),
                value(map, "transport", String.class),
                value(map, "scenario", String.class),
                value(map, "size", Double.class).intValue(),
                value(map, "repeat", Double.class).intValue(),
                Status.valueOf(value(map, "status", String.class)),
                value(map, "reason", String.class),
                metrics,
                settings);
    }

    private static <T> T value(Map<?, ?> map, String key, Class<T> type) {
        @Nullable Object value = map.get(key);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("a run without a " + type.getSimpleName() + " '" + key + "': " + map);
        }
        return type.cast(value);
    }
}
