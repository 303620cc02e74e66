package io.chasqui.benchmarks.compare;

import io.chasqui.benchmarks.compare.measure.Json;
import io.chasqui.benchmarks.compare.measure.RunResult;
import io.chasqui.benchmarks.compare.providers.Provider;
import io.chasqui.benchmarks.compare.scenarios.Scenario;
import io.chasqui.benchmarks.compare.scenarios.Timing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Starts a worker for one run in a new directory, waits for its result, and cleans up behind it. */
final class WorkerProcess {

    private static final long PATIENCE_SECONDS = 180;
    private static final long BACKLOG_PER_SECOND = 1_000;
    private static final int TAIL_LINES = 15;

    /** Quiet: nobody looks at what a broker tells about its start. */
    private static final String LOGGING = """
            handlers = java.util.logging.ConsoleHandler
            .level = WARNING
            """;

    private final CompareOptions options;
    private final Provider provider;
    private final Scenario scenario;
    private final int repeat;

    WorkerProcess(CompareOptions options, Provider provider, Scenario scenario, int repeat) {
        this.options = options;
        this.provider = provider;
        this.scenario = scenario;
        this.repeat = repeat;
    }

    /** Runs it; a worker that breaks or does not end makes a failed result, with the end of what it printed. */
    RunResult run() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(options.directory(), "compare-");
        try {
            Path result = directory.resolve("result.json");
            Path log = directory.resolve("log");
            String failure = await(command(directory, result), log);
            if (Files.exists(result) && Json.parse(Files.readString(result)) instanceof Map<?, ?> map) {
                return RunResult.ofMap(map);
            }
            return failed(failure, log);
        } finally {
            delete(directory);
        }
    }

    private String await(List<String> command, Path log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Timing timing = options.timing();
        double patience = PATIENCE_SECONDS
                + timing.warmUpSeconds()
                + timing.seconds()
                + 3.0 * timing.backlog() / BACKLOG_PER_SECOND;
        try {
            if (process.waitFor((long) patience, TimeUnit.SECONDS)) {
                return "the worker ended with " + process.exitValue() + " and left no result";
            }
            return "the worker was still running after " + (long) patience + " s";
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private List<String> command(Path directory, Path result) throws IOException {
        int heap = scenario.heapMebibytes() > 0 ? scenario.heapMebibytes() : options.heapMebibytes();
        Path logging = directory.resolve("logging.properties");
        Files.writeString(logging, LOGGING);
        Timing timing = options.timing();
        List<String> command = new ArrayList<>(ClassPaths.command(provider, heap));
        command.add(1, "-D" + ClassPaths.LOGGING + "=" + logging);
        command.add("worker");
        command.addAll(List.of("--provider", provider.name()));
        command.addAll(List.of("--transport", options.transport().text()));
        command.addAll(List.of("--scenario", scenario.name()));
        command.addAll(List.of("--repeat", Integer.toString(repeat)));
        command.addAll(List.of("--heap", Integer.toString(heap)));
        command.addAll(List.of("--warm-up", Double.toString(timing.warmUpSeconds())));
        command.addAll(List.of("--seconds", Double.toString(timing.seconds())));
        command.addAll(List.of("--size", Integer.toString(timing.bodyBytes())));
        command.addAll(List.of("--backlog", Long.toString(timing.backlog())));
        command.addAll(List.of("--directory", directory.resolve("broker").toString()));
        command.addAll(List.of("--result", result.toString()));
        return command;
    }

    private RunResult failed(String failure, Path log) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        String tail = String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        return new RunResult(
                provider.name(),
                options.transport().text(),
                scenario.name(),
                options.timing().bodyBytes(),
                repeat,
                RunResult.Status.FAILED,
                failure + (tail.isEmpty() ? "" : "; its last words:\n" + tail),
                Map.of(),
                List.of());
    }

    /** What a broken run holds on to is left behind, and does not end the comparison. */
    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("could not delete all of " + directory + ": " + e);
        }
    }
}
