package io.chasqui.benchmarks;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;

/**
 * How often this process forces files of one directory, as the JDK's flight recorder sees it. So nothing in the broker has
 * to count for the benchmark, and what is counted is what really happens. Events come about a second late.
 *
 * <p>Filled by the recorder's thread, read by the benchmark's.
 */
final class ForceCount implements AutoCloseable {

    private final RecordingStream stream = new RecordingStream();
    private final NavigableMap<Instant, AtomicInteger> forces = new ConcurrentSkipListMap<>();
    private final Path directory;
    private final String namePrefix;

    /**
     * @param directory where the files are
     * @param namePrefix how their names begin
     */
    ForceCount(Path directory, String namePrefix) {
        this.directory = directory.toAbsolutePath();
        this.namePrefix = namePrefix;
        stream.enable("jdk.FileForce").withoutThreshold().withoutStackTrace();
        stream.onEvent("jdk.FileForce", this::forced);
        stream.setReuse(true);
        stream.startAsync();
    }

    private void forced(RecordedEvent event) {
        String text = event.getString("path");
        if (text == null) {
            return;
        }
        Path path = Path.of(text).toAbsolutePath();
        if (path.startsWith(directory) && path.getFileName().toString().startsWith(namePrefix)) {
            forces.computeIfAbsent(event.getEndTime(), time -> new AtomicInteger())
                    .incrementAndGet();
        }
    }

    /** The forces that ended between two times, as far as they have been told. */
    int between(Instant from, Instant to) {
        return forces.subMap(from, true, to, true).values().stream()
                .mapToInt(AtomicInteger::get)
                .sum();
    }

    /** The time of the last force that has been told: between earlier times the count is complete. */
    Instant knownUntil() {
        Map.Entry<Instant, AtomicInteger> last = forces.lastEntry();
        return last == null ? Instant.MIN : last.getKey();
    }

    @Override
    public void close() {
        stream.close();
    }
}
