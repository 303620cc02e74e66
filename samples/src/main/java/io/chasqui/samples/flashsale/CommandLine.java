package io.chasqui.samples.flashsale;

import io.chasqui.api.option.Spelling;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code --name value} and {@code --name=value}; the last one wins. Used once, by one thread. */
final class CommandLine {

    static final String HELP = String.join(
            System.lineSeparator(),
            "Usage: flash-sale [OPTION VALUE]...",
            "",
            "Sends orders in one burst and has them worked off at a steady pace, each exactly once.",
            "",
            "  --file PATH      orders, one per line: orderId,customer,item,quantity,priceCents",
            "                   (- reads standard input; without it, the bundled orders)",
            "  --url URI        the broker (default " + Options.DEFAULTS.url() + ")",
            "  --workers N      how many work off the orders, 1 to 256 (default " + Options.DEFAULTS.workers() + ")",
            "  --rate N         orders per second of all workers, 0 for as fast as possible (default "
                    + Options.DEFAULTS.rate() + ")",
            "  --user NAME      who connects (default: the anonymous user)",
            "  --password TEXT  that user's password",
            "  --rejected FILE  write the rejected lines there",
            "  --help           print this",
            "",
            "Exit code: 0 every order was handled exactly once, 1 it was not, 2 wrong use.");

    static final List<String> NAMES =
            List.of("--file", "--url", "--workers", "--rate", "--user", "--password", "--rejected", "--help");
    private static final Map<String, String> EXAMPLES_BY_NAME = Map.of(
            "--file", "orders.csv",
            "--url", Options.DEFAULTS.url(),
            "--workers", String.valueOf(Options.DEFAULTS.workers()),
            "--rate", String.valueOf(Options.DEFAULTS.rate()),
            "--user", "till",
            "--password", "TEXT",
            "--rejected", "rejected.txt");
    private static final int MAX_WORKERS = 256;
    private static final long MAX_RATE = 10_000_000;

    private final Map<String, String> values = new LinkedHashMap<>();

    private CommandLine() {}

    static boolean asksForHelp(String... args) {
        return Arrays.asList(args).contains("--help");
    }

    static Options parse(String... args) throws UsageException {
        CommandLine line = new CommandLine();
        for (int i = 0; i < args.length; i++) {
            i += line.read(args[i], i + 1 < args.length ? args[i + 1] : null);
        }
        return line.options();
    }

    /** @return how many arguments after this one belong to it */
    private int read(String argument, @Nullable String following) throws UsageException {
        int equals = argument.indexOf('=');
        boolean together = argument.startsWith("--") && equals > 0;
        String name = together ? argument.substring(0, equals) : argument;
        if (!NAMES.contains(name)) {
            throw new UsageException("unknown option '" + name + "'"
                    + Spelling.nearest(name, NAMES)
                            .map(known -> "; did you mean " + known + "?")
                            .orElse("; the options are " + String.join(", ", NAMES)));
        }
        String value = together ? argument.substring(equals + 1) : following;
        if (value == null || value.isEmpty() || !together && NAMES.contains(value)) {
            throw new UsageException(
                    "option " + name + " needs a value, as in " + name + ' ' + EXAMPLES_BY_NAME.get(name));
        }
        values.put(name, value);
        return together ? 0 : 1;
    }

    private Options options() throws UsageException {
        Options defaults = Options.DEFAULTS;
        return new Options(
                values.get("--file"),
                values.getOrDefault("--url", defaults.url()),
                (int) number("--workers", 1, MAX_WORKERS, defaults.workers()),
                number("--rate", 0, MAX_RATE, defaults.rate()),
                login(values.get("--user"), values.get("--password")),
                values.get("--rejected"));
    }

    private long number(String name, long min, long max, long defaultValue) throws UsageException {
        String value = values.get(name);
        if (value == null) {
            return defaultValue;
        }
        boolean isNumber = value.matches("[0-9]{1,18}");
        if (!isNumber || Long.parseLong(value) < min || Long.parseLong(value) > max) {
            throw new UsageException(
                    "option " + name + " is '" + value + "', but must be a whole number from " + min + " to " + max);
        }
        return Long.parseLong(value);
    }

    private static Options.@Nullable Login login(@Nullable String user, @Nullable String password)
            throws UsageException {
        if (user == null && password != null) {
            throw new UsageException("option --password needs --user: whose password is it?");
        }
        return user == null ? null : new Options.Login(user, password);
    }
}
