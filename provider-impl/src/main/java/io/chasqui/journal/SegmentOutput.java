package io.chasqui.journal;

import io.chasqui.disk.Directory;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The end of the journal: frames records, writes them through one direct buffer, and goes on to the next segment when one
 * is full. Belongs to the writer; the two positions may be read by any thread.
 */
final class SegmentOutput {

    private final Directory directory;
    private final Segments segments;
    private final SegmentStock stock;
    private final RecordFormat format;
    private final ByteBuffer buffer;

    private SegmentFile segment;
    private int written;
    private int forced;
    private int marked;
    private boolean sealed;

    private volatile long writtenPosition;
    private volatile long forcedPosition;

    SegmentOutput(Directory directory, Segments segments, SegmentStock stock, RecordFormat format, int bufferBytes) {
        this.directory = directory;
        this.segments = segments;
        this.stock = stock;
        this.format = format;
        this.buffer = ByteBuffer.allocateDirect(bufferBytes);
        this.segment = segments.last();
    }

    /** Goes on where the last segment ends, all of which is forced. */
    void resume(TailRepair.End end) {
        written = end.offset();
        forced();
        publishWritten();
        sealed = end.sealed();
        stock.prepare(segment.number() + 1);
    }

    /** Whether a record can go to the segment that is being written. */
    boolean fits(int payloadBytes) {
        return !sealed && segment.fits(end(), payloadBytes);
    }

    /** The offset behind what was put. */
    private int end() {
        return written + buffer.position();
    }

    /** Frames a record and returns its position. It is written when {@link #flush} returns. */
    long put(int type, ByteBuffer head, ByteBuffer body) throws JournalFailedException {
        if (buffer.remaining() < RecordFormat.HEADER_BYTES) {
            flush();
        }
        long position = Position.of(segment.number(), end());
        format.putHeader(buffer, position, forced, type, head, body);
        copy(head);
        copy(body);
        int payloadBytes = head.remaining() + body.remaining();
        for (int pad = RecordFormat.sizeOf(payloadBytes) - RecordFormat.HEADER_BYTES - payloadBytes; pad > 0; pad--) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            buffer.put((byte) 0);
        }
        return position;
    }

    private void copy(ByteBuffer part) throws JournalFailedException {
        if (part.remaining() <= buffer.remaining()) {
            buffer.put(part.duplicate());
            return;
        }
        ByteBuffer rest = part.duplicate();
        while (rest.hasRemaining()) {
            int piece = Math.min(rest.remaining(), buffer.remaining());
            buffer.put(buffer.position(), rest, rest.position(), piece).position(buffer.position() + piece);
            rest.position(rest.position() + piece);
            if (!buffer.hasRemaining()) {
                flush();
            }
        }
    }

    /** Hands what was put to the operating system. */
    void flush() throws JournalFailedException {
        int bytes = buffer.position();
        if (bytes == 0) {
            return;
        }
        try {
            segment.file().write(buffer.flip(), written);
        } catch (IOException e) {
            throw failed("writing " + bytes + " bytes at offset " + written + " of", e);
        } finally {
            buffer.clear();
        }
        written += bytes;
        publishWritten();
    }

    /** Brings what was flushed to the disk, and returns how many nanoseconds that took. */
    long force() throws JournalFailedException {
        long started = System.nanoTime();
        try {
            segment.file().force();
        } catch (IOException e) {
            throw failed("forcing to the disk", e);
        }
        forced();
        return System.nanoTime() - started;
    }

    private void forced() {
        forced = written;
        if (!sealed) {
            forcedPosition = Position.of(segment.number(), written);
        }
    }

    /** A position behind a seal is never told: a checkpoint could not be replayed from there. */
    private void publishWritten() {
        if (!sealed) {
            writtenPosition = Position.of(segment.number(), written);
        }
    }

    /** Seals and forces this segment and begins the next, in which this record fits. */
    void roll(int payloadBytes) throws JournalFailedException {
        if (!sealed) {
            put(RecordFormat.SEAL, JournalEntry.NOTHING, JournalEntry.NOTHING);
            sealed = true;
            flush();
            force();
        }
        long number = segment.number() + 1;
        try {
            segment = stock.take(number, payloadBytes);
        } catch (IOException e) {
            throw failed("making the segment that follows", e);
        }
        segments.add(segment);
        sealed = false;
        written = SegmentFile.HEADER_BYTES;
        marked = 0;
        forced();
        publishWritten();
        stock.prepare(number + 1);
    }

    /**
     * Writes down how far the segment is forced, unless that is known: without it, damage to the last group could not be
     * told from an unfinished end. Not worth a force of its own.
     */
    void mark() throws JournalFailedException {
        if (!sealed && forced > SegmentFile.HEADER_BYTES && forced > marked && fits(0)) {
            put(RecordFormat.MARK, JournalEntry.NOTHING, JournalEntry.NOTHING);
            flush();
            marked = written;
        }
    }

    /** Makes all that was put durable, and says so. */
    void finish() throws JournalFailedException {
        if (written > forced) {
            force();
        }
        mark();
        if (written > forced) {
            force();
        }
    }

    long writtenPosition() {
        return writtenPosition;
    }

    long forcedPosition() {
        return forcedPosition;
    }

    private JournalFailedException failed(String operation, IOException cause) {
        return JournalFailedException.of(operation, segment.name(), directory, cause);
    }
}
