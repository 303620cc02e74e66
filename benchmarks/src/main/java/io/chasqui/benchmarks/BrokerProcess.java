package io.chasqui.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A Chasqui server in a process of its own, at a port of its own on loopback. */
final class BrokerProcess implements AutoCloseable {

    private static final long START_SECONDS = 60;

    private final Process process;
    private final String address;

    private BrokerProcess(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts one.
     *
     * @param heap such as {@code 512m}
     * @param dataDirectory empty for a broker that keeps everything in memory
     */
    static BrokerProcess start(String heap, String dataDirectory) throws IOException, InterruptedException {
        Path ready = Files.createTempFile("chasqui-ready-", "");
        Files.delete(ready);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                "io.chasqui.boot.ChasquiMain",
                "run",
                "--listen=tcp://127.0.0.1:0",
                "--data=" + dataDirectory,
                "--set=remoteAnonymousAllowed=true",
                "--ready-file=" + ready));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(new File("/dev/null"))
                .start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Files.exists(ready) || Files.readString(ready).isBlank()) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                process.destroyForcibly();
                throw new IOException("the server did not start");
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        return new BrokerProcess(process, Files.readString(ready).strip());
    }

    /** Where clients connect. */
    String address() {
        return address;
    }

    long cpuNanos() {
        return process.toHandle()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }

    /** How much memory of the machine it has, in MiB; 0 where that cannot be read. */
    long residentMebibytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
        }
    }
}
