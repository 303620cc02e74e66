package io.chasqui.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Unpacks the distribution and uses it as an operator does. The build runs it once the zip is there. */
@EnabledIfSystemProperty(named = DistributionIT.ZIP, matches = ".+", disabledReason = "there is no distribution yet")
@DisabledOnOs(OS.WINDOWS)
class DistributionIT {

    static final String ZIP = "chasqui.distribution";

    /** Quick to start, for what is tested here needs neither speed nor room. */
    private static final String JAVA_OPTIONS = "-Xmx128m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    @TempDir
    private Path temporary;

    private final List<Process> processes = new ArrayList<>();
    private Path home;

    /** A path with blanks, and a link to the script as a package of a distribution would make it. */
    @BeforeEach
    void unpack() throws IOException {
        Path place = Files.createDirectory(temporary.resolve("a place with blanks"));
        URI zip = URI.create("jar:" + Path.of(System.getProperty(ZIP)).toUri());
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", "true"));
                Stream<Path> entries = Files.walk(files.getPath("/"))) {
            for (Path entry : entries.skip(1).toList()) {
                Path target = place.resolve(entry.toString().substring(1));
                Files.copy(entry, target);
                Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(entry));
            }
        }
        try (Stream<Path> top = Files.list(place)) {
            home = top.findFirst().orElseThrow();
        }
        Files.createSymbolicLink(temporary.resolve("link"), Path.of("bin", "chasqui"));
        Files.createDirectory(temporary.resolve("bin"));
        Files.createSymbolicLink(
                temporary.resolve("bin").resolve("chasqui"), home.resolve("bin").resolve("chasqui"));
    }

    @AfterEach
    void leaveNoProcessBehind() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Standard error goes where standard output goes. */
    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(temporary.resolve("link").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(temporary.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("CHASQUI_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS", JAVA_OPTIONS);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private Process startBroker(Path ready) throws IOException {
        return start("run", "--listen", "tcp://127.0.0.1:0", "--data", "its data", "--ready-file", ready.toString());
    }

    private static List<String> linesUntilReady(BufferedReader output) throws IOException {
        List<String> lines = new ArrayList<>();
        String line;
        do {
            line = output.readLine();
            assertNotNull(line, () -> "it ended after " + lines);
            lines.add(line);
        } while (!line.startsWith("ready in "));
        return lines;
    }

    private String outputOf(int expectedCode, String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(expectedCode, process.waitFor(), output);
        return output;
    }

    @Test
    void aBrokerIsStartedUsedAndStopped() throws IOException, InterruptedException {
        Path ready = temporary.resolve("ready");
        Process broker = startBroker(ready);
        try (BufferedReader output = broker.inputReader()) {
            List<String> banner = linesUntilReady(output);
            assertTrue(banner.get(0).matches("Chasqui \\d.*, broker default"), banner::toString);
            assertTrue(banner.get(1).startsWith("  process    " + broker.pid() + " on Java "), banner::toString);
            Path data = temporary.toRealPath().resolve("its data");
            assertEquals("  data       " + data, banner.get(2));
            List<String> addresses = Files.readAllLines(ready);
            assertEquals("  listening  " + String.join(", ", addresses), banner.get(3));
            assertEquals(5, banner.size(), banner::toString);
            URI address = URI.create(addresses.get(0));
            try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                assertTrue(socket.isConnected());
            }

            String refusal = outputOf(1, "run", "--listen", "tcp://127.0.0.1:0", "--data", "its data");
            assertTrue(refusal.contains("is in use by process " + broker.pid()), refusal);
            assertEquals(1, refusal.lines().count(), refusal);

            terminate(broker);
            assertEquals(
                    List.of("stopping, for SIGTERM came", "stopped"),
                    output.lines().toList());
        }
        assertEquals(0, broker.waitFor());
        assertFalse(Files.exists(ready));
        assertTrue(outputOf(0, "data", "verify", "its data").contains("Everything is whole."));
    }

    @Test
    void clientsThatDoNotEndAreCutOffWhenTheirTimeIsOver() throws IOException, InterruptedException {
        Process broker = startBrokerForAnybody("0");
        try (BufferedReader output = broker.inputReader();
                HeldLink link = HeldLink.to(listening(linesUntilReady(output)))) {
            link.awaitOpening();
            terminate(broker);
            assertEquals(
                    List.of(
                            "stopping, for SIGTERM came; open connections, which have 0 s to end: 1",
                            "closing those that are still open: 1",
                            "stopped"),
                    output.lines().toList());
        }
        assertEquals(0, broker.waitFor());
    }

    @Test
    void aSecondSignalStopsAtOnce() throws IOException, InterruptedException {
        Process broker = startBrokerForAnybody("3600");
        try (BufferedReader output = broker.inputReader();
                HeldLink link = HeldLink.to(listening(linesUntilReady(output)))) {
            link.awaitOpening();
            terminate(broker);
            assertEquals(
                    "stopping, for SIGTERM came; open connections, which have 3600 s to end: 1", output.readLine());
            terminate(broker);
            assertTrue(output.readLine().startsWith("stopping at once, for SIGTERM came again"));
        }
        assertEquals(128 + 15, broker.waitFor());
    }

    /** By its handle, because {@link Process#destroy} closes the streams as well. */
    private static void terminate(Process broker) {
        assertTrue(broker.toHandle().destroy());
    }

    private Process startBrokerForAnybody(String drainSeconds) throws IOException {
        // Whether a broker admits anonymous clients over the network without being asked to depends on what it has for
        // security.
        String option = "remoteAnonymousAllowed";
        String asked = EffectiveConfiguration.keys().contains(option) ? option : "anonymousAllowed";
        return start(
                "run",
                "--listen",
                "tcp://127.0.0.1:0",
                "--data",
                "",
                "--drain-seconds",
                drainSeconds,
                "--set",
                asked + "=true");
    }

    private static URI listening(List<String> banner) {
        return URI.create(banner.get(3).substring("  listening  ".length()));
    }

    @Test
    void theFileOfTheDistributionIsRead() throws IOException, InterruptedException {
        Path file = home.resolve("conf").resolve("chasqui.properties");
        String output = outputOf(0, "config");
        assertTrue(output.contains("= " + home.toRealPath().resolve("data") + "  [default]"), output);
        Files.writeString(file, Files.readString(file).replace("#maxDeliveries=10", "maxDeliveries=3"));
        output = outputOf(0, "config", "--set", "idleMillis=5");
        assertTrue(output.matches("(?s).*maxDeliveries +=( 3) {2}\\[.*chasqui\\.properties, line \\d+].*"), output);
        assertTrue(output.contains("= 5  [command line]"), output);
        Files.writeString(file, "maxDelivery=3\n");
        output = outputOf(2, "run");
        assertTrue(output.contains("did you mean 'maxDeliveries'?"), output);
        assertTrue(outputOf(2, "run", "--lissten", "x").contains("--lissten"));
    }

    @Test
    void thereIsWhatBelongsThereAndNothingElse() throws IOException {
        List<String> files;
        try (Stream<Path> all = Files.walk(home)) {
            files = all.filter(Files::isRegularFile)
                    .map(path -> home.relativize(path).toString())
                    .sorted()
                    .toList();
        }
        assertEquals(
                List.of(
                        "LICENSE",
                        "README.txt",
                        "bin/chasqui",
                        "bin/chasqui.cmd",
                        "conf/chasqui.properties",
                        "conf/logging.properties"),
                files.stream().filter(file -> !file.startsWith("lib/")).toList());
        List<String> libraries =
                files.stream().filter(file -> file.startsWith("lib/")).toList();
        assertTrue(libraries.stream().anyMatch(file -> file.startsWith("lib/chasqui-api-")), libraries::toString);
        assertTrue(libraries.stream().anyMatch(file -> file.startsWith("lib/jakarta.jms-api-")), libraries::toString);
        assertEquals(
                List.of(),
                libraries.stream()
                        .filter(file -> !file.endsWith(".jar")
                                || file.matches(".*(junit|jqwik|mockito|archunit|jmh|HdrHistogram|tests|slf4j).*"))
                        .toList());
        assertEquals(
                "rwxr-xr-x",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(home.resolve("bin").resolve("chasqui"))));
        assertTrue(Files.readString(home.resolve("bin").resolve("chasqui.cmd")).contains("\r\n"));
    }
}
