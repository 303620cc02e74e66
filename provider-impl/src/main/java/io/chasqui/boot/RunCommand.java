package io.chasqui.boot;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a broker until somebody stops it. */
@Command(
        name = "run",
        description = "Runs a broker until SIGTERM or Ctrl-C; a second one stops it at once.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Mixin
    ServerArguments arguments = new ServerArguments();

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "A file to write when the broker is ready, an address a line; it is removed at the end.")
    @Nullable
    Path readyFile;

    @Option(
            names = "--drain-seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long clients may go on after a request to stop. Default: ${DEFAULT-VALUE}.")
    int drainSeconds;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec known = known(spec);
        if (drainSeconds < 0) {
            throw new ParameterException(
                    known.commandLine(), "--drain-seconds is " + drainSeconds + ", but must be 0 or more");
        }
        PrintWriter err = known.commandLine().getErr();
        try {
            EffectiveConfiguration configuration = arguments.resolve();
            ReadyFile ready = readyFile == null ? null : new ReadyFile(readyFile);
            return new Server(
                            configuration,
                            ready,
                            drainSeconds,
                            known.commandLine().getOut(),
                            err)
                    .run();
        } catch (ConfigurationException wrong) {
            err.println("chasqui: " + wrong.getMessage());
            return ExitCode.USAGE;
        }
    }

    static CommandSpec known(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec");
        }
        return spec;
    }
}
