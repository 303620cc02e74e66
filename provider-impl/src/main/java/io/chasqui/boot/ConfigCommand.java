package io.chasqui.boot;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what {@link RunCommand} would run with. */
@Command(
        name = "config",
        description = "Prints the value of every option, and where it comes from. Starts nothing.",
        mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {

    @Mixin
    ServerArguments arguments = new ServerArguments();

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = RunCommand.known(spec).commandLine().getOut();
        PrintWriter err = RunCommand.known(spec).commandLine().getErr();
        try {
            EffectiveConfiguration configuration = arguments.resolve();
            int widest = configuration.values().stream()
                    .mapToInt(value -> value.key().length())
                    .max()
                    .orElse(0);
            configuration
                    .values()
                    .forEach(value -> out.println(
                            value.key() + " ".repeat(widest - value.key().length()) + " = "
                                    + (value.isSet() ? value.shown() : "(empty)") + "  [" + value.origin() + "]"));
            configuration.remarks().forEach(err::println);
            return ExitCode.OK;
        } catch (ConfigurationException wrong) {
            err.println("chasqui: " + wrong.getMessage());
            return ExitCode.USAGE;
        }
    }
}
