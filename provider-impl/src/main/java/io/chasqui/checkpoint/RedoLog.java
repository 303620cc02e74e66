package io.chasqui.checkpoint;

import io.chasqui.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The pages of one commit, on disk before the first of them goes to its place, so that a crash in between can be made good.
 * Owned by the thread of its {@link PagedFile}.
 *
 * <p>Design note: a log that is valid may be applied at any time, since the next commit spoils it before touching the file.
 * So it need not be gone for good when a commit ends, and its end costs no force.
 */
final class RedoLog implements Closeable {

    /** "CHSQREDO". */
    private static final long MAGIC = 0x4348_5351_5245_444FL;

    private static final int HEADER_BYTES = 5 * Long.BYTES;
    private static final int RECORD_BYTES = Long.BYTES + Pages.BYTES;
    private static final int BUFFER_RECORDS = 64;

    /** A larger log is cut when it has served: a rare large commit should not hold the disk for ever. */
    private static final long KEPT_BYTES = 16L << 20;

    private final DiskFile file;
    private final long generation;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_RECORDS * RECORD_BYTES);

    /** Owns the file from now on. */
    RedoLog(DiskFile file, long generation) {
        this.file = file;
        this.generation = generation;
    }

    /** Writes and forces the pages of a commit. */
    void write(long sequence, List<PageImage> images) throws IOException {
        CRC32C crc = new CRC32C();
        long position = HEADER_BYTES;
        buffer.clear();
        for (PageImage image : images) {
            buffer.putLong(image.slot()).put(image.bytes(), 0, Pages.BYTES);
            if (!buffer.hasRemaining()) {
                position += flush(position, crc);
            }
        }
        flush(position, crc);
        file.write(header(sequence, images.size(), (int) crc.getValue()), 0);
        file.force();
    }

    private int flush(long position, CRC32C crc) throws IOException {
        buffer.flip();
        int bytes = buffer.remaining();
        crc.update(buffer.duplicate());
        if (bytes > 0) {
            file.write(buffer, position);
        }
        buffer.clear();
        return bytes;
    }

    private ByteBuffer header(long sequence, long count, int checksum) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        header.putLong(MAGIC)
                .putLong(generation)
                .putLong(sequence)
                .putLong(count)
                .putInt(checksum);
        CRC32C crc = new CRC32C();
        crc.update(header.array(), 0, header.position());
        return header.putInt((int) crc.getValue()).flip();
    }

    /** Says that the pages are in their places, and forced. */
    void end() throws IOException {
        file.write(ByteBuffer.allocate(HEADER_BYTES), 0);
        if (file.size() > KEPT_BYTES) {
            file.setSize(KEPT_BYTES);
        }
    }

    /**
     * Makes good what a crash interrupted: applies a valid log to its file, and forces it. A log that is not valid was never
     * finished, or has served.
     *
     * <p>Nothing the log and the file seem to hold can be relied on: it may never have reached the disk, and a force may have
     * failed, after which the next one proves nothing. So the log is written again before it is used, and both files get a
     * new size.
     *
     * @throws CheckpointException when the log cannot be read; another exception says that the disk takes no changes now, which
     *     no other generation would mend
     */
    static void recover(StateFiles files) throws IOException {
        try (RedoLog log = new RedoLog(files.openLog(), files.generation());
                DiskFile target = files.openFile()) {
            long count = log.validCountOrReason();
            if (count >= 0) {
                log.renew(HEADER_BYTES + count * RECORD_BYTES);
                renewSize(log.file);
                log.file.force();
                log.apply(count, target);
                renewSize(target);
                target.force();
                log.end();
            }
        }
    }

    private long validCountOrReason() throws CheckpointException {
        try {
            return validCount();
        } catch (IOException e) {
            throw new CheckpointException("its redo log cannot be read: " + FailureLatch.reason(e), e);
        }
    }

    private void renew(long end) throws IOException {
        long position = 0;
        while (position < end) {
            ByteBuffer chunk = read(position, (int) Math.min(buffer.capacity(), end - position));
            int bytes = chunk.remaining();
            file.write(chunk, position);
            position += bytes;
        }
    }

    private static void renewSize(DiskFile file) throws IOException {
        file.setSize(file.size() + Pages.BYTES);
    }

    /** How many pages a valid log holds, or -1. */
    private long validCount() throws IOException {
        ByteBuffer header = read(0, HEADER_BYTES);
        if (header.remaining() < HEADER_BYTES || header.getLong() != MAGIC || header.getLong() != generation) {
            return -1;
        }
        long sequence = header.getLong();
        long count = header.getLong();
        int checksum = header.getInt();
        header.rewind();
        if (!header.equals(header(sequence, count, checksum)) || count > (file.size() - HEADER_BYTES) / RECORD_BYTES) {
            return -1;
        }
        CRC32C crc = new CRC32C();
        for (long record = 0; record < count; record += BUFFER_RECORDS) {
            crc.update(readRecords(record, count));
        }
        return (int) crc.getValue() == checksum ? count : -1;
    }

    private void apply(long count, DiskFile target) throws IOException {
        PageWriter writer = new PageWriter(target);
        byte[] page = new byte[Pages.BYTES];
        for (long record = 0; record < count; record += BUFFER_RECORDS) {
            ByteBuffer records = readRecords(record, count);
            while (records.hasRemaining()) {
                long slot = records.getLong();
                records.get(page);
                writer.add(slot, page);
            }
        }
        writer.flush();
    }

    private ByteBuffer readRecords(long first, long count) throws IOException {
        int records = (int) Math.min(BUFFER_RECORDS, count - first);
        return read(HEADER_BYTES + first * RECORD_BYTES, records * RECORD_BYTES);
    }

    private ByteBuffer read(long position, int bytes) throws IOException {
        buffer.clear().limit(bytes);
        file.read(buffer, position);
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
