package io.chasqui.benchmarks.compare;

import io.chasqui.benchmarks.compare.floor.Floor;
import io.chasqui.benchmarks.compare.floor.FloorResult;
import io.chasqui.benchmarks.compare.measure.Metric;
import io.chasqui.benchmarks.compare.measure.RunResult;
import io.chasqui.benchmarks.compare.providers.Provider;
import io.chasqui.benchmarks.compare.providers.Transport;
import io.chasqui.benchmarks.compare.report.Document;
import io.chasqui.benchmarks.compare.report.Row;
import io.chasqui.benchmarks.compare.report.Settings;
import io.chasqui.benchmarks.compare.report.Table;
import io.chasqui.benchmarks.compare.scenarios.Scenario;
import io.chasqui.benchmarks.compare.scenarios.Scenarios;
import io.chasqui.benchmarks.compare.scenarios.Timing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs scenarios against providers in turns and prints what came of it. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the same work against several providers, in turns, each run in processes of its own.",
            "Ends with 1 when a run failed. A provider that does not support a scenario has not failed."
        })
final class CompareCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--providers",
            split = ",",
            defaultValue = "chasqui,artemis,classic,openmq",
            description = "Which, separated by commas (default ${DEFAULT-VALUE}).")
    private List<String> providers = new ArrayList<>();

    @Option(names = "--transport", defaultValue = "vm", description = "vm or tcp (default ${DEFAULT-VALUE}).")
    private String transport = "";

    @Option(
            names = "--scenarios",
            split = ",",
            defaultValue = "all",
            description = {
                "all, names of scenarios, or series that scale up: destinations, consumers, connections, size, depth",
                "(default ${DEFAULT-VALUE}). A wrong name is answered with those that there are."
            })
    private List<String> scenarios = new ArrayList<>();

    @Option(names = "--seconds", defaultValue = "10", description = "Measured in each run (default ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--warm-up", defaultValue = "5", description = "Seconds before that (default ${DEFAULT-VALUE}).")
    private double warmUpSeconds;

    @Option(names = "--repeats", defaultValue = "5", description = "Runs of each (default ${DEFAULT-VALUE}).")
    private int repeats;

    @Option(names = "--size", defaultValue = "256", description = "Bytes of a body (default ${DEFAULT-VALUE}).")
    private int bodyBytes;

    @Option(
            names = "--backlog",
            defaultValue = "1000000",
            description = "Messages of the scenario backlog (default ${DEFAULT-VALUE}).")
    private long backlog;

    @Option(
            names = "--heap",
            defaultValue = "2048",
            description = "MiB of heap of each process (default ${DEFAULT-VALUE}).")
    private int heapMebibytes;

    @Option(
            names = "--directory",
            description = "Where brokers keep their files for the time of a run (default: where temporary files are).")
    private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(names = "--json", description = "Writes everything to this file, anew after each run.")
    private @Nullable Path json;

    @Option(names = "--no-floor", description = "Does not measure the limits of the machine before.")
    private boolean noFloor;

    @Override
    public Integer call() throws Exception {
        List<Provider> named = providers.stream().map(Provider::of).toList();
        List<Scenario> chosen = Scenarios.named(scenarios);
        Timing timing = new Timing(warmUpSeconds, seconds, bodyBytes, backlog);
        CompareOptions options = new CompareOptions(Transport.of(transport), timing, heapMebibytes, directory);
        if (repeats < 1 || heapMebibytes < 64) {
            throw new IllegalArgumentException(
                    repeats + " repeats with " + heapMebibytes + " MiB of heap: at least 1 and 64 are needed");
        }
        for (Provider provider : named) {
            ClassPaths.command(provider, heapMebibytes);
        }
        PrintWriter out = spec.commandLine().getOut();
        Map<String, String> machine = Machine.description(directory);
        machine.forEach((name, value) -> out.println(name + ": " + value));
        if (!Machine.warning(directory).isEmpty()) {
            out.println("Warning: " + Machine.warning(directory));
        }
        List<FloorResult> floor = noFloor ? List.of() : Floor.measure(directory, bodyBytes, 1);
        floor.forEach(result -> out.println(FloorCommand.line(result)));
        String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        List<RunResult> runs = new ArrayList<>();
        for (Scenario scenario : chosen) {
            int begin = runs.size();
            for (int repeat = 1; repeat <= repeats; repeat++) {
                double limit = floorOf(scenario);
                for (Provider provider : Interleaving.round(named, repeat - 1)) {
                    RunResult result = new WorkerProcess(options, provider, scenario, repeat).run();
                    result = limit > 0 ? shared(result, limit) : result;
                    runs.add(result);
                    out.println(line(result, scenario));
                    out.flush();
                    write(new Document(date, machine, words(), floor, runs));
                }
            }
            Row.of(runs.subList(begin, runs.size())).forEach(row -> out.println(new Table(row).text()));
        }
        Settings.of(runs).forEach((who, lines) -> {
            out.println("Settings of " + who);
            lines.forEach(line -> out.println("  " + line));
        });
        out.flush();
        return runs.stream().anyMatch(run -> run.status() == RunResult.Status.FAILED) ? 1 : 0;
    }

    /** What the bare disk forces right before a round of a scenario that is compared to it; 0 for others. */
    private double floorOf(Scenario scenario) throws IOException {
        boolean compared = scenario.floorGroup() > 0 && !noFloor;
        return compared ? Floor.forcedRecords(directory, bodyBytes, scenario.floorGroup(), 1) : 0;
    }

    private static RunResult shared(RunResult result, double limit) {
        Double rate = result.metrics().get(Metric.MESSAGES);
        return rate == null ? result : result.with(Metric.FLOOR, 100 * rate / limit);
    }

    private Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("transport", transport);
        words.put("warm-up of each run", warmUpSeconds + " s");
        words.put("measured in each run", seconds + " s");
        words.put("runs of each", Integer.toString(repeats));
        words.put("bytes of a body", Integer.toString(bodyBytes));
        words.put("backlog", Long.toString(backlog));
        words.put("heap of each process", heapMebibytes + " MiB");
        return words;
    }

    private void write(Document document) throws IOException {
        if (json != null) {
            Files.writeString(json, document.text());
        }
    }

    private static String line(RunResult run, Scenario scenario) {
        String what = String.format(Locale.ROOT, "%-16s run %d %-8s ", run.scenario(), run.repeat(), run.provider());
        if (run.status() != RunResult.Status.OK) {
            return what + run.status() + ": " + run.reason();
        }
        Double main = run.metrics().getOrDefault(scenario.main(), Double.NaN);
        Double cpu = run.metrics().getOrDefault(Metric.CPU, Double.NaN);
        return what
                + String.format(
                        Locale.ROOT,
                        "%,12.1f %s, CPU %.2f µs",
                        main,
                        scenario.main().label(),
                        cpu);
    }
}
