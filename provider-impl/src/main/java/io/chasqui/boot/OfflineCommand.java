package io.chasqui.boot;

import io.chasqui.engine.inspection.Exporter;
import io.chasqui.engine.inspection.Finding;
import io.chasqui.engine.inspection.Importer;
import io.chasqui.engine.inspection.Listing;
import io.chasqui.engine.inspection.OfflineDirectory;
import io.chasqui.engine.inspection.SegmentListing;
import io.chasqui.engine.inspection.Verification;
import io.chasqui.message.Destination;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands about a data directory whose broker does not run. Only {@code import} changes anything. */
@Command(
        name = "data",
        description = "Verifies, prints, exports or imports the data directory of a broker that does not run.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class OfflineCommand {

    private static final int FINE = 0;
    private static final int PROBLEMS = 1;

    @Spec
    @Nullable
    CommandSpec spec;

    private CommandLine commandLine() {
        CommandSpec known = spec;
        if (known == null) {
            throw new IllegalStateException("picocli sets the spec");
        }
        return known.commandLine();
    }

    private PrintWriter out() {
        return commandLine().getOut();
    }

    private PrintWriter err() {
        return commandLine().getErr();
    }

    /** What a command does with an open directory. */
    @FunctionalInterface
    private interface Task {
        void run(OfflineDirectory directory) throws IOException;
    }

    /** Runs a task, then prints what was found on the way. */
    private int with(Path path, Task task) {
        if (!OfflineDirectory.isOne(path)) {
            throw new ParameterException(
                    commandLine(), path + " is no data directory: it has neither a journal nor a state directory");
        }
        return guarded(() -> {
            try (OfflineDirectory directory = OfflineDirectory.open(path)) {
                task.run(directory);
                out().flush();
                return report(directory.findings());
            }
        });
    }

    /** A command that may fail. */
    @FunctionalInterface
    private interface Body {
        int run() throws IOException;
    }

    private int guarded(Body body) {
        try {
            return body.run();
        } catch (FileAlreadyExistsException e) {
            throw new ParameterException(commandLine(), e.getFile() + " is there already: name a new file", e);
        } catch (IOException e) {
            String message = e.getMessage();
            err().println(message == null || !message.contains(" ") ? e.toString() : message);
            return PROBLEMS;
        }
    }

    private int report(List<Finding> findings) {
        findings.forEach(finding -> err().println(finding));
        return findings.stream().anyMatch(Finding::problem) ? PROBLEMS : FINE;
    }

    @Command(
            name = "verify",
            description = "Reads every byte and says what is damaged, what that means, and what can be done.",
            mixinStandardHelpOptions = true)
    int verify(@Parameters(paramLabel = "DIR", description = "The data directory.") Path path) {
        return with(path, directory -> {
            Verification verification = Verification.of(directory);
            verification.summary().forEach(out()::println);
            out().println(verification.hasProblems() ? "There are problems." : "Everything is whole.");
        });
    }

    @Command(
            name = "print",
            description = "Prints queues and durable subscriptions, and their messages when asked.",
            mixinStandardHelpOptions = true)
    int print(
            @Parameters(paramLabel = "DIR", description = "The data directory.") Path path,
            @Option(
                            names = "--destination",
                            paramLabel = "QUEUE_OR_TOPIC",
                            description = "Only this one: queue://orders, or topic://prices for its subscriptions.")
                    @Nullable
                    String destination,
            @Option(names = "--messages", description = "Also the header and properties of each message.")
                    boolean messages,
            @Option(names = "--bodies", description = "Also the bodies.") boolean bodies) {
        Listing.Options options =
                new Listing.Options(destination == null ? null : destination(destination), messages, bodies);
        return with(path, directory -> Listing.print(directory, out(), options));
    }

    private Destination destination(String text) {
        try {
            return Listing.Options.destination(text);
        } catch (IOException e) {
            throw new ParameterException(commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    @Command(
            name = "segments",
            description = "Says why each segment of the journal is kept, and who needs it.",
            mixinStandardHelpOptions = true)
    int segments(@Parameters(paramLabel = "DIR", description = "The data directory.") Path path) {
        return with(path, directory -> SegmentListing.of(directory).forEach(out()::println));
    }

    @Command(
            name = "export",
            description = "Writes everything that can be read to a file, a line of JSON for each message.",
            mixinStandardHelpOptions = true)
    int export(
            @Parameters(paramLabel = "DIR", description = "The data directory.") Path path,
            @Option(names = "--to", required = true, paramLabel = "FILE", description = "A file that is not there yet.")
                    Path file) {
        return with(path, directory -> {
            Exporter.Result result = Exporter.export(directory, file);
            out().println("Exported " + result.messages() + " messages of " + result.backlogs()
                    + " queues and durable subscriptions, and " + result.branches()
                    + " prepared transaction branches, to " + file + ".");
            if (result.leftOut() > 0) {
                out().println(result.leftOut() + " messages could not be read and were left out.");
            }
        });
    }

    @Command(
            name = "import",
            description = "Builds a new data directory from an export.",
            mixinStandardHelpOptions = true)
    int importTo(
            @Parameters(paramLabel = "DIR", description = "A directory that is empty or not there yet.") Path path,
            @Option(names = "--from", required = true, paramLabel = "FILE", description = "The export.") Path file) {
        return guarded(() -> {
            if (!Files.isReadable(file)) {
                throw new ParameterException(commandLine(), "there is no file " + file + " that can be read");
            }
            if (!Importer.isEmpty(path)) {
                throw new ParameterException(
                        commandLine(), path + " is not empty: an import builds a new data directory");
            }
            return build(path, file);
        });
    }

    private int build(Path path, Path file) {
        try {
            Importer.Result result = Importer.build(path, file);
            out().println("Imported " + result.messages() + " messages of " + result.backlogs()
                    + " queues and durable subscriptions, and " + result.branches()
                    + " prepared transaction branches.");
            return FINE;
        } catch (IOException e) {
            err().println(e.getMessage() + ". Delete what is in " + path + ", and import again.");
            return PROBLEMS;
        }
    }
}
