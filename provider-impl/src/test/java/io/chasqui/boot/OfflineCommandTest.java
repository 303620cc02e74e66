package io.chasqui.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.disk.DirectoryLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OfflineCommandTest {

    private static final String EXPORT = """
            {"format":"chasqui-export","version":1}
            {"queue":"queue://orders","backlog":1}
            {"message":{"destination":"queue://orders","priority":4,"persistent":true,"timestamp":1,"expiration":0,\
            "deliveryTime":1,"body":{"kind":"text","text":"secret"}},"places":[{"backlog":1,"priority":4,"sequence":1}]}
            {"end":true,"messages":1}
            """;

    @TempDir
    private Path temporary;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = ChasquiMain.commandLine();
        return commandLine
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String imported() throws IOException {
        Path export = Files.writeString(temporary.resolve("given.jsonl"), EXPORT);
        String directory = temporary.resolve("broker").toString();
        assertEquals(0, run("data", "import", directory, "--from", export.toString()), err.toString());
        return directory;
    }

    @Test
    void whatWasImportedIsWholeAndExportedAsItWas() throws IOException {
        String directory = imported();
        assertTrue(out.toString().startsWith("Imported 1 messages of 1 queues"), out.toString());
        assertEquals(0, run("data", "verify", directory), err.toString());
        assertTrue(out.toString().contains("Everything is whole."), out.toString());
        Path again = temporary.resolve("again.jsonl");
        assertEquals(0, run("data", "export", directory, "--to", again.toString()), err.toString());
        assertEquals(EXPORT, Files.readString(again));
    }

    @Test
    void printsBodiesOnlyWhenAsked() throws IOException {
        String directory = imported();
        assertEquals(0, run("data", "print", directory, "--messages"));
        assertTrue(out.toString().contains("queue orders: 1 message"), out.toString());
        assertFalse(out.toString().contains("secret"), out.toString());
        assertEquals(0, run("data", "print", directory, "--bodies", "--destination", "queue://orders"));
        assertTrue(out.toString().contains("secret"), out.toString());
        assertEquals(0, run("data", "print", directory, "--destination", "queue://others"));
        assertEquals("", out.toString());
    }

    @Test
    void saysWhyASegmentIsKept() throws IOException {
        assertEquals(0, run("data", "segments", imported()));
        assertTrue(out.toString().contains("1 for queue orders"), out.toString());
    }

    @Test
    void refusesADirectoryThatIsInUse() throws IOException {
        String directory = imported();
        try (DirectoryLock held = DirectoryLock.acquire(Path.of(directory))) {
            assertFalse(held.toString().isEmpty());
            assertEquals(1, run("data", "verify", directory));
            assertTrue(err.toString().contains("is in use by process"), err.toString());
        }
    }

    @Test
    void wrongUsageIsToldFromProblems() throws IOException {
        assertEquals(2, run("data", "verify", temporary.resolve("nothing").toString()));
        assertFalse(Files.exists(temporary.resolve("nothing")), "nothing is created by looking");
        assertEquals(2, run("data", "verify"));
        assertEquals(2, run("data", "print", imported(), "--destination", "orders"));
        assertTrue(err.toString().contains("queue://orders"), err.toString());
        String directory = temporary.resolve("broker").toString();
        String export = temporary.resolve("given.jsonl").toString();
        assertEquals(2, run("data", "import", directory, "--from", export));
        assertTrue(err.toString().contains("is not empty"), err.toString());
        assertEquals(2, run("data", "export", directory, "--to", export));
        assertEquals(EXPORT, Files.readString(Path.of(export)), "an export overwrites nothing");
    }

    @Test
    void anExportThatWasCutOffIsRefused() throws IOException {
        Path export = Files.writeString(temporary.resolve("cut.jsonl"), EXPORT.substring(0, EXPORT.indexOf("{\"end")));
        assertEquals(1, run("data", "import", temporary.resolve("new").toString(), "--from", export.toString()));
        assertTrue(err.toString().contains("cut off"), err.toString());
    }
}
