package io.chasqui.scale;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A backlog far larger than the heap: filled, restarted, drained in order, and gone. */
class BacklogScale {

    /** What a message of 1 KiB may take with its headers and all that is noted about it. */
    private static final long BYTES_PER_MESSAGE = 1400;

    private static final long BUDGET_BYTES = 20_000_000_000L;

    /** What is left to others who use the disk. */
    private static final long MARGIN_BYTES = 10_000_000_000L;

    private static final long FIRST_MESSAGE_MILLIS = 10_000;
    private static final long EMPTY_BYTES = 200_000_000;
    private static final long FREEING_SECONDS = 120;

    @Test
    void backlogSurvivesARestartAndIsDrainedInOrder() throws Exception {
        Fill fill = fill();
        try (Trial trial = new Trial("backlog", BUDGET_BYTES * 3 / 2)) {
            ChildJvm filled =
                    trial.runAndStop(List.of("fill", String.valueOf(fill.producers()), String.valueOf(fill.each())));
            long filledBytes = trial.size().bytes();
            long freeingMillis;
            ChildJvm drained;
            try (ChildJvm child = trial.run(drain(fill.sources()))) {
                drained = child;
                long started = System.nanoTime();
                trial.awaitBelow(EMPTY_BYTES, FREEING_SECONDS);
                freeingMillis = (System.nanoTime() - started) / 1_000_000;
                child.stop();
            }
            trial.runAndStop(drain(fill.sources().stream().map(Source::emptied).toList()));
            report(fill, filled, drained);
            System.out.printf(
                    "BACKLOG disk: %d MB when filled, at most %d MB (durable state at most %d MB), below %d MB %d ms after"
                            + " the last message, %d MB at the end%n",
                    Trial.megabytes(filledBytes),
                    Trial.megabytes(trial.peak().bytes()),
                    Trial.megabytes(trial.peak().state()),
                    Trial.megabytes(EMPTY_BYTES),
                    freeingMillis,
                    Trial.megabytes(trial.size().bytes()));
            long first = firstMessageMillis(drained).min().orElseThrow();
            assertTrue(
                    first <= FIRST_MESSAGE_MILLIS,
                    "the first message came " + first + " ms after the start; it may take " + FIRST_MESSAGE_MILLIS);
        }
    }

    private static void report(Fill fill, ChildJvm filled, ChildJvm drained) {
        long sent = fill.messages();
        long received = fill.sources().stream().mapToLong(Source::messages).sum();
        System.out.printf(
                "BACKLOG of %,d messages (%,d in a queue, %,d to a topic for each of 2 durable subscriptions), -Xmx%s, %s"
                        + " after filling: filled in %.1f s (%,d/s); first message %d ms after the start of the JVM, first of"
                        + " the slowest of the three %d ms; %,d received in %.1f s (%,d/s); peak resident %d MiB filling, %d"
                        + " MiB draining%n",
                sent,
                sent / 2,
                sent / 2,
                Settings.heap(),
                Settings.killed() ? "killed" : "closed",
                filled.figure("fill_ms") / 1e3,
                sent * 1000 / Math.max(1, filled.figure("fill_ms")),
                firstMessageMillis(drained).min().orElseThrow(),
                firstMessageMillis(drained).max().orElseThrow(),
                received,
                drained.figure("drain_ms") / 1e3,
                received * 1000 / Math.max(1, drained.figure("drain_ms")),
                filled.figure(ScaleChild.PEAK_RESIDENT_KIB) / 1024,
                drained.figure(ScaleChild.PEAK_RESIDENT_KIB) / 1024);
    }

    private static IntStream firstMessageMillis(ChildJvm drained) {
        return IntStream.range(0, 3).map(source -> (int) drained.figure(Drain.FIRST_MESSAGE + source));
    }

    private static List<String> drain(List<Source> sources) {
        List<String> arguments = new ArrayList<>(List.of("drain"));
        sources.forEach(source -> arguments.add(source.toText()));
        return arguments;
    }

    /** As many messages as are asked for, or as the disk holds. */
    private static Fill fill() throws IOException {
        long free = Files.getFileStore(Files.createDirectories(Settings.directory()))
                .getUsableSpace();
        long room = Math.min(BUDGET_BYTES, free - MARGIN_BYTES) / BYTES_PER_MESSAGE;
        assertTrue(room > 0, "there are only " + Trial.megabytes(free) + " MB free in " + Settings.directory());
        long messages = Math.min(Settings.messages(), room);
        int producers = Math.max(1, Settings.producers() / 2);
        return new Fill(producers, messages / (2L * producers));
    }
}
