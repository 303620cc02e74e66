package io.chasqui.benchmarks.compare;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of {@code benchmarks.jar}. Ends with 0, with 1 when a run failed, with 2 when a word was wrong. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        version = "Chasqui benchmarks",
        description = "Compares Chasqui with other providers of Jakarta Messaging.",
        subcommands = {
            CompareCommand.class,
            FloorCommand.class,
            ReportCommand.class,
            WorkerCommand.class,
            BrokerCommand.class
        })
public final class Benchmarks implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** @param arguments a command and its options; {@code --help} lists them */
    public static void main(String[] arguments) {
        System.exit(execute(new PrintWriter(System.out, true), arguments));
    }

    /** Does what the arguments say and returns the exit code. */
    static int execute(PrintWriter out, String... arguments) {
        CommandLine line = new CommandLine(new Benchmarks()).setOut(out);
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof IllegalArgumentException) {
                command.getErr().println(exception.getMessage());
                return command.getCommandSpec().exitCodeOnInvalidInput();
            }
            exception.printStackTrace(command.getErr());
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
        return line.execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: compare, floor or report");
    }
}
