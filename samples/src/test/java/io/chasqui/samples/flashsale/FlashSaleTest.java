package io.chasqui.samples.flashsale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program, with a broker of its own for each test. */
class FlashSaleTest {

    /** Two declined cards and one line that is no order. */
    private static final int ORDERS = 2_000;

    private static final AtomicInteger BROKERS = new AtomicInteger();

    @TempDir
    private Path folder;

    private final String url = "vm://flash-sale-test-" + BROKERS.incrementAndGet();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void handlesEveryOrderOfAFileExactlyOnce() throws IOException {
        Path orders = write(OrderFileGenerator.lines(ORDERS));
        Path rejected = folder.resolve("rejected.txt");

        int exitCode = run("--file", orders.toString(), "--rejected", rejected.toString(), "--rate", "0", "--url", url);

        assertEquals(0, exitCode, this::everything);
        assertLine("orders read", "2,001");
        assertLine("rejected", "1");
        assertLine("sent", "2,000");
        assertLine("ledger entries", "2,000   duplicates 0   missing 0");
        assertLine("payments", "2,000   duplicates 0   missing 0");
        assertLine("stock: warehouse", "2,000   duplicates 0   missing 0");
        assertLine("stock: analytics", "2,000   duplicates 0   missing 0");
        assertLine("rolled back", "2");
        assertLine("redelivered", "2");
        assertLine("line 1502: customer is empty", "");
        assertLine("OK: every order was handled exactly once.", "");
        assertEquals(List.of("1502\tcustomer is empty\tFS-X00001,,clay-cup,1,1200"), Files.readAllLines(rejected));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void readsStandardInputAndDividesTheOrdersAmongManyWorkers() {
        InputStream input = bytes(OrderFileGenerator.lines(ORDERS));
        int exitCode = program(input).run("--file", "-", "--rate", "100000", "--workers", "16", "--url", url);
        assertEquals(0, exitCode, this::everything);
        assertLine("handled by 16 workers", "2,000   duplicates 0   missing 0");
    }

    @Test
    void handlesWhatItCouldReadOfAFileThatBreaksOff() {
        InputStream broken = new SequenceInputStream(bytes(OrderFileGenerator.lines(700)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("bad sector");
            }
        });
        int exitCode = program(broken).run("--file", "-", "--rate", "0", "--url", url);
        assertEquals(1, exitCode);
        assertLine("ledger entries", "700   duplicates 0   missing 0");
        assertLine("- the file could not be read to its end: bad sector", "");
    }

    @Test
    void endsWithTheTableWhenInterruptedAndRefusesToMixTheNextSaleWithTheRest() throws IOException {
        FlashSale[] program = new FlashSale[1];
        InputStream interrupting = new SequenceInputStream(bytes(OrderFileGenerator.lines(100)), new InputStream() {
            @Override
            public int read() {
                program[0].interrupt();
                return -1;
            }
        });
        program[0] = program(interrupting);
        assertEquals(1, program[0].run("--file", "-", "--rate", "1", "--url", url));
        assertLine("sent", "100");
        assertLine("INTERRUPTED: every order so far was handled exactly once;", "");

        Path orders = write(OrderFileGenerator.lines(10));
        assertEquals(1, run("--file", orders.toString(), "--url", url));
        assertTrue(everything().contains("the queue 'orders' holds messages already"), this::everything);
    }

    @Test
    void provesNothingWithoutOrders() throws IOException {
        Path orders = write(List.of("# nothing today"));
        assertEquals(1, run("--file", orders.toString(), "--url", url));
        assertLine("- there was no order in the file, so nothing was proved", "");
    }

    @Test
    void connectsAsTheUserItIsTold() throws IOException {
        Path orders = write(OrderFileGenerator.lines(10));
        String guarded = url + "?broker.users=till:secret&broker.anonymousAllowed=false";
        String file = orders.toString();
        assertEquals(1, run("--file", file, "--url", guarded));
        assertEquals(1, run("--file", file, "--url", guarded, "--user", "till", "--password", "wrong"));
        assertTrue(everything().contains("user till is unknown, or the password is wrong"), this::everything);
        assertEquals(0, run("--file", file, "--url", guarded, "--user", "till", "--password", "secret"));
    }

    @Test
    void refusesWrongUse() throws IOException {
        Path orders = write(OrderFileGenerator.lines(1));
        assertWrongUse("unknown option '--rat'; did you mean --rate?", "--rat", "0");
        assertWrongUse("there is no file 'no-such-file.csv'", "--file", "no-such-file.csv");
        assertWrongUse("it is a directory", "--file", folder.toString());
        assertWrongUse("cannot be written", "--rejected", folder.toString());
        assertWrongUse("would be overwritten", "--file", orders.toString(), "--rejected", orders.toString());
        assertWrongUse("option --url is 'vm://x?prefech=1'", "--url", "vm://x?prefech=1");
        assertEquals(
                1,
                Files.readString(orders)
                        .lines()
                        .filter(line -> line.startsWith("FS-"))
                        .count());
    }

    @Test
    void explainsItself() {
        assertEquals(0, run("--help"));
        assertTrue(everything().startsWith("Usage: flash-sale"), this::everything);
    }

    private void assertWrongUse(String message, String... args) {
        err.reset();
        assertEquals(2, run(args), this::everything);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains(message), this::everything);
    }

    private void assertLine(String name, String value) {
        boolean found = out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .anyMatch(line -> line.startsWith(name)
                        && line.substring(name.length()).strip().startsWith(value));
        assertTrue(found, () -> "no line '" + name + " ... " + value + "' in\n" + everything());
    }

    private int run(String... args) {
        return program(InputStream.nullInputStream()).run(args);
    }

    private FlashSale program(InputStream in) {
        return new FlashSale(in, print(out), print(err), false);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private Path write(List<String> lines) throws IOException {
        return Files.write(folder.resolve("orders.csv"), lines);
    }

    private static InputStream bytes(List<String> lines) {
        return new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private String everything() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }
}
