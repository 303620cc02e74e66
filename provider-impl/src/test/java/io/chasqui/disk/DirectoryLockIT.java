package io.chasqui.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock against other processes and within this one. */
class DirectoryLockIT {

    private static final long WAIT_SECONDS = 30;

    @TempDir
    Path directory;

    /** What the other process runs: takes the lock, says so or why not, and holds it until its input ends. */
    static final class Holder {
        public static void main(String[] arguments) throws IOException {
            try {
                DirectoryLock lock = DirectoryLock.acquire(Path.of(arguments[0]));
                System.out.println("locked");
                System.in.read();
                lock.close();
            } catch (DirectoryLockedException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private static final class Other implements AutoCloseable {

        final Process process;
        final String answer;

        Other(Path directory) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Holder.class.getName(),
                            directory.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            answer = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }

        @Override
        public void close() {
            process.destroyForcibly()
                    .onExit()
                    .orTimeout(WAIT_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }

    @Test
    void namesTheOtherProcessAndItsStart() throws Exception {
        try (Other other = new Other(directory)) {
            assertEquals("locked", other.answer);
            DirectoryLockedException refused =
                    assertThrows(DirectoryLockedException.class, () -> DirectoryLock.acquire(directory));
            String started = other.process.info().startInstant().orElseThrow().toString();
            assertEquals(
                    "The data directory " + directory.toRealPath() + " is in use by process " + other.process.pid()
                            + ", started " + started
                            + ". Two brokers cannot share one: stop the other one, or give this one a directory of its own.",
                    refused.getMessage());
        }
    }

    @Test
    void endsWithAProcessThatIsKilled() throws Exception {
        try (Other other = new Other(directory)) {
            assertEquals("locked", other.answer);
        }
        DirectoryLock.acquire(directory).close();
    }

    @Test
    void aSecondAttemptInOneProcessFailsAndDoesNotLoseTheLock() throws Exception {
        DirectoryLock lock = DirectoryLock.acquire(directory);
        Path sameDirectory = directory.resolve("..").resolve(directory.getFileName());
        DirectoryLockedException refused =
                assertThrows(DirectoryLockedException.class, () -> DirectoryLock.acquire(sameDirectory));
        assertTrue(refused.getMessage().contains("(this same process)"), refused.getMessage());
        String self = "is in use by process " + ProcessHandle.current().pid() + ", started ";
        try (Other other = new Other(directory)) {
            assertTrue(other.answer.contains(self), other.answer);
        }
        lock.close();
        try (Other other = new Other(directory)) {
            assertEquals("locked", other.answer);
        }
    }
}
