package io.chasqui.journal;

import io.chasqui.disk.Directory;
import io.chasqui.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * An open segment: its number, its file and the header at the file's beginning. One thread writes, any may read.
 *
 * @param path for people: the file with its directory
 * @param bytes the size of the file
 */
record SegmentFile(long number, String name, String path, DiskFile file, int bytes) {

    /** The first record is here. */
    static final int HEADER_BYTES = 64;

    /** What is kept free for the seal. */
    private static final int SEAL_BYTES = RecordFormat.HEADER_BYTES;

    private static final long MAGIC = 0x4348415351554A31L;
    private static final int VERSION = 1;
    private static final int CHECKSUM_AT = HEADER_BYTES - Integer.BYTES;

    /** The size a segment must have for a record. */
    static long bytesFor(int payloadBytes) {
        return (long) HEADER_BYTES + RecordFormat.sizeOf(payloadBytes) + SEAL_BYTES;
    }

    /** Whether a record fits behind this offset, with the seal behind it. */
    boolean fits(int offset, int payloadBytes) {
        return (long) offset + RecordFormat.sizeOf(payloadBytes) + SEAL_BYTES <= bytes;
    }

    void writeHeader() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        header.putLong(MAGIC).putInt(VERSION).putInt(bytes).putLong(number);
        header.putInt(CHECKSUM_AT, checksum(header)).clear();
        file.write(header, 0);
    }

    /** Opens a segment that should be there whole. */
    static SegmentFile open(long number, String name, Directory directory) throws IOException {
        DiskFile file = directory.open(name);
        try {
            String path = directory.path() + "/" + name;
            return new SegmentFile(number, name, path, file, readHeader(number, path, file));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Checks the header and returns the size the segment should have. */
    private static int readHeader(long number, String path, DiskFile file) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        int read = file.read(header, 0);
        if (read < HEADER_BYTES) {
            throw damaged(path, "the file has only " + read + " bytes");
        }
        header.flip();
        if (header.getLong(0) != MAGIC || header.getInt(CHECKSUM_AT) != checksum(header)) {
            throw damaged(path, "the header of the segment is not whole");
        }
        header.position(Long.BYTES);
        int version = header.getInt();
        int bytes = header.getInt();
        long headerNumber = header.getLong();
        if (version != VERSION) {
            throw new JournalCorruptException(
                    path,
                    0,
                    "the segment has format " + version + ", and this version of the broker reads " + VERSION,
                    "Start the version that wrote it.");
        }
        if (headerNumber != number) {
            throw damaged(path, "the header says that this is segment " + headerNumber);
        }
        if (file.size() < bytes) {
            throw damaged(path, "the file has " + file.size() + " bytes instead of " + bytes);
        }
        return bytes;
    }

    /** Reads one record's bytes, header and all, and checks them. The buffer's position is at the payload. */
    ByteBuffer read(int offset, RecordFormat format) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(RecordFormat.HEADER_BYTES);
        long position = Position.of(number, offset);
        if (file.read(header, offset) < header.capacity()) {
            throw damaged(offset, "the end of the file instead of a record");
        }
        String problem = RecordFormat.headerProblem(header, 0, position, bytes);
        if (problem != null) {
            throw damaged(offset, problem);
        }
        ByteBuffer whole = ByteBuffer.allocate(RecordFormat.HEADER_BYTES + RecordFormat.length(header, 0));
        whole.put(header.flip());
        int read = file.read(whole, offset + RecordFormat.HEADER_BYTES);
        if (whole.hasRemaining()) {
            throw damaged(offset, "only " + read + " bytes of a record's payload");
        }
        problem = format.contentProblem(whole, 0, position);
        if (problem != null) {
            throw damaged(offset, problem);
        }
        return whole.position(RecordFormat.HEADER_BYTES);
    }

    JournalCorruptException damaged(int offset, String found) {
        return new JournalCorruptException(path, offset, "found " + found, Advice.RESTORE);
    }

    private static JournalCorruptException damaged(String path, String found) {
        return new JournalCorruptException(path, 0, found, Advice.RESTORE);
    }

    private static int checksum(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.array(), 0, CHECKSUM_AT);
        return (int) crc.getValue();
    }
}
