package io.chasqui.ra.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server dies in the middle of a transaction of a bean: what is in doubt is decided by the next one, as its log says. */
class RecoveryIT {

    @TempDir
    Path directory;

    /** Runs a {@link RecoveryChild} to its end and gives what it says. */
    private List<String> run(String what, int exit) throws Exception {
        Path output = directory.resolve(what + ".txt");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-ea",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RecoveryChild.class.getName(),
                        what,
                        directory.toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> what + " does not end: " + text(output));
        } finally {
            process.destroyForcibly();
        }
        assertEquals(exit, process.exitValue(), () -> what + " says " + text(output));
        return text(output).lines().filter(line -> line.startsWith("> ")).toList();
    }

    private static String text(Path output) {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void whatWasDecidedToCommitIsCommittedOnce() throws Exception {
        run("halt-in-commit", HaltingResource.HALTED);
        assertEquals(
                List.of("> in doubt before: 1", "> in doubt after: 0", "> in: []", "> out: [a/1]"), run("recover", 0));
    }

    @Test
    void whatWasPreparedAndNotDecidedIsRolledBack() throws Exception {
        run("halt-in-prepare", HaltingResource.HALTED);
        assertEquals(
                List.of("> in doubt before: 1", "> in doubt after: 0", "> in: [a/2]", "> out: []"), run("recover", 0));
    }
}
