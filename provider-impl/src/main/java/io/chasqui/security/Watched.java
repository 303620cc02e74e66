package io.chasqui.security;

import io.chasqui.security.SecurityFiles.Stamp;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a file says, read anew when the file has changed. A file that is broken or gone leaves what was read before, and is
 * reported once. May be used by any thread; it is looked at when it is used, at most once a second.
 *
 * @param <T> what it says, immutable
 */
final class Watched<T> implements Supplier<T> {

    private static final System.Logger LOG = System.getLogger(Watched.class.getName());
    private static final long POLL_NANOS = 1_000_000_000L;

    private final Path file;
    private final Reader<T> reader;
    private final LongSupplier nanoClock;
    private final Executor executor;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile T current;
    private volatile long lookedAt;

    /** Of the file that was last read, whether that went well or not; for whoever has set {@link #looking}. */
    private volatile @Nullable Stamp stamp;

    /** Makes a value of a file. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Path file) throws SecurityFileException;
    }

    /**
     * @param executor looks at the file, and reads it; what runs the task at once makes {@link #get} wait for that
     * @throws SecurityFileException when it cannot be read now
     */
    Watched(Path file, Reader<T> reader, LongSupplier nanoClock, Executor executor) throws SecurityFileException {
        this.file = file;
        this.reader = reader;
        this.nanoClock = nanoClock;
        this.executor = executor;
        this.stamp = Stamp.of(file);
        this.lookedAt = nanoClock.getAsLong();
        this.current = reader.read(file);
    }

    /** What the file says, or said when it was whole. */
    @Override
    public T get() {
        if (nanoClock.getAsLong() - lookedAt >= POLL_NANOS && looking.compareAndSet(false, true)) {
            try {
                executor.execute(this::look);
            } catch (RejectedExecutionException ending) {
                looking.set(false);
            }
        }
        return current;
    }

    private void look() {
        try {
            lookedAt = nanoClock.getAsLong();
            readIfChanged();
        } finally {
            looking.set(false);
        }
    }

    private void readIfChanged() {
        Stamp now = Stamp.of(file);
        if (now == null ? stamp == null : now.equals(stamp)) {
            return;
        }
        stamp = now;
        try {
            current = reader.read(file);
            LOG.log(System.Logger.Level.INFO, "{0} has changed and was read anew", file);
        } catch (SecurityFileException broken) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "a change of a file is not applied, and what was read before stays in force: {0}",
                    broken.getMessage());
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
