package io.chasqui.ra.servers;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A process that a test has started, and the file that what it prints goes to. It ends with the JVM of the test at the
 * latest.
 */
final class ServerProcess {

    private static final int TAIL_LINES = 60;
    private static final long STOP_SECONDS = 60;

    private final Process process;
    private final Path log;
    private final Thread atExit;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        atExit = new Thread(process::destroyForcibly, "ends " + process.pid());
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts a process that finds its input at its end.
     *
     * @param directory where it runs, and where a file of its output, NAME.out, is made
     */
    static ServerProcess start(String name, Path directory, List<String> command, Map<String, String> environment)
            throws IOException {
        ServerProcess started = startWithInput(name, directory, command, environment);
        started.process.getOutputStream().close();
        return started;
    }

    /** As {@link #start}, but what is sent with {@link #send} is its input. */
    static ServerProcess startWithInput(
            String name, Path directory, List<String> command, Map<String, String> environment) throws IOException {
        Path log = directory.resolve(name + ".out");
        Files.deleteIfExists(log);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new ServerProcess(builder.start(), log);
    }

    /** Sends a line to the process. */
    void send(String line) throws IOException {
        Writer input = process.outputWriter();
        input.write(line + "\n");
        input.flush();
    }

    /** Runs a program to its end and returns what it has printed; fails when that was not a success. */
    static String run(String name, Path directory, List<String> command, Map<String, String> environment)
            throws Exception {
        ServerProcess program = start(name, directory, command, environment);
        try {
            if (!program.process.waitFor(5, TimeUnit.MINUTES) || program.process.exitValue() != 0) {
                throw new AssertionError(name + " was no success: " + program.tail());
            }
            return program.output();
        } finally {
            program.kill();
        }
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Waits for the end that the process finds by itself, and returns its exit code. */
    int awaitExit(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("It runs still after " + atMost.toSeconds() + " s: " + tail());
        }
        Runtime.getRuntime().removeShutdownHook(atExit);
        return process.exitValue();
    }

    /** Waits while the process runs; fails with the end of its output when that ends, or it takes too long. */
    void await(String what, Duration atMost, Callable<Boolean> condition) throws Exception {
        try {
            Waiting.until(what, atMost, () -> {
                if (!alive()) {
                    throw new AssertionError("The process has ended before: " + what);
                }
                return condition.call();
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + tail(), e);
        }
    }

    /** As {@code kill -9} does; waits for the end. Harmless when it has ended. */
    void kill() {
        process.destroyForcibly().onExit().join();
        removeHook();
    }

    /** Asks it to end, and kills it when it does not within a minute, which is then a failure. */
    void stop() throws InterruptedException {
        process.destroy();
        boolean ended = process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        String last = ended ? "" : tail();
        kill();
        if (!ended) {
            throw new AssertionError("It has not ended within " + STOP_SECONDS + " s of being asked: " + last);
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // This JVM ends, and the hook runs.
        }
    }

    /** Everything that it has printed. */
    String output() {
        try {
            return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            return "(its output cannot be read: " + e + ")";
        }
    }

    /** How many lines of the output have the text. */
    int count(Pattern pattern) {
        return (int) pattern.matcher(output()).results().count();
    }

    /** The last lines of the output. */
    String tail() {
        List<String> lines = output().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }
}
