package io.chasqui.benchmarks.compare;

import io.chasqui.benchmarks.compare.measure.Json;
import io.chasqui.benchmarks.compare.providers.Provider;
import io.chasqui.benchmarks.compare.providers.Transport;
import io.chasqui.benchmarks.compare.scenarios.Scenario;
import io.chasqui.benchmarks.compare.scenarios.Scenarios;
import io.chasqui.benchmarks.compare.scenarios.Timing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One run in a process of its own; started by {@link WorkerProcess}, not by people. */
@Command(name = "worker", hidden = true)
final class WorkerCommand implements Callable<Integer> {

    @Option(names = "--provider", required = true)
    private String provider = "";

    @Option(names = "--transport", required = true)
    private String transport = "";

    @Option(names = "--scenario", required = true)
    private String scenario = "";

    @Option(names = "--repeat", required = true)
    private int repeat;

    @Option(names = "--heap", required = true)
    private int heapMebibytes;

    @Option(names = "--warm-up", required = true)
    private double warmUpSeconds;

    @Option(names = "--seconds", required = true)
    private double seconds;

    @Option(names = "--size", required = true)
    private int bodyBytes;

    @Option(names = "--backlog", required = true)
    private long backlog;

    @Option(names = "--directory", required = true)
    private Path directory = Path.of("");

    @Option(names = "--result", required = true)
    private Path result = Path.of("");

    @Override
    public Integer call() throws Exception {
        Scenario named = Scenarios.named(scenario);
        Timing timing = new Timing(warmUpSeconds, seconds, bodyBytes, backlog);
        Worker worker = new Worker(Provider.of(provider), Transport.of(transport), named, heapMebibytes, directory);
        Files.writeString(result, Json.write(worker.run(timing, repeat).toMap()));
        // Not every provider ends all its threads.
        Runtime.getRuntime().halt(0);
        return 0;
    }
}
