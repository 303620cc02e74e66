package io.chasqui.scale;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A JVM that runs {@link ScaleChild}, seen from the test that started it. A thread reads what it prints, so that it never
 * waits for a reader. It ends with the test's JVM at the latest.
 */
final class ChildJvm implements AutoCloseable {

    private static final int TAIL_LINES = 60;
    private static final long END_SECONDS = 300;

    private final Process process;
    private final Thread reader;
    private final Map<String, Long> figures = new ConcurrentHashMap<>();
    private final Deque<String> tail = new ArrayDeque<>();

    /** Completed with whether the program did its work, by the reader. */
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();

    private final Thread atExit;

    /** @param arguments those of {@link ScaleChild} behind the data directory */
    ChildJvm(Path dataDirectory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx" + Settings.heap(),
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(Settings.asArguments());
        command.addAll(List.of(ScaleChild.class.getName(), dataDirectory.toString()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
        reader = new Thread(this::read, "reads " + arguments[0]);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                accept(line);
            }
        } catch (IOException e) {
            accept("what it printed cannot be read: " + e);
        }
        done.complete(false);
    }

    private void accept(String line) {
        String[] parts = line.split(" ");
        if (line.startsWith(ScaleChild.FIGURE) && parts.length == 3) {
            figures.put(parts[1], Long.valueOf(parts[2]));
        } else if (line.equals(ScaleChild.DONE)) {
            done.complete(true);
        } else {
            synchronized (tail) {
                tail.add(line);
                if (tail.size() > TAIL_LINES) {
                    tail.remove();
                }
            }
        }
    }

    /**
     * Waits until the program has done its work; the broker is running then.
     *
     * @throws AssertionError when it fails, with what it printed
     */
    void awaitDone() throws Exception {
        boolean success;
        try {
            success = done.get(Settings.partSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not done after " + Settings.partSeconds() + " s; so far " + describe(), e);
        }
        if (!success) {
            throw new AssertionError("the JVM ended before its work was done: " + describe());
        }
    }

    /** Closes the broker and waits for the end of the process, or kills it, as the settings say. */
    void stop() throws Exception {
        if (Settings.killed()) {
            kill();
            return;
        }
        process.getOutputStream().close();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the broker is not closed after " + END_SECONDS + " s: " + describe());
        }
        reader.join();
        if (process.exitValue() != 0) {
            throw new AssertionError("the JVM ended with " + process.exitValue() + ": " + describe());
        }
    }

    /** Ends the process at once, as {@code kill -9} does, and waits for that. Harmless when it has ended. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** @throws AssertionError when the program has not told it */
    long figure(String name) {
        Long number = figures.get(name);
        if (number == null) {
            throw new AssertionError("the JVM has not told " + name + ": " + describe());
        }
        return number;
    }

    private String describe() {
        synchronized (tail) {
            return "figures " + figures + "\n" + String.join("\n", tail);
        }
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
