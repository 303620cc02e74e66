package io.chasqui.journal;

import io.chasqui.disk.Directory;
import io.chasqui.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Supplies the segments: the next one is made ready in the background while the last one is written, from a freed segment
 * where there is one. Ready means that its blocks are allocated and its header is forced, so that appending changes nothing
 * but content.
 *
 * <p>{@link #prepare} and {@link #take} belong to the writer; {@link #recycle} to any thread. The lock guards the spares
 * and their names.
 */
final class SegmentStock {

    static final String SPARE_PREFIX = "journal-spare-";

    private static final int CHUNK_BYTES = 1 << 20;

    private final Directory directory;
    private final JournalSettings settings;
    private final JournalDriver driver;
    private final Deque<String> spares = new ArrayDeque<>();
    private @Nullable FutureTask<SegmentFile> next;

    SegmentStock(Directory directory, JournalSettings settings, JournalDriver driver) {
        this.directory = directory;
        this.settings = settings;
        this.driver = driver;
    }

    /** Keeps a spare of an earlier run, or deletes it when there are enough. */
    synchronized void adopt(String spare) throws IOException {
        boolean usable;
        try (DiskFile file = directory.open(spare)) {
            usable = file.size() == settings.segmentBytes();
        }
        if (usable && spares.size() < settings.spareSegments()) {
            spares.add(spare);
        } else {
            directory.delete(spare);
        }
    }

    /** Gets a segment ready that {@link #take} will be asked for. */
    void prepare(long number) {
        FutureTask<SegmentFile> task = new FutureTask<>(() -> make(number, settings.segmentBytes()));
        next = task;
        driver.background(task);
    }

    /**
     * The segment of this number, ready for records, under its name for good.
     *
     * @param payloadBytes the payload of the first record
     */
    SegmentFile take(long number, int payloadBytes) throws IOException {
        long needed = SegmentFile.bytesFor(payloadBytes);
        SegmentFile prepared = prepared();
        if (prepared != null && prepared.bytes() < needed) {
            prepared.file().close();
            recycle(prepared);
            prepared = null;
        }
        if (prepared == null) {
            prepared = make(number, Math.max(settings.segmentBytes(), Math.toIntExact(needed)));
        }
        String name = Segments.nameOf(number);
        directory.rename(prepared.name(), name);
        directory.force();
        return new SegmentFile(number, name, directory.path() + "/" + name, prepared.file(), prepared.bytes());
    }

    /** What was prepared; null when nothing was, or when it failed, which another attempt may make good. */
    private @Nullable SegmentFile prepared() throws IOException {
        FutureTask<SegmentFile> task = next;
        next = null;
        if (task == null) {
            return null;
        }
        try {
            task.run();
            return task.get();
        } catch (ExecutionException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the next segment was being prepared", e);
        }
    }

    private SegmentFile make(long number, int bytes) throws IOException {
        String name = Segments.preparedNameOf(number);
        directory.delete(name);
        boolean recycled = bytes == settings.segmentBytes() && renameSpare(name);
        DiskFile file = directory.open(name);
        try {
            if (!recycled) {
                fillWithZeros(file, bytes);
            }
            SegmentFile segment = new SegmentFile(number, name, directory.path() + "/" + name, file, bytes);
            segment.writeHeader();
            file.force();
            return segment;
        } catch (IOException | RuntimeException | Error e) {
            discard(file, name, e);
            throw e;
        }
    }

    /** Gives back the disk that a segment took which cannot be finished: others may need it. */
    private void discard(DiskFile file, String name, Throwable reason) {
        try {
            file.close();
            directory.delete(name);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private synchronized boolean renameSpare(String name) throws IOException {
        String spare = spares.poll();
        if (spare == null) {
            return false;
        }
        directory.rename(spare, name);
        return true;
    }

    private static void fillWithZeros(DiskFile file, int bytes) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(CHUNK_BYTES, bytes));
        for (int at = 0; at < bytes; at += zeros.capacity()) {
            zeros.clear().limit(Math.min(zeros.capacity(), bytes - at));
            file.write(zeros, at);
        }
    }

    /** Takes back a closed segment that nobody will look for: another one is made of its file. */
    synchronized void recycle(SegmentFile segment) throws IOException {
        if (segment.bytes() == settings.segmentBytes() && spares.size() < settings.spareSegments()) {
            String spare = SPARE_PREFIX + segment.number();
            directory.rename(segment.name(), spare);
            spares.add(spare);
        } else {
            directory.delete(segment.name());
        }
    }

    /** Puts away what was prepared and not taken; called when the driver has ended. */
    void close() throws IOException {
        if (next != null && next.cancel(false)) {
            return;
        }
        SegmentFile prepared = prepared();
        if (prepared != null) {
            prepared.file().close();
            recycle(prepared);
        }
    }
}
