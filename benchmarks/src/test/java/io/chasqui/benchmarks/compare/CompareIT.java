package io.chasqui.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.benchmarks.compare.measure.Metric;
import io.chasqui.benchmarks.compare.measure.RunResult;
import io.chasqui.benchmarks.compare.report.Document;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line, with runs so short that their figures say nothing. */
class CompareIT {

    private final StringWriter printed = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void comparesInsideOneJvmAndReports() throws IOException {
        Path json = directory.resolve("vm.json");
        assertEquals(0, compare("vm", "queue", json), printed::toString);
        assertTrue(printed.toString().contains("CPU µs a message"), printed::toString);
        RunResult run = onlyRun(json);
        assertEquals(RunResult.Status.OK, run.status(), run.reason());
        assertTrue(run.metrics().get(Metric.MESSAGES) > 0);
        assertTrue(run.metrics().get(Metric.CPU) > 0);
        assertTrue(run.metrics().get(Metric.CLIENT_BYTES) > 0);
        Path report = directory.resolve("report");
        assertEquals(0, execute("report", json.toString(), "--output", report.toString()));
        assertTrue(Files.readString(report.resolve("README.md")).contains("queue 1→1, non-persistent"));
        assertTrue(Files.exists(report.resolve("throughput-vm-64.svg")));
    }

    @Test
    void comparesWithABrokerInAProcessOfItsOwn() throws IOException {
        Path json = directory.resolve("tcp.json");
        assertEquals(0, compare("tcp", "durable", json), printed::toString);
        RunResult run = onlyRun(json);
        assertEquals(RunResult.Status.OK, run.status(), run.reason());
        assertTrue(run.metrics().get(Metric.BROKER_BYTES) > 0);
        assertTrue(run.settings().contains("broker.durability = forced (default)"), run.settings()::toString);
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(json), left.toList(), "runs clean up behind them");
        }
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertEquals(2, execute("compare", "--providers", "chaski"));
        assertEquals(2, execute("compare", "--scenarios", "quue"));
        assertEquals(2, execute("compare", "--transport", "udp"));
        assertEquals(2, execute("compare", "--size", "3"));
        assertEquals(2, execute("report", directory.resolve("missing.json").toString()));
        assertEquals(2, execute());
    }

    private int execute(String... arguments) {
        return Benchmarks.execute(new PrintWriter(printed), arguments);
    }

    private int compare(String transport, String scenario, Path json) {
        return execute(
                "compare",
                "--providers=chasqui",
                "--transport=" + transport,
                "--scenarios=" + scenario,
                "--seconds=1",
                "--warm-up=0.2",
                "--repeats=1",
                "--size=64",
                "--heap=256",
                "--no-floor",
                "--directory=" + directory,
                "--json=" + json);
    }

    private static RunResult onlyRun(Path json) throws IOException {
        List<RunResult> runs = Document.parse(Files.readString(json)).runs();
        assertEquals(1, runs.size());
        return runs.get(0);
    }
}
