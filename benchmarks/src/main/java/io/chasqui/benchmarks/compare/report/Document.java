package io.chasqui.benchmarks.compare.report;

import io.chasqui.benchmarks.compare.floor.FloorResult;
import io.chasqui.benchmarks.compare.measure.Json;
import io.chasqui.benchmarks.compare.measure.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that one call of {@code compare} found out: what its JSON file has.
 *
 * @param date when it began, as in {@code 2026-12-01T10:15:30Z}
 * @param machine where
 * @param options with which options
 * @param floor the limits of the machine
 * @param runs every run, those that failed included
 */
public record Document(
        String date,
        Map<String, String> machine,
        Map<String, String> options,
        List<FloorResult> floor,
        List<RunResult> runs) {

    /** As JSON that {@link #parse} reads. */
    public String text() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("date", date);
        map.put("machine", machine);
        map.put("options", options);
        List<Map<String, Object>> limits = new ArrayList<>();
        for (FloorResult result : floor) {
            Map<String, Object> limit = new LinkedHashMap<>();
            limit.put("name", result.name());
            limit.put("value", result.value());
            limit.put("unit", result.unit());
            limits.add(limit);
        }
        map.put("floor", limits);
        map.put("runs", runs.stream().map(RunResult::toMap).toList());
        return Json.write(map);
    }

    /** @throws IllegalArgumentException when the text is not what {@code compare} writes */
    public static Document parse(String text) {
        if (!(Json.parse(text) instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("not a file of compare: it has no object");
        }
        List<FloorResult> floor = new ArrayList<>();
        for (Map<?, ?> limit : objects(map, "floor")) {
            floor.add(new FloorResult(
                    String.valueOf(limit.get("name")),
                    Double.parseDouble(String.valueOf(limit.get("value"))),
                    String.valueOf(limit.get("unit"))));
        }
        List<RunResult> runs = new ArrayList<>();
        objects(map, "runs").forEach(run -> runs.add(RunResult.ofMap(run)));
        return new Document(String.valueOf(map.get("date")), texts(map, "machine"), texts(map, "options"), floor, runs);
    }

    private static List<Map<?, ?>> objects(Map<?, ?> map, String key) {
        if (!(map.get(key) instanceof List<?> list)) {
            throw new IllegalArgumentException("not a file of compare: it has no list '" + key + "'");
        }
        List<Map<?, ?>> objects = new ArrayList<>();
        for (Object each : list) {
            if (!(each instanceof Map<?, ?> object)) {
                throw new IllegalArgumentException("not a file of compare: '" + each + "' in '" + key + "'");
            }
            objects.add(object);
        }
        return objects;
    }

    private static Map<String, String> texts(Map<?, ?> map, String key) {
        if (!(map.get(key) instanceof Map<?, ?> object)) {
            throw new IllegalArgumentException("not a file of compare: it has no object '" + key + "'");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        object.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
        return texts;
    }
}
