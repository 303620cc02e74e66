package io.chasqui.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.broker.Durability;
import io.chasqui.disk.FileDirectory;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Persistent messages of 1 KiB sent through JMS to a broker with a data directory, each confirmed when it is on the disk,
 * beside the bare floor: one thread that writes a group of the same average size to one preallocated file and forces it,
 * over and over. Both take many short turns, because a shared disk has its moods; what counts is the median of the ratios of
 * neighbours. What was sent is taken away between the turns.
 *
 * <p>Run it with {@code mvn -Pdurable-bench -pl benchmarks -am verify -DskipTests}; {@code
 * -Ddurable.bench.args="/data 100 200 1,16,64"} names the directory, the number of rounds, the milliseconds of a turn and
 * the numbers of senders.
 */
public final class DurableSendBenchmark {

    private static final int FLOOR_FILE_BYTES = 32 << 20;

    /** Until code is compiled, the broker would be compared with a floor that needs next to none. */
    private static final int WARM_UP_ROUNDS = 15;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final int rounds;
    private final long turnNanos;
    private final Map<DurableSenders, DurableSendResult> results = new LinkedHashMap<>();

    private DurableSendBenchmark(int rounds, long turnNanos) {
        this.rounds = rounds;
        this.turnNanos = turnNanos;
    }

    public static void main(String[] arguments) throws Exception {
        Path parent = Path.of(argument(arguments, 0, "target"));
        int rounds = Integer.parseInt(argument(arguments, 1, "40"));
        long millis = Long.parseLong(argument(arguments, 2, "200"));
        int[] senders = Stream.of(argument(arguments, 3, "1,64").split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        try (Scratch scratch = Scratch.below(parent, "durable-send-benchmark")) {
            new DurableSendBenchmark(rounds, TimeUnit.MILLISECONDS.toNanos(millis)).run(scratch.path(), senders);
        }
    }

    private static String argument(String[] arguments, int number, String otherwise) {
        return arguments.length > number ? arguments[number] : otherwise;
    }

    private void run(Path directory, int[] senderCounts) throws Exception {
        Path brokerDirectory = directory.resolve("broker");
        BrokerConfiguration configuration = BrokerConfiguration.builder()
                .name("durable-benchmark")
                .dataDirectory(brokerDirectory.toString())
                .durability(Durability.FORCED)
                .build();
        try (Broker broker = Broker.start(configuration);
                ForceFloor floor = new ForceFloor(new FileDirectory(directory.resolve("floor")), FLOOR_FILE_BYTES);
                ForceCount forces = new ForceCount(brokerDirectory, "journal-")) {
            for (int count : senderCounts) {
                results.put(
                        new DurableSenders(broker.connectionFactory(), count), new DurableSendResult(count, forces));
            }
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
                for (Map.Entry<DurableSenders, DurableSendResult> entry : results.entrySet()) {
                    compare(entry.getKey(), floor, entry.getValue(), round >= 0);
                }
            }
            awaitCounts(forces);
            results.values().forEach(DurableSendResult::print);
            for (DurableSenders senders : results.keySet()) {
                senders.close();
            }
        }
    }

    private void compare(DurableSenders senders, ForceFloor floor, DurableSendResult result, boolean counts)
            throws Exception {
        int group = result.groupToCompareWith();
        double before = floor.recordsPerSecond(group, turnNanos / 2);
        Instant from = Instant.now();
        long cpuBefore = system.getProcessCpuTime();
        long started = System.nanoTime();
        long sent = senders.send(turnNanos);
        long nanos = System.nanoTime() - started;
        long cpuNanos = system.getProcessCpuTime() - cpuBefore;
        Instant to = Instant.now();
        double behind = floor.recordsPerSecond(group, turnNanos / 2);
        senders.take(sent);
        result.add(new DurableSendResult.Turn(sent, nanos, cpuNanos, from, to), (before + behind) / 2, counts);
    }

    /** The recorder tells its events about once a second: waits, with a bound, for those of the last turn. */
    private void awaitCounts(ForceCount forces) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        Instant lastTurn = Instant.MIN;
        for (DurableSendResult result : results.values()) {
            lastTurn = result.lastTurn().isAfter(lastTurn) ? result.lastTurn() : lastTurn;
        }
        while (forces.knownUntil().isBefore(lastTurn) && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
    }
}
