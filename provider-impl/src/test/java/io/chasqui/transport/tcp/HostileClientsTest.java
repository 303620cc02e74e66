package io.chasqui.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.protocol.ConnectionCommand;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Clients that are broken or hostile, and a broker that serves the others all the time.
 *
 * <p>{@code -Dnetwork.fuzz} is how many connections they make (400 in each build), {@code -Dnetwork.seed} what they say.
 */
final class HostileClientsTest {

    private static final int CONNECTIONS = Integer.getInteger("network.fuzz", 400);
    private static final long SEED = Long.getLong("network.seed", System.nanoTime() & 0xffffff);
    private static final int ATTACKERS = 4;
    private static final int MOST_CONNECTIONS = 40;
    private static final int LOOPS = 2;
    private static final long MOST_HEAP_GROWTH = 24L << 20;

    private static final LinkSettings LINK = new LinkSettings(16 << 10, 1 << 20, 3_000, 2_000);
    private static final ServerSettings SETTINGS = new ServerSettings(LINK, 50, MOST_CONNECTIONS, "besieged broker");

    private final Logger logger = Logger.getLogger("io.chasqui.transport.tcp.TcpServer");
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Handler watcher = new Watcher();
    private final List<byte[]> frames = new ArrayList<>();
    private RemoteScene scene;

    private final class Watcher extends Handler {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord entry) {
            log.add(formatter.formatMessage(entry));
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    @BeforeEach
    void start() throws IOException {
        logger.addHandler(watcher);
        scene = new RemoteScene(LOOPS, SETTINGS);
        try (InputStream golden = getClass().getResourceAsStream("/io/chasqui/wire/golden-frames.txt")) {
            for (String line : new String(golden.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.startsWith("#") && line.contains(" ")) {
                    frames.add(HexFormat.of()
                            .parseHex(line.substring(line.indexOf(' ') + 1).strip()));
                }
            }
        }
        assertTrue(frames.size() > 50, "examples of frames");
    }

    @AfterEach
    void stop() {
        scene.close();
        logger.removeHandler(watcher);
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void othersAreServedAndNothingIsLeftOver() throws Exception {
        AtomicInteger made = new AtomicInteger();
        List<String> wrong = new CopyOnWriteArrayList<>();
        long began = System.nanoTime();
        try (Connection good = scene.opener().connection()) {
            Exchange exchange = new Exchange(good);
            exchange.once(); // So that every class is loaded.
            attack(made, CONNECTIONS / 4, wrong, exchange);
            RemoteScene.await(
                    "only the good client is left", () -> scene.server().placeCount() == 1);
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();
            long heap = usedAfterCollection();
            attack(made, CONNECTIONS, wrong, exchange);
            RemoteScene.await(
                    "only the good client is left", () -> scene.server().placeCount() == 1);
            RemoteScene.await(
                    "no thread is left over",
                    () -> ManagementFactory.getThreadMXBean().getThreadCount() <= threads);
            long grown = usedAfterCollection() - heap;
            System.out.println("hostile clients, -Dnetwork.seed=" + SEED + ": " + made + " connections, "
                    + exchange.count + " exchanges of the good client, heap " + (grown >> 10) + " KiB more, "
                    + log.size() + " lines in the log");
            assertTrue(grown < MOST_HEAP_GROWTH, "the heap has grown by " + grown + " bytes");
        }
        assertEquals(List.of(), wrong);
        scene.awaitNoLinks();
        scene.awaitNoConnections();
        RemoteScene.await("all places are free", () -> scene.server().placeCount() == 0);
        long spans = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) / 10 + 2;
        assertTrue(log.size() <= spans * LOOPS * 21, () -> log.size() + " lines in " + spans + " spans");
        assertTrue(log.size() > 10, () -> "" + log);
        for (String line : log) {
            assertTrue(line.contains("127.0.0.1:") || line.contains("were not logged one by one"), line);
        }
    }

    private void attack(AtomicInteger made, int until, List<String> wrong, Exchange exchange) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> attackers = new ArrayList<>();
        for (int i = 0; i < ATTACKERS; i++) {
            Random random = new Random(SEED + 31L * i + until);
            Thread attacker = new Thread(() -> attack(random, made, until, wrong), "attacker-" + i);
            attacker.start();
            attackers.add(attacker);
        }
        Thread good = new Thread(
                () -> {
                    try {
                        while (!over.get()) {
                            exchange.once();
                        }
                    } catch (JMSException | RuntimeException | AssertionError e) {
                        wrong.add("the good client: " + e);
                    }
                },
                "good client");
        good.start();
        for (Thread attacker : attackers) {
            attacker.join();
        }
        over.set(true);
        good.join();
    }

    private void attack(Random random, AtomicInteger made, int until, List<String> wrong) {
        List<RawClient> left = new ArrayList<>();
        while (made.incrementAndGet() <= until) {
            try {
                RawClient client = new RawClient(scene.port());
                left.add(client);
                try {
                    annoy(client, random);
                } catch (IOException closed) {
                    // The broker had enough of it.
                }
                // Some are left open, and say nothing more.
                while (left.size() > 6 || !left.isEmpty() && random.nextInt(3) > 0) {
                    left.remove(random.nextInt(left.size())).close();
                }
            } catch (IOException e) {
                wrong.add("no connection: " + e);
            }
        }
        for (RawClient client : left) {
            try {
                client.close();
            } catch (IOException e) {
                wrong.add("" + e);
            }
        }
    }

    private void annoy(RawClient client, Random random) throws IOException {
        switch (random.nextInt(8)) {
            case 0 -> client.say(noise(random));
            case 1 -> client.say(mutated(random)); // Before anything was said.
            case 2 -> {
                client.say(frames.get(random.nextInt(frames.size())));
                client.say(frames.get(random.nextInt(frames.size())));
            }
            case 3 -> client.shutdownOutput();
            case 4 -> {
                for (byte each : frames.get(0)) {
                    client.say(new byte[] {each}); // Hello, one by one.
                }
            }
            case 5 -> client.say(new byte[] {0, 0}); // Never goes on.
            default -> {
                client.attach();
                for (int i = random.nextInt(20); i >= 0; i--) {
                    client.say(mutated(random));
                }
            }
        }
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(3_000)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Some frames, with a few bytes changed, or cut off. */
    private byte[] mutated(Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = random.nextInt(4); i >= 0; i--) {
            byte[] frame = frames.get(13 + random.nextInt(frames.size() - 13)).clone();
            if (random.nextInt(3) > 0) {
                // Mostly behind the length, so that the frame itself is found.
                int at = random.nextInt(8) == 0 ? random.nextInt(4) : 4 + random.nextInt(frame.length - 4);
                frame[at] = (byte) random.nextInt();
            }
            out.write(frame, 0, random.nextInt(20) == 0 ? random.nextInt(frame.length) : frame.length);
        }
        return out.toByteArray();
    }

    private static long usedAfterCollection() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    /** What a client does that keeps the rules. */
    private static final class Exchange {
        private final Session session;
        private final MessageProducer producer;
        private final MessageConsumer consumer;
        private int count;

        Exchange(Connection connection) throws JMSException {
            connection.start();
            session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Queue queue = session.createQueue("good");
            producer = session.createProducer(queue);
            consumer = session.createConsumer(queue);
        }

        void once() throws JMSException {
            producer.send(session.createTextMessage("m"));
            assertTrue(consumer.receive(20_000) != null, "a message within 20 s");
            count++;
        }
    }

    @Test
    void whoSendsAndNeverReadsIsPutOut() throws Exception {
        String name = "n".repeat(12_000);
        try (RawClient client = new RawClient(scene.port())) {
            client.attach();
            client.say(new ConnectionCommand.Open(1, null, null, null));
            assertThrows(IOException.class, () -> {
                for (int i = 2; ; i++) { // Until the socket is closed, which takes some seconds.
                    client.say(new ConnectionCommand.Unsubscribe(i, name));
                }
            });
            scene.awaitNoLinks();
            scene.awaitNoConnections();
            RemoteScene.await("its place is free", () -> scene.server().placeCount() == 0);
            RemoteScene.await("that is logged", () -> log.stream()
                    .anyMatch(line -> line.contains("has not confirmed") && line.contains("127.0.0.1:")));
        }
    }

    @Test
    void whoConnectsAndSaysNothingIsPutOut() throws Exception {
        try (RawClient silent = new RawClient(scene.port());
                RawClient begun = new RawClient(scene.port())) {
            begun.say(new byte[] {0, 0, 0});
            silent.readToEnd();
            begun.readToEnd();
            RemoteScene.await("all places are free", () -> scene.server().placeCount() == 0);
        }
    }

    @Test
    void aFloodLeavesRoomAgainWhenItIsOver() throws Exception {
        List<RawClient> flood = new ArrayList<>();
        for (int i = 0; i < 4 * MOST_CONNECTIONS; i++) {
            flood.add(new RawClient(scene.port()));
        }
        for (RawClient each : flood) {
            each.close();
        }
        // Some of the flood may still wait to be accepted, so that one attempt may come too early.
        RemoteScene.await("a client that keeps the rules is served", () -> {
            try (Connection good = scene.opener().connection()) {
                new Exchange(good).once();
                return true;
            } catch (JMSException full) {
                return false;
            }
        });
        RemoteScene.await("all places are free", () -> scene.server().placeCount() == 0);
    }
}
