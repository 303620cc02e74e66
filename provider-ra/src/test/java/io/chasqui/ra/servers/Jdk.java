package io.chasqui.ra.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JDK that servers run on.
 *
 * @param home its folder
 */
record Jdk(Path home) {

    /** The one that runs the tests. */
    static Jdk own() {
        return new Jdk(Path.of(System.getProperty("java.home")));
    }

    /** JDK 25: where the system property {@code jdk25} or the environment variable {@code JDK25_HOME} says, if anywhere. */
    static Jdk release25() {
        String property = System.getProperty("jdk25", "");
        String variable = System.getenv().getOrDefault("JDK25_HOME", "/usr/lib/jvm/temurin-25-jdk-amd64");
        return new Jdk(Path.of(property.isEmpty() ? variable : property));
    }

    boolean exists() {
        return Files.isExecutable(home.resolve("bin/java"));
    }

    /**
     * The beginning of a command that starts a Java program with a small heap. Softly reachable objects, which servers and the
     * JDK keep classes with, go with each collection: they would go when memory is needed, and are no leak.
     */
    List<String> java(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/java").toString());
        command.addAll(List.of(
                "-Xmx512m", "-XX:+UseSerialGC", "-XX:SoftRefLRUPolicyMSPerMB=0", "-Djava.net.preferIPv4Stack=true"));
        command.addAll(List.of(arguments));
        return command;
    }

    String tool(String name) {
        return home.resolve("bin").resolve(name).toString();
    }
}
