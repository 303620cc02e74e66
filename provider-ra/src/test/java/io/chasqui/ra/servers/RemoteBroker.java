package io.chasqui.ra.servers;

import io.chasqui.api.ChasquiConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A broker in a process of its own, as {@code bin/chasqui run} starts it, which comes back with the same port and data after
 * it was killed.
 */
final class RemoteBroker {

    /** Who connects, here and to the embedded brokers. */
    static final String USER = "shop";

    static final String PASSWORD = "secret";

    private static final Duration START = Duration.ofSeconds(60);
    private static final long ANSWER_MILLIS = 60_000;

    private final Path folder;
    private final int port;

    private @Nullable ServerProcess process;

    RemoteBroker(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    String url() {
        return "tcp://127.0.0.1:" + port;
    }

    /** Starts it and waits until it takes connections. */
    void start() throws Exception {
        Files.createDirectories(folder);
        Path ready = folder.resolve("ready");
        Files.deleteIfExists(ready);
        List<String> command = Jdk.own()
                .java(
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.chasqui.boot.ChasquiMain",
                        "run",
                        "--listen",
                        url(),
                        "--data",
                        folder.resolve("data").toString(),
                        "--set",
                        "users=" + USER + ":" + PASSWORD,
                        "--ready-file",
                        ready.toString());
        ServerProcess started = ServerProcess.start("broker", folder, command, Map.of());
        process = started;
        started.await("the broker is ready", START, () -> Files.exists(ready));
    }

    /** As {@code kill -9} does. Harmless when it does not run. */
    void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /**
     * Sends a message for the bean {@code QueueBean} of the sample application to a broker, and waits for its answer.
     *
     * @return the answer; null when there is none within a minute
     */
    static @Nullable String askQueueBean(String url) {
        return ask(url, context -> context.createQueue("checks.queue"));
    }

    /** As {@link #askQueueBean}, but publishes for {@code DurableBean}, and calls {@code between} before it waits. */
    static String publishForDurableBean(String url, String answers) {
        try (JMSContext context = new ChasquiConnectionFactory(url, USER, PASSWORD).createContext()) {
            context.createProducer()
                    .setJMSReplyTo(context.createQueue(answers))
                    .send(context.createTopic("checks.durable"), "published");
            return answers;
        }
    }

    /** The next answer in a queue; null when none comes within a minute. */
    static @Nullable String take(String url, String answers) {
        try (JMSContext context = new ChasquiConnectionFactory(url, USER, PASSWORD).createContext()) {
            Queue queue = context.createQueue(answers);
            return context.createConsumer(queue).receiveBody(String.class, ANSWER_MILLIS);
        }
    }

    private interface Address {
        Queue in(JMSContext context);
    }

    private static @Nullable String ask(String url, Address address) {
        String answers = "answers." + UUID.randomUUID();
        try (JMSContext context = new ChasquiConnectionFactory(url, USER, PASSWORD).createContext()) {
            Message question = context.createTextMessage("asked from outside");
            context.createProducer().setJMSReplyTo(context.createQueue(answers)).send(address.in(context), question);
        }
        return take(url, answers);
    }
}
