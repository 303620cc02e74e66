package io.chasqui.crash;

import io.chasqui.crash.CrashProbe.Task;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Starts a broker's process, kills it, and asks the {@link Oracle} what is wrong, again and again on one data directory;
 * the last process may end by itself. Stops at the first round that goes wrong, and leaves behind the logs of the last
 * rounds and the data directory as it was before the last process. Used by one thread.
 */
final class CrashRun {

    private static final int ROUNDS_PER_DRAIN = 10;
    private static final int ROUNDS_KEPT = 3;
    private static final long READY_SECONDS = 90;
    private static final int SHORTEST_LIFE_MILLIS = 50;
    private static final int LONGEST_LIFE_MILLIS = 1500;

    private final CrashSettings settings;
    private final Random random;
    private final Path data;
    private final Oracle oracle = new Oracle(Place.UNORDERED, Place.CONTESTED);
    private final List<String> findings = new ArrayList<>();
    private final int segmentBytes;
    private int killedEarly;
    private long mostBytes;

    CrashRun(CrashSettings settings) {
        this.settings = settings;
        random = new Random(settings.seed());
        data = settings.home().resolve("data");
        segmentBytes = 1 << (16 + random.nextInt(5));
    }

    /** @return what is wrong; nothing if all is well */
    List<String> run() throws IOException, InterruptedException {
        Files.createDirectories(data);
        System.out.println("kill test: -Dcrash.seed=" + settings.seed() + " -Dcrash.rounds=" + settings.rounds());
        for (int round = 1; round <= settings.rounds() && findings.isEmpty(); round++) {
            play(round, round % ROUNDS_PER_DRAIN == 0 ? Task.DRAIN : Task.WORK);
            if (round % ROUNDS_PER_DRAIN == 0) {
                System.out.println("kill test: round " + round + ", " + findings.size() + " findings");
            }
        }
        if (findings.isEmpty()) {
            play(settings.rounds() + 1, Task.FINISH);
            oracle.expectation()
                    .messages()
                    .forEach(left -> findings.add("LEFT after everything was consumed: " + left));
        }
        System.out.println("kill test: " + summary());
        return findings.stream().map(this::located).toList();
    }

    private String located(String finding) {
        return "seed " + settings.seed() + ": " + finding;
    }

    String summary() {
        return "seed " + settings.seed() + ": " + killedEarly + " of " + settings.rounds()
                + " killed before the load; data directory at most " + (mostBytes >> 10) + " KiB; " + oracle.counts();
    }

    private void play(int round, Task task) throws IOException, InterruptedException {
        Path logs = Files.createDirectories(settings.home().resolve("round-" + round + "/logs"));
        Path expectation = logs.resolveSibling("expectation");
        oracle.expectation().write(expectation);
        copyData(logs.resolveSibling("data-before"));
        long seed = random.nextLong();
        List<String> arguments =
                List.of(address(), logs.toString(), expectation.toString(), "" + round, "" + seed, task.toString());
        int before = findings.size();
        try (BrokerProcess process = new BrokerProcess(arguments, logs.resolveSibling("output"))) {
            live(process, task);
        }
        oracle.beginRound(round);
        LogDirectory.read(logs).forEach(oracle::apply);
        findings.addAll(oracle.findings());
        checkSize();
        for (int i = before; i < findings.size(); i++) {
            findings.set(i, "round " + round + ": " + findings.get(i));
        }
        if (findings.isEmpty()) {
            delete(settings.home().resolve("round-" + (round - ROUNDS_KEPT)));
        }
    }

    private void live(BrokerProcess process, Task task) throws InterruptedException, IOException {
        if (task == Task.FINISH) {
            if (!process.awaitEnd(READY_SECONDS * 1000) || process.exitCode() != 0) {
                findings.add("WRONG: the last process did not end well:\n" + process.output());
            }
            return;
        }
        boolean early = random.nextInt(5) == 0;
        if (early) {
            killedEarly++;
        } else if (!process.awaitReady(READY_SECONDS)) {
            findings.add(
                    "WRONG: the process was not ready after " + READY_SECONDS + " s, or died:\n" + process.output());
            return;
        }
        int life = SHORTEST_LIFE_MILLIS + random.nextInt(LONGEST_LIFE_MILLIS);
        if (process.awaitEnd(life)) {
            findings.add("WRONG: the process died by itself, code " + process.exitCode() + ":\n" + process.output());
        }
    }

    private String address() {
        String directory = settings.durable()
                ? "&broker.dataDirectory=" + URLEncoder.encode(data.toString(), StandardCharsets.UTF_8)
                : "";
        String durability = random.nextBoolean() ? "forced" : "written";
        int[] prefetches = {0, 1, 10, 1000};
        return "vm://crash?broker.maxDeliveries=0" + directory
                + "&broker.durability=" + durability
                + "&broker.segmentBytes=" + segmentBytes
                + "&broker.checkpointMillis=" + (100 + random.nextInt(600))
                + "&broker.eventLoops=" + random.nextInt(4)
                + "&prefetch=" + prefetches[random.nextInt(prefetches.length)]
                + (settings.options().isEmpty() ? "" : '&' + settings.options());
    }

    // The data directory.

    private void checkSize() throws IOException {
        long bytes = 0;
        for (Path file : filesOf(data)) {
            bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
        }
        mostBytes = Math.max(mostBytes, bytes);
        if (bytes > settings.mostBytes()) {
            findings.add("SIZE: the data directory has " + bytes + " bytes, more than " + settings.mostBytes());
        }
    }

    private void copyData(Path copy) throws IOException {
        for (Path file : filesOf(data)) {
            Files.copy(file, copy.resolve(data.relativize(file).toString()));
        }
    }

    /** The directory itself comes first, and each directory before what is in it. */
    private static List<Path> filesOf(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.toList();
        }
    }

    static void delete(Path directory) throws IOException {
        List<Path> files = new ArrayList<>(filesOf(directory));
        files.sort(Comparator.reverseOrder());
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
