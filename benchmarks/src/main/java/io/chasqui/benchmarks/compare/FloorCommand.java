package io.chasqui.benchmarks.compare;

import io.chasqui.benchmarks.compare.floor.Floor;
import io.chasqui.benchmarks.compare.floor.FloorResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the limits of the machine. */
@Command(
        name = "floor",
        mixinStandardHelpOptions = true,
        description = "Measures the limits of this machine: append and force, loopback, hand-off between threads.")
final class FloorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--seconds", defaultValue = "2", description = "For each measurement (default ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--size", defaultValue = "256", description = "Bytes of a record (default ${DEFAULT-VALUE}).")
    private int recordBytes;

    @Option(names = "--directory", description = "On the disk to measure (default: where temporary files are).")
    private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Floor.measure(directory, recordBytes, seconds).forEach(result -> out.println(line(result)));
        return 0;
    }

    static String line(FloorResult result) {
        return String.format(Locale.ROOT, "%-60s %,12.1f %s", result.name(), result.value(), result.unit());
    }
}
