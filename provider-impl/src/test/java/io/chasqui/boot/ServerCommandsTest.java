package io.chasqui.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.disk.DirectoryLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run} and {@code config} say when nothing is to run. */
class ServerCommandsTest {

    @TempDir
    private Path temporary;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        return ChasquiMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static String[] run(String listen, Path data, String... more) {
        String[] all = new String[more.length + 5];
        all[0] = "run";
        all[1] = "--listen";
        all[2] = listen;
        all[3] = "--data";
        all[4] = data.toString();
        System.arraycopy(more, 0, all, 5, more.length);
        return all;
    }

    @Test
    void configShowsEveryOptionWithItsOriginButNoSecret() throws IOException {
        Path file =
                Files.writeString(temporary.resolve("a.properties"), "# mine\nmaxDeliveries=7\nusers=till:hunter2\n");
        assertEquals(0, execute("config", "--config", file.toString(), "--set", "idleMillis=0"), err::toString);
        String text = out.toString();
        assertTrue(text.matches("(?s).*maxDeliveries +=( 7) {2}\\[" + file + ", line 2].*"), text);
        assertTrue(text.matches("(?s).*idleMillis += 0 {2}\\[command line].*"), text);
        assertTrue(text.matches("(?s).*users += \\*\\*\\* {2}\\[" + file + ", line 3].*"), text);
        assertFalse(text.contains("hunter2"), text);
        assertEquals(EffectiveConfiguration.keys().size(), text.lines().count());
    }

    @Test
    void whatIsWrittenWronglyIsCode2() throws IOException {
        Path file = Files.writeString(temporary.resolve("a.properties"), "maxDeliverys=7\n");
        assertEquals(2, execute("run", "--config", file.toString()));
        assertTrue(err.toString().contains("did you mean 'maxDeliveries'? (" + file + ", line 1)"), err::toString);
        assertEquals(2, execute("run", "--lissten", "tcp://127.0.0.1:0"));
        assertEquals(2, execute("run", "--listen", "127.0.0.1:0"));
        assertTrue(err.toString().contains("option 'broker.listen': '127.0.0.1:0' is not a list"), err::toString);
        assertEquals(2, execute("run", "--drain-seconds", "-1"));
        assertEquals(2, execute("config", "--data", "a", "--set", "dataDirectory=b"));
        assertTrue(err.toString().contains("gives dataDirectory twice"), err::toString);
        assertEquals("", out.toString());
    }

    @Test
    void aPortThatIsTakenIsCode1AndLeavesNothingBehind() throws IOException {
        Path ready = temporary.resolve("ready");
        Files.writeString(ready, "of a broker that was killed");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String address = "tcp://127.0.0.1:" + taken.getLocalPort();
            Path data = temporary.resolve("data");
            assertEquals(1, execute(run(address, data, "--ready-file", ready.toString())));
            assertTrue(err.toString().contains(address), err::toString);
            assertTrue(err.toString().contains("Take another port"), err::toString);
            assertEquals(1, err.toString().lines().count(), err::toString);
            assertFalse(Files.exists(ready));
            DirectoryLock.acquire(data).close();
        }
    }

    @Test
    void aDataDirectoryInUseIsCode1AndNamesTheHolder() throws IOException {
        Path data = temporary.resolve("data");
        try (DirectoryLock held = DirectoryLock.acquire(data)) {
            assertEquals(1, execute(run("tcp://127.0.0.1:0", data)), held::toString);
        }
        assertTrue(
                err.toString()
                        .contains("is in use by process "
                                + ProcessHandle.current().pid()),
                err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
    }

    @Test
    void aDataDirectoryThatIsAFileIsCode1() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        assertEquals(1, execute(run("tcp://127.0.0.1:0", file)));
        assertTrue(err.toString().contains(file + " is in the way, for it is not a directory"), err::toString);
    }

    @Test
    void aReadyFileThatCannotBeWrittenIsCode1() {
        Path ready = temporary.resolve("missing").resolve("ready");
        assertEquals(1, execute(run("tcp://127.0.0.1:0", temporary.resolve("data"), "--ready-file", ready.toString())));
        assertTrue(err.toString().contains("the file " + ready + " cannot be written"), err::toString);
    }
}
