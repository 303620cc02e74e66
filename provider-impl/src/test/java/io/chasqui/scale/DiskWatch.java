package io.chasqui.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Measures a data directory four times a second, by the lengths of its files, and raises the alarm once when it is larger
 * than it may be. Its own thread measures; any thread may ask.
 */
final class DiskWatch implements AutoCloseable {

    private static final long EVERY_MILLIS = 250;

    /** How the names of the files begin that MapDB's pages are in: see the package {@code checkpoint}. */
    private static final String STATE_PREFIX = "state";

    /**
     * What a directory takes.
     *
     * @param state the part of it that is durable state, in MapDB's files
     */
    record Size(long bytes, long state) {

        Size max(Size other) {
            return new Size(Math.max(bytes, other.bytes), Math.max(state, other.state));
        }
    }

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "disk watch");
        daemon.setDaemon(true);
        return daemon;
    });

    private final Path directory;
    private final long limitBytes;
    private final Runnable alarm;
    private volatile Size peak = new Size(0, 0);
    private volatile boolean alarmed;

    /** @param alarm called once, by the watch's thread */
    DiskWatch(Path directory, long limitBytes, Runnable alarm) {
        this.directory = directory;
        this.limitBytes = limitBytes;
        this.alarm = alarm;
        thread.scheduleWithFixedDelay(this::measure, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void measure() {
        Size now = size();
        peak = peak.max(now);
        if (now.bytes > limitBytes && !alarmed) {
            alarmed = true;
            alarm.run();
        }
    }

    /** The size now. Files that come or go meanwhile are counted or not. */
    Size size() {
        long[] sums = new long[2];
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    sums[0] += attributes.size();
                    if (file.getFileName().toString().startsWith(STATE_PREFIX)) {
                        sums[1] += attributes.size();
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Size(sums[0], sums[1]);
    }

    Size peak() {
        return peak;
    }

    /** Whether the directory has been larger than it may be. */
    boolean alarmed() {
        return alarmed;
    }

    /** Waits, with a bound, until the directory is smaller than this, and returns whether it is. */
    boolean awaitBelow(long bytes, long seconds) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (measured().bytes >= bytes) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
        }
        return true;
    }

    /** What the watch finds at its next turn. */
    private Size measured() throws Exception {
        return thread.schedule(this::size, EVERY_MILLIS, TimeUnit.MILLISECONDS).get();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
