package io.chasqui.samples.flashsale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

    @Test
    void hasADefaultForEverything() throws UsageException {
        assertEquals(Options.DEFAULTS, CommandLine.parse());
    }

    @Test
    void readsEveryOptionAndTheLastOneWins() throws UsageException {
        Options options = CommandLine.parse(
                "--file",
                "-",
                "--url=vm://x?prefetch=5",
                "--workers",
                "2",
                "--rate=7",
                "--rate",
                "0",
                "--user",
                "u",
                "--password",
                "--secret",
                "--rejected",
                "r");
        assertEquals(new Options("-", "vm://x?prefetch=5", 2, 0, new Options.Login("u", "--secret"), "r"), options);
    }

    @Test
    void connectsAUserWithoutAPassword() throws UsageException {
        assertEquals(
                new Options.Login("u", null), CommandLine.parse("--user", "u").login());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--ratee 5          | unknown option '--ratee'; did you mean --rate?",
                "--Worker 5         | unknown option '--Worker'; did you mean --workers?",
                "orders-of-today    | unknown option 'orders-of-today'; the options are --file, --url, --workers, --rate,"
                        + " --user, --password, --rejected, --help",
                "--rate             | option --rate needs a value, as in --rate 8000",
                "--file --rate 5    | option --file needs a value, as in --file orders.csv",
                "--rate=            | option --rate needs a value, as in --rate 8000",
                "--rate fast        | option --rate is 'fast', but must be a whole number from 0 to 10000000",
                "--rate -1          | option --rate is '-1', but must be a whole number from 0 to 10000000",
                "--workers 0        | option --workers is '0', but must be a whole number from 1 to 256",
                "--workers 257      | option --workers is '257', but must be a whole number from 1 to 256",
                "--password secret  | option --password needs --user: whose password is it?",
            })
    void saysWhatIsWrongAndWhatWouldBeRight(String arguments, String message) {
        UsageException wrong = assertThrows(UsageException.class, () -> CommandLine.parse(arguments.split(" ")));
        assertEquals(message, wrong.getMessage());
    }

    @Test
    void explainsEveryOption() {
        for (String name : CommandLine.NAMES) {
            assertTrue(CommandLine.HELP.contains("  " + name + " "), name);
        }
    }
}
