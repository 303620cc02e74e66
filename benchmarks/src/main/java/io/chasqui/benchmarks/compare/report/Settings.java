package io.chasqui.benchmarks.compare.report;

import io.chasqui.benchmarks.compare.measure.RunResult;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What brokers and clients were set to. */
public final class Settings {

    private Settings() {}

    /**
     * The different sets of settings that runs had, each named by provider and transport, and by its scenarios where a
     * provider had several. Free ports and measured times do not make a difference.
     */
    public static Map<String, List<String>> of(List<RunResult> runs) {
        Map<String, Map<List<String>, Set<String>>> sets = new TreeMap<>();
        for (RunResult run : runs) {
            List<String> comparable =
                    run.settings().stream().map(Settings::comparable).toList();
            if (!comparable.isEmpty()) {
                sets.computeIfAbsent(
                                Format.title(run.provider()) + ", " + run.transport(), key -> new LinkedHashMap<>())
                        .computeIfAbsent(comparable, key -> new LinkedHashSet<>())
                        .add(run.scenario());
            }
        }
        Map<String, List<String>> named = new LinkedHashMap<>();
        sets.forEach((who, own) -> own.forEach((lines, scenarios) ->
                named.put(own.size() == 1 ? who : who + " (" + String.join(", ", scenarios) + ")", lines)));
        return named;
    }

    private static String comparable(String line) {
        String text = line.replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:(a free port)");
        return text.contains("journal-buffer-timeout") ? text.replaceAll("\\d+", "(measured)") : text;
    }
}
