package io.chasqui.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Messages that are larger than the broker's heap, sent, kept over a kill of the broker, and received.
 *
 * <p>{@code -Dnetwork.large} is their size in MiB (96 in each build), and the heap of the broker a quarter of that.
 */
class LargeMessagesTest {

    private static final int MEBIBYTES = Integer.getInteger("network.large", 96);
    private static final int LEAST_HEAP_MEBIBYTES = 48;

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void whatIsLargerThanTheHeapComesThroughAndOutlivesTheBroker() throws Exception {
        int port = freePort();
        Path data = directory.resolve("data");
        int heap = Math.max(LEAST_HEAP_MEBIBYTES, MEBIBYTES / 4);
        BrokerChild child = BrokerChild.start(port, data, heap);
        try {
            long begun = System.nanoTime();
            exchange(port, "send");
            long sent = System.nanoTime();
            assertEquals(2, bodies(data), "files of large bodies");
            child.close();
            child = BrokerChild.start(port, data, heap);
            long restarted = System.nanoTime();
            exchange(port, "receive");
            System.out.printf(
                    "large messages: 2 of %d MiB through a broker with a heap of %d MiB: sent in %.1f s, 3 received in %.1f s%n",
                    MEBIBYTES, heap, (sent - begun) / 1e9, (System.nanoTime() - restarted) / 1e9);
            awaitNoBodies(data);
        } finally {
            child.close();
        }
    }

    private static void awaitNoBodies(Path data) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (bodies(data) > 0) {
            assertTrue(System.nanoTime() < deadline, "files of bodies that nobody needs: " + bodies(data));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static long bodies(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("bodies"))) {
            return files.count();
        }
    }

    private static void exchange(int port, String what) throws Exception {
        Process client = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + (200 + 5 * MEBIBYTES) + "m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeExchange.class.getName(),
                        "" + port,
                        "" + (MEBIBYTES << 20),
                        what))
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(output.endsWith(LargeExchange.DONE + System.lineSeparator()), output);
        } finally {
            client.destroyForcibly();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
