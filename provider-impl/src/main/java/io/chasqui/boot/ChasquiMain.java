package io.chasqui.boot;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. It ends with 0 when all is well, 1 when something is wrong, and 2 when it was called wrongly. */
@Command(
        name = "chasqui",
        description =
                "Runs a Chasqui broker, and looks after the users of brokers and the data of those that do not run.",
        subcommands = {
            RunCommand.class,
            ConfigCommand.class,
            UsersCommand.class,
            OfflineCommand.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = ChasquiMain.Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class ChasquiMain {

    private ChasquiMain() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ChasquiMain());
    }

    /** Tells the version of the library that this is. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Program.name()};
        }
    }
}
