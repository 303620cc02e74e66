package io.chasqui.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The checksum of a record. It covers where the record is, so that a whole record of a file's earlier life, or one that
 * was moved, never passes. Any thread.
 */
interface Checksum {

    /** The real one. Tests put others in its place to see that they notice. */
    Checksum CRC32C = Checksum::crc32c;

    /** @param tag everything of the header that the other parameters do not say */
    int of(long position, long lengthAndForced, int tag, ByteBuffer head, ByteBuffer body);

    private static int crc32c(long position, long lengthAndForced, int tag, ByteBuffer head, ByteBuffer body) {
        ByteBuffer frame = ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES);
        frame.putLong(position).putLong(lengthAndForced).putInt(tag);
        CRC32C crc = new CRC32C();
        crc.update(frame.array());
        crc.update(head.duplicate());
        if (body.hasRemaining()) {
            crc.update(body.duplicate());
        }
        return (int) crc.getValue();
    }
}
