package io.chasqui.benchmarks;

import io.chasqui.disk.Directory;
import io.chasqui.disk.FileDirectory;
import io.chasqui.journal.FileJournal;
import io.chasqui.journal.JournalCounters;
import io.chasqui.journal.JournalSettings;
import io.chasqui.journal.SegmentSummary;
import io.chasqui.journal.WriterThread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Forced records of 1 KiB in the journal, beside the bare floor: one thread that writes a group of the same size to one
 * preallocated file and forces it, over and over. Both take many short turns, because a shared disk has its moods; what
 * counts is the median of the ratios of neighbours.
 *
 * <p>Run it with {@code mvn -Pjournal-bench -pl benchmarks -am verify -DskipTests}; {@code -Djournal.bench.args="/data 100
 * 50"} names the directory, the number of rounds and the milliseconds of a turn.
 */
public final class JournalBenchmark {

    static final int RECORD_BYTES = 1024;

    /** How the appenders wait. */
    private enum Kind {
        /** Each is a thread that appends a record and sleeps until it is durable. */
        THREADS,
        /** All live on one loop, as the engine's senders do. */
        LOOP
    }

    private record Scenario(Kind kind, int appenders) {}

    /** @param group records in a group, on average */
    record Sample(double recordsPerSecond, double group) {}

    /** A turn of the journal and its neighbours, the floor's records per second before and behind it. */
    private record Comparison(Sample sample, double floor) {
        double ratio() {
            return sample.recordsPerSecond / floor;
        }
    }

    private static final int WARM_UP_ROUNDS = 10;
    private static final int[] APPENDERS = {1, 16, 64};

    private final Map<Scenario, Double> lastGroup = new HashMap<>();
    private final Directory directory;
    private final int rounds;
    private final long turnNanos;
    private final Map<Scenario, List<Comparison>> results = new LinkedHashMap<>();

    JournalBenchmark(Directory directory, int rounds, long turnNanos) {
        this.directory = directory;
        this.rounds = rounds;
        this.turnNanos = turnNanos;
    }

    public static void main(String[] arguments) throws Exception {
        Path parent = arguments.length > 0 ? Path.of(arguments[0]) : Path.of("target");
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
        long millis = arguments.length > 2 ? Long.parseLong(arguments[2]) : 50;
        try (Scratch scratch = Scratch.below(parent, "journal-benchmark")) {
            new JournalBenchmark(new FileDirectory(scratch.path()), rounds, TimeUnit.MILLISECONDS.toNanos(millis))
                    .run();
        }
    }

    void run() throws Exception {
        for (Kind kind : Kind.values()) {
            for (int appenders : APPENDERS) {
                results.put(new Scenario(kind, appenders), new ArrayList<>());
            }
        }
        try (FileJournal journal = FileJournal.open(directory, JournalSettings.DEFAULT, new WriterThread("benchmark"));
                ForceFloor floor = new ForceFloor(directory, JournalSettings.DEFAULT.segmentBytes())) {
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
                for (Scenario scenario : results.keySet()) {
                    Comparison comparison = compare(journal, floor, scenario);
                    if (round >= 0) {
                        results.get(scenario).add(comparison);
                    }
                }
            }
        }
        results.forEach(JournalBenchmark::print);
        printHandOffs();
    }

    private Comparison compare(FileJournal journal, ForceFloor floor, Scenario scenario) throws Exception {
        int expected = Math.max(1, (int) Math.round(lastGroup.getOrDefault(scenario, (double) scenario.appenders)));
        double before = floor.recordsPerSecond(expected, turnNanos / 2);
        Sample sample = sample(journal, scenario);
        double behind = floor.recordsPerSecond(expected, turnNanos / 2);
        lastGroup.put(scenario, sample.group);
        for (SegmentSummary segment : journal.segments()) {
            if (!segment.writing()) {
                journal.delete(segment.number());
            }
        }
        return new Comparison(sample, (before + behind) / 2);
    }

    private static void print(Scenario scenario, List<Comparison> comparisons) {
        System.out.printf(
                "%-7s %3d appenders: %8.0f records/s in groups of %5.1f; floor with such groups %8.0f; ratio %5.1f %%"
                        + " (quartiles %.1f to %.1f %%)%n",
                scenario.kind,
                scenario.appenders,
                quantile(comparisons, 0.5, comparison -> comparison.sample.recordsPerSecond),
                quantile(comparisons, 0.5, comparison -> comparison.sample.group),
                quantile(comparisons, 0.5, Comparison::floor),
                100 * quantile(comparisons, 0.5, Comparison::ratio),
                100 * quantile(comparisons, 0.25, Comparison::ratio),
                100 * quantile(comparisons, 0.75, Comparison::ratio));
    }

    private static void printHandOffs() throws InterruptedException {
        try (BareHandOff handOff = new BareHandOff()) {
            for (int appenders : APPENDERS) {
                System.out.printf(
                        "%-7s %3d appenders: %8.0f records/s when nothing is written, only threads are woken%n",
                        Kind.THREADS, appenders, handOff.recordsPerSecond(appenders, TimeUnit.SECONDS.toNanos(1)));
            }
        }
    }

    private static double quantile(List<Comparison> comparisons, double share, ToDoubleFunction<Comparison> number) {
        double[] sorted = comparisons.stream().mapToDouble(number).sorted().toArray();
        return sorted[(int) (share * (sorted.length - 1))];
    }

    private Sample sample(FileJournal journal, Scenario scenario) throws Exception {
        JournalCounters before = journal.counters();
        long started = System.nanoTime();
        switch (scenario.kind) {
            case THREADS -> AppenderThreads.run(journal::append, scenario.appenders, turnNanos);
            case LOOP -> AppenderLoop.run(journal, scenario.appenders, turnNanos);
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        JournalCounters after = journal.counters();
        double records = after.records() - before.records();
        return new Sample(records / seconds, records / (after.groups() - before.groups()));
    }
}
