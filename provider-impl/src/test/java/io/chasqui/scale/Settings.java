package io.chasqui.scale;

import java.nio.file.Path;
import java.util.List;

/** The sizes of the tests: system properties that begin with {@code scale.}, handed on to the JVMs they start. */
final class Settings {

    private static final String PREFIX = "scale.";

    private Settings() {}

    /** How many messages the backlog is to have, unless the disk holds fewer. */
    static long messages() {
        return number("messages", 10_000_000);
    }

    /** How many messages are put and taken. */
    static long cycles() {
        return number("cycles", 5_000_000);
    }

    /** How many messages a slow subscription leaves where they are. */
    static long oldMessages() {
        return number("oldMessages", 1_000);
    }

    /** How many messages are under way while they are put and taken. */
    static int inFlight() {
        return (int) number("inFlight", 512);
    }

    static int subscriptions() {
        return (int) number("subscriptions", 100_000);
    }

    /** Threads, each with a connection, that create and delete subscriptions. */
    static int subscribers() {
        return (int) number("subscribers", 32);
    }

    /** Threads that send; at least two, because a queue and a topic are filled. */
    static int producers() {
        return (int) number("producers", 4);
    }

    /** How long a consumer waits for its next message before it is called missing. */
    static long patienceMillis() {
        return 1000 * number("patienceSeconds", 120);
    }

    /** How long one JVM may take for its part. */
    static long partSeconds() {
        return number("partSeconds", 4 * 3600);
    }

    /** The greatest heap of the JVMs with a broker, as in {@code -Xmx512m}. */
    static String heap() {
        return System.getProperty(PREFIX + "heap", "512m");
    }

    /** Where the data directories are made. */
    static Path directory() {
        return Path.of(System.getProperty(PREFIX + "directory", "target/scale")).toAbsolutePath();
    }

    /** Whether a broker is killed (as by {@code kill -9}) at the end of its part, rather than closed: {@code scale.stop=kill}. */
    static boolean killed() {
        String stop = System.getProperty(PREFIX + "stop", "close");
        if (!List.of("close", "kill").contains(stop)) {
            throw new IllegalArgumentException("scale.stop is close or kill, but this is " + stop);
        }
        return stop.equals("kill");
    }

    /** What another JVM must be started with to have the same settings. */
    static List<String> asArguments() {
        return System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX))
                .sorted()
                .map(name -> "-D" + name + "=" + System.getProperty(name))
                .toList();
    }

    private static long number(String name, long otherwise) {
        return Long.getLong(PREFIX + name, otherwise);
    }
}
