package io.chasqui.boot;

import io.chasqui.security.UserFile;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands about a file of users. A running broker sees what they change within seconds. */
@Command(
        name = "users",
        description = "Adds, removes, lists or changes the users in the file that broker.userFile names.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class UsersCommand {

    private static final int FINE = 0;
    private static final int PROBLEMS = 1;

    @Spec
    @Nullable
    CommandSpec spec;

    /** Where a password comes from: never from the command line, which everybody on the machine can see. */
    static final class PasswordOptions {

        @Option(
                names = "--password-file",
                paramLabel = "FILE",
                description =
                        "Take the first line of this file, or of the standard input for -. Without this option the"
                                + " password is asked for, or read from the standard input where there is nobody to ask.")
        @Nullable
        Path file;

        @Option(
                names = "--iterations",
                paramLabel = "N",
                defaultValue = "15000",
                description = "How often the password is hashed, from 4096 to 1000000. Default: ${DEFAULT-VALUE}.")
        int iterations;

        UserFile.Password read(String user) throws IOException {
            return new UserFile.Password(text(user), iterations);
        }

        private String text(String user) throws IOException {
            Path named = file;
            if (named != null && !named.toString().equals("-")) {
                return ofFile(named);
            }
            Console console = System.console();
            return named == null && console != null ? asked(console, user) : ofStandardInput();
        }

        private static String ofFile(Path file) throws IOException {
            try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                return line(reader, file.toString());
            } catch (NoSuchFileException missing) {
                throw new IllegalArgumentException("there is no file " + file, missing);
            }
        }

        private static String ofStandardInput() throws IOException {
            return line(
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), "the standard input");
        }

        private static String line(BufferedReader reader, String where) throws IOException {
            String line = reader.readLine();
            if (line == null || line.isEmpty()) {
                throw new IllegalArgumentException(
                        "there is no password in " + where + "; it is expected in the first line");
            }
            return line;
        }

        private static String asked(Console console, String user) {
            char[] first = console.readPassword("Password of %s: ", user);
            char[] second = console.readPassword("The same again: ");
            try {
                if (first == null || !Arrays.equals(first, second)) {
                    throw new IllegalArgumentException("the two passwords differ; nothing was changed");
                }
                return new String(first);
            } finally {
                wipe(first);
                wipe(second);
            }
        }

        private static void wipe(char @Nullable [] secret) {
            if (secret != null) {
                Arrays.fill(secret, '\0');
            }
        }
    }

    private CommandLine commandLine() {
        CommandSpec known = spec;
        if (known == null) {
            throw new IllegalStateException("picocli sets the spec");
        }
        return known.commandLine();
    }

    /** Something that may fail, and prints what it has done. */
    @FunctionalInterface
    private interface Body {
        void run() throws IOException;
    }

    private int guarded(Body body) {
        try {
            body.run();
            commandLine().getOut().flush();
            return FINE;
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(commandLine(), String.valueOf(wrong.getMessage()), wrong);
        } catch (IOException e) {
            String message = e.getMessage();
            commandLine().getErr().println(message == null || !message.contains(" ") ? e.toString() : message);
            return PROBLEMS;
        }
    }

    private void say(String line) {
        commandLine().getOut().println(line);
    }

    private static Set<String> roles(@Nullable String text) {
        return text == null || text.isEmpty() ? Set.of() : new LinkedHashSet<>(List.of(text.split(",", -1)));
    }

    @Command(name = "add", description = "Adds a user; makes the file if need be.", mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "FILE", description = "The file of users.") Path file,
            @Parameters(paramLabel = "NAME", description = "The user.") String name,
            @Option(names = "--roles", paramLabel = "ROLE,ROLE", description = "What the user is.") @Nullable
                    String roles,
            @Option(
                            names = "--certificate",
                            paramLabel = "SUBJECT",
                            description = "The subject of the certificate that stands for the user: CN=till 7,O=Acme.")
                    @Nullable
                    String certificate,
            @Option(names = "--no-password", description = "The user connects by certificate alone.")
                    boolean noPassword,
            @Mixin PasswordOptions password) {
        return guarded(() -> {
            new UserFile(file).add(name, noPassword ? null : password.read(name), roles(roles), certificate);
            say("Added user " + name + ".");
        });
    }

    @Command(name = "remove", description = "Removes a user.", mixinStandardHelpOptions = true)
    int remove(
            @Parameters(paramLabel = "FILE", description = "The file of users.") Path file,
            @Parameters(paramLabel = "NAME", description = "The user.") String name) {
        return guarded(() -> {
            new UserFile(file).remove(name);
            say("Removed user " + name + ". Connections that are open stay open.");
        });
    }

    @Command(name = "password", description = "Gives a user another password.", mixinStandardHelpOptions = true)
    int password(
            @Parameters(paramLabel = "FILE", description = "The file of users.") Path file,
            @Parameters(paramLabel = "NAME", description = "The user.") String name,
            @Mixin PasswordOptions password) {
        return guarded(() -> {
            new UserFile(file).setPassword(name, password.read(name));
            say("Changed the password of user " + name + ".");
        });
    }

    @Command(
            name = "roles",
            description = "Gives a user these roles in the place of those it had.",
            mixinStandardHelpOptions = true)
    int roles(
            @Parameters(paramLabel = "FILE", description = "The file of users.") Path file,
            @Parameters(paramLabel = "NAME", description = "The user.") String name,
            @Parameters(paramLabel = "ROLE,ROLE", arity = "0..1", description = "The roles; leave it out for none.")
                    @Nullable
                    String roles) {
        return guarded(() -> {
            new UserFile(file).setRoles(name, roles(roles));
            say("Changed the roles of user " + name + "; they count from its next connection on.");
        });
    }

    @Command(name = "list", description = "Lists the users, without keys.", mixinStandardHelpOptions = true)
    int list(@Parameters(paramLabel = "FILE", description = "The file of users.") Path file) {
        return guarded(() -> new UserFile(file).list().forEach(this::say));
    }

    private void say(UserFile.Row row) {
        say(row.name()
                + (row.iterations() == 0 ? "  no password" : "  password hashed " + row.iterations() + " times")
                + (row.roles().isEmpty() ? "" : "  roles " + String.join(",", row.roles()))
                + (row.certificate() == null ? "" : "  certificate " + row.certificate()));
    }
}
