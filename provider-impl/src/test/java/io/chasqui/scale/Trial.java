package io.chasqui.scale;

import io.chasqui.scale.DiskWatch.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One test's data directory, which is watched and deleted in the end, and the JVMs that use it one after the other. Belongs
 * to the test's thread. When the directory is larger than it may be, the JVM is killed: other people use the disk too.
 */
final class Trial implements AutoCloseable {

    private final Path directory;
    private final long limitBytes;
    private final DiskWatch watch;
    private volatile @Nullable ChildJvm running;

    /** @param limitBytes what the data directory may never exceed */
    Trial(String name, long limitBytes) throws IOException {
        this.limitBytes = limitBytes;
        directory = Files.createTempDirectory(Files.createDirectories(Settings.directory()), name);
        watch = new DiskWatch(directory, limitBytes, this::killRunning);
    }

    private void killRunning() {
        ChildJvm child = running;
        if (child != null) {
            child.kill();
        }
    }

    /**
     * Starts a JVM and waits until its program has done its work; its broker is running then.
     *
     * @param arguments those of {@link ScaleChild} behind the data directory
     */
    ChildJvm run(List<String> arguments) throws Exception {
        ChildJvm child = new ChildJvm(directory, arguments.toArray(String[]::new));
        running = child;
        try {
            child.awaitDone();
        } catch (AssertionError e) {
            child.close();
            checkDisk();
            throw new AssertionError("in the part " + arguments + ": " + e.getMessage(), e);
        }
        checkDisk();
        if (peak().bytes() == 0) {
            child.close();
            throw new AssertionError("after the part " + arguments + " there is nothing in the data directory");
        }
        return child;
    }

    /** The same for a JVM that is of no more use when its program has done its work. */
    ChildJvm runAndStop(List<String> arguments) throws Exception {
        try (ChildJvm child = run(arguments)) {
            child.stop();
            checkDisk();
            return child;
        }
    }

    private void checkDisk() {
        if (watch.alarmed()) {
            throw new AssertionError("the data directory may have " + megabytes(limitBytes) + " MB, and had "
                    + megabytes(peak().bytes()) + " MB; " + megabytes(peak().state()) + " MB of it durable state");
        }
    }

    Size size() {
        return watch.size();
    }

    Size peak() {
        return watch.peak();
    }

    /**
     * Waits, because disk is given back by and by.
     *
     * @throws AssertionError when it takes longer
     */
    void awaitBelow(long bytes, long seconds) throws Exception {
        if (!watch.awaitBelow(bytes, seconds)) {
            throw new AssertionError("after " + seconds + " s the data directory still has " + megabytes(size().bytes())
                    + " MB; it should have less than " + megabytes(bytes) + " MB");
        }
    }

    static long megabytes(long bytes) {
        return Math.round(bytes / 1e6);
    }

    @Override
    public void close() throws IOException {
        ChildJvm child = running;
        if (child != null) {
            child.kill();
        }
        watch.close();
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
