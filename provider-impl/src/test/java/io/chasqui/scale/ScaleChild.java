package io.chasqui.scale;

import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.scale.SubscriptionSteps.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The main class of a JVM with a broker: runs one program, says so, and goes on running the broker until it is told to close
 * it, by a line or by the end of its input. {@link ChildJvm} is its other side.
 *
 * <p>Arguments: the data directory, the name of the program, and what that takes.
 */
final class ScaleChild {

    /** How a line with a number begins; its name and the number follow. */
    static final String FIGURE = "figure ";

    /** The line that says that the program has done its work. */
    static final String DONE = "done";

    /** The greatest resident memory of the process, as Linux counts it. */
    static final String PEAK_RESIDENT_KIB = "peak_resident_kib";

    /** The heap in use after a collection, when the program has done its work. */
    static final String HEAP_KIB = "heap_kib";

    private ScaleChild() {}

    public static void main(String[] arguments) throws Exception {
        List<String> all = List.of(arguments);
        Program program = program(all.get(1), all.subList(2, all.size()));
        long started = System.nanoTime();
        BrokerConfiguration configuration = BrokerConfiguration.builder()
                .name("scale")
                .dataDirectory(all.get(0))
                .build();
        try (Broker broker = Broker.start(configuration)) {
            tell("broker_start_ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
            program.run(broker.connectionFactory(), ScaleChild::tell);
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            tell(HEAP_KIB, (runtime.totalMemory() - runtime.freeMemory()) / 1024);
            tell(PEAK_RESIDENT_KIB, peakResidentKiB());
            System.out.println(DONE);
            System.in.read();
        } catch (Exception | Error e) {
            e.printStackTrace();
            System.exit(1);
        }
        tell(PEAK_RESIDENT_KIB, peakResidentKiB());
    }

    private static Program program(String name, List<String> arguments) {
        long patienceMillis = Settings.patienceMillis();
        return switch (name) {
            case "fill" -> new Fill(Integer.parseInt(arguments.get(0)), Long.parseLong(arguments.get(1)));
            case "drain" -> new Drain(arguments.stream().map(Source::of).toList(), patienceMillis);
            case "churn" ->
                new Churn(
                        Long.parseLong(arguments.get(0)),
                        Settings.inFlight(),
                        Long.parseLong(arguments.get(1)),
                        patienceMillis);
            case "subscriptions" ->
                new SubscriptionSteps(
                        arguments.stream().map(Step::valueOf).toList(),
                        Settings.subscriptions(),
                        Settings.subscribers(),
                        patienceMillis);
            default -> throw new IllegalArgumentException("no program is called " + name);
        };
    }

    private static void tell(String name, long number) {
        System.out.println(FIGURE + name + " " + number);
    }

    /** 0 where the system does not say. */
    private static long peakResidentKiB() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        }
    }
}
