package io.chasqui.journal;

import io.chasqui.disk.Directory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link Journal} in the files of a directory. May be used by any thread; see {@link JournalWriter} for the one that writes. */
public final class FileJournal implements Journal {

    private final Segments segments;
    private final SegmentStock stock;
    private final SegmentOutput output;
    private final JournalWriter writer;
    private final JournalDriver driver;
    private final RecordFormat format;
    private final long openedAt;

    private volatile boolean closed;
    private volatile boolean ended;

    /**
     * Opens the journal in a directory, which nobody else may use, and repairs what a crash has left.
     *
     * @throws JournalCorruptException when something is damaged that was durable
     */
    public static FileJournal open(Directory directory, JournalSettings settings, JournalDriver driver)
            throws IOException {
        return open(directory, settings, driver, Checksum.CRC32C);
    }

    static FileJournal open(Directory directory, JournalSettings settings, JournalDriver driver, Checksum checksum)
            throws IOException {
        RecordFormat format = new RecordFormat(checksum);
        SegmentStock stock = new SegmentStock(directory, settings, driver);
        try {
            Segments segments = Segments.open(directory, stock);
            try {
                FileJournal journal = new FileJournal(directory, segments, stock, settings, driver, format);
                driver.start(journal.writer);
                return journal;
            } catch (IOException | RuntimeException | Error e) {
                segments.close();
                throw e;
            }
        } catch (IOException | RuntimeException | Error e) {
            driver.stop();
            throw e;
        }
    }

    private FileJournal(
            Directory directory,
            Segments segments,
            SegmentStock stock,
            JournalSettings settings,
            JournalDriver driver,
            RecordFormat format)
            throws IOException {
        this.segments = segments;
        this.stock = stock;
        this.driver = driver;
        this.format = format;
        if (segments.isEmpty()) {
            segments.add(stock.take(1, 0));
        }
        TailRepair.End end = new TailRepair(segments.last(), format).repair();
        output = new SegmentOutput(directory, segments, stock, format, settings.maxGroupBytes());
        output.resume(end);
        openedAt = output.writtenPosition();
        writer = new JournalWriter(output, settings);
    }

    @Override
    public void append(JournalEntry entry) {
        writer.offer(entry);
        if (ended) {
            failWaiting();
        } else {
            driver.wake();
        }
    }

    /** The driver has ended, so whoever appended since then takes the writer's part, one thread at a time. */
    private synchronized void failWaiting() {
        JournalFailedException reason = writer.failure();
        writer.failWaiting(
                reason == null
                        ? new JournalFailedException("The journal is closed: append before the broker is stopped")
                        : reason);
    }

    @Override
    public ByteBuffer read(long position) throws IOException {
        return segments.get(Position.segment(position)).read(Position.offset(position), format);
    }

    @Override
    public void replay(long from, RecordHandler handler) throws IOException {
        if (from > openedAt) {
            throw new JournalCorruptException(
                    segments.last().path(),
                    Position.offset(openedAt),
                    "the journal ends here (" + Position.describe(openedAt) + ") although it had reached "
                            + Position.describe(from),
                    Advice.RESTORE);
        }
        for (SegmentFile segment : segments.from(Position.segment(from))) {
            boolean first = segment.number() == Position.segment(from);
            replay(segment, first ? Position.offset(from) : SegmentFile.HEADER_BYTES, handler);
        }
    }

    @Override
    public void scan(long segment, RecordHandler handler) throws IOException {
        replay(segments.get(segment), SegmentFile.HEADER_BYTES, handler);
    }

    private void replay(SegmentFile segment, int from, RecordHandler handler) throws IOException {
        boolean last = segment.number() == Position.segment(openedAt);
        SegmentCursor cursor = new SegmentCursor(segment, format, Math.max(from, SegmentFile.HEADER_BYTES));
        while (!last || cursor.nextOffset() < Position.offset(openedAt)) {
            if (!cursor.advance()) {
                throw segment.damaged(cursor.nextOffset(), cursor.problem());
            }
            if (cursor.type() == RecordFormat.SEAL) {
                return;
            }
            if (cursor.type() > 0) {
                handler.record(Position.of(segment.number(), cursor.offset()), cursor.type(), cursor.payload());
            }
        }
    }

    @Override
    public long nextPosition() {
        return output.writtenPosition();
    }

    @Override
    public long forcedPosition() {
        return output.forcedPosition();
    }

    @Override
    public long waitingBytes() {
        return writer.waitingBytes();
    }

    @Override
    public List<SegmentSummary> segments() {
        return segments.summaries();
    }

    @Override
    public void delete(long segment) throws IOException {
        segments.delete(segment);
    }

    @Override
    public JournalCounters counters() {
        return writer.counters();
    }

    @Override
    public @Nullable JournalFailedException failure() {
        return writer.failure();
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        driver.stop();
        try {
            writer.finish();
            stock.close();
        } finally {
            ended = true;
            failWaiting();
            segments.close();
        }
    }
}
