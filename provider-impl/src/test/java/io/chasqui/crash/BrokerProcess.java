package io.chasqui.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A JVM that runs {@link CrashProbe}. Used by one thread; closing it kills the process. */
final class BrokerProcess implements AutoCloseable {

    private static final long DEATH_SECONDS = 30;

    private final Process process;
    private final Path output;
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> ended;

    BrokerProcess(List<String> arguments, Path output) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-ea",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CrashProbe.class.getName()));
        command.addAll(arguments);
        this.output = output;
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        ended = CompletableFuture.runAsync(this::read, task -> new Thread(task, "broker's output").start());
    }

    private void read() {
        try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                Writer copy = Files.newBufferedWriter(output)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                copy.write(line + "\n");
                copy.flush();
                if (line.equals(CrashProbe.READY)) {
                    ready.complete(true);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ready.complete(false);
        }
    }

    /** @return whether its load began in time */
    boolean awaitReady(long timeoutSeconds) throws InterruptedException {
        try {
            return ready.get(timeoutSeconds, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    /** @return whether it ended by itself in time */
    boolean awaitEnd(long timeoutMillis) throws InterruptedException {
        return process.waitFor(timeoutMillis, TimeUnit.MILLISECONDS);
    }

    int exitCode() {
        return process.exitValue();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** As {@code kill -9} does. */
    @Override
    public void close() {
        process.destroyForcibly()
                .onExit()
                .orTimeout(DEATH_SECONDS, TimeUnit.SECONDS)
                .join();
        ended.join();
    }
}
