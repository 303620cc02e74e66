package io.chasqui.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the engine's records become durable: appended by any thread, kept in one order, read back by position.
 *
 * <p>May be used by any thread. {@link #append} never blocks and never waits for room: whoever appends looks at {@link
 * #waitingBytes} and holds back its own senders when too much waits. All other methods may do blocking I/O and are not for
 * event loops.
 *
 * <p>When a write or a force fails, the journal stops for good: nobody knows what is on the disk then, and the operating
 * system may report success for a second attempt although it has dropped the bytes. Everything that waits, and whatever is
 * appended later, fails with that one reason; reading goes on.
 */
public interface Journal extends AutoCloseable {

    /**
     * Appends a record. Its buffers must not change until its listener is told; their positions are left alone. Records
     * of one thread keep their order, and listeners are told in the order of the journal.
     *
     * @throws IllegalArgumentException when the payload is larger than {@link JournalEntry#MAX_PAYLOAD_BYTES}
     */
    void append(JournalEntry entry);

    /**
     * The payload of the record at a position that a listener was told, or that {@link #replay} passed.
     *
     * @throws JournalCorruptException when the bytes there are not that record any more
     */
    ByteBuffer read(long position) throws IOException;

    /**
     * Passes the records that were there when the journal was opened, in order, from the record at a position on.
     *
     * @param from the position of a record, or {@link #nextPosition} as it once was; {@link Position#START} for all
     * @throws JournalCorruptException at the first record that is damaged, or when a segment is missing
     */
    void replay(long from, RecordHandler handler) throws IOException;

    /**
     * Passes the records of one segment that is not being written any more, in order.
     *
     * @throws JournalCorruptException at the first record that is damaged
     */
    void scan(long segment, RecordHandler handler) throws IOException;

    /** A position behind everything written so far. */
    long nextPosition();

    /** Everything before this position survives a power failure. A checkpoint may not be ahead of it. */
    long forcedPosition();

    /** How many bytes were appended whose listeners have not been told yet. */
    long waitingBytes();

    /** The segments that are there, oldest first; the last one is being written. */
    List<SegmentSummary> segments();

    /**
     * Frees a segment nobody needs any more. Its positions can no longer be read.
     *
     * @throws IllegalArgumentException when it is not there or is being written
     * @throws IOException when that could not be made durable; the segment may be there still, or not
     */
    void delete(long segment) throws IOException;

    JournalCounters counters();

    /** Why the journal has stopped, or null while it runs. */
    @Nullable
    JournalFailedException failure();

    /**
     * Writes and forces what was appended before, and ends. What is appended later fails.
     *
     * @throws JournalFailedException when that could not be done, or the journal had stopped before
     */
    @Override
    void close() throws IOException;
}
