package io.chasqui.network;

import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A JVM with a broker that has a data directory and listens at a given port. Used by one thread; closing it kills it. */
final class BrokerChild implements AutoCloseable {

    private static final String READY = "ready";

    private final Process process;

    private BrokerChild(Process process) {
        this.process = process;
    }

    /** Starts one, and waits until it listens. */
    static BrokerChild start(int port, Path data) throws IOException {
        return start(port, data, 256);
    }

    static BrokerChild start(int port, Path data, int heapMebibytes) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heapMebibytes + "m",
                        "-ea",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerChild.class.getName(),
                        "" + port,
                        data.toString()))
                .redirectErrorStream(true)
                .start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder before = new StringBuilder();
        for (String line = lines.readLine(); !READY.equals(line); line = lines.readLine()) {
            if (line == null) {
                throw new IOException("the broker's process did not start: " + before);
            }
            before.append(line).append('\n');
        }
        Thread rest = new Thread(() -> lines.lines().forEach(line -> {}), "broker's output");
        rest.setDaemon(true);
        rest.start();
        return new BrokerChild(process);
    }

    public static void main(String[] args) throws Exception {
        Broker.start(BrokerConfiguration.builder()
                .name("child")
                .listen("tcp://127.0.0.1:" + args[0])
                .remoteAnonymousAllowed(true)
                .eventLoops(2)
                .dataDirectory(args[1])
                .build());
        System.out.println(READY);
        while (true) {
            LockSupport.park();
        }
    }

    /** As {@code kill -9} does. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
