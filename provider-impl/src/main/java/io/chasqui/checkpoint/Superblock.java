package io.chasqui.checkpoint;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The first page of a file. It vouches for every checksum in the file, so that pages of two commits cannot be taken for
 * one.
 *
 * @param generation which generation the file holds; a file of another one is not mistaken for it
 * @param sequence how many commits there were
 * @param pageCount how many pages there are, without this one and those of checksums
 * @param root the checksum over the checksums of all pages of checksums
 */
record Superblock(long generation, long sequence, long pageCount, int root) {

    /** "CHSQSTAT". */
    private static final long MAGIC = 0x4348_5351_5354_4154L;

    private static final int FORMAT = 1;
    private static final int ENCODED_BYTES = 2 * Integer.BYTES + 4 * Long.BYTES;

    byte[] encode() {
        ByteBuffer page = ByteBuffer.allocate(Pages.BYTES);
        page.putLong(MAGIC).putInt(FORMAT);
        page.putLong(generation).putLong(sequence).putLong(pageCount).putInt(root);
        page.putInt(checksum(page.array()));
        return page.array();
    }

    /** Throws, with a reason for people, when this is no superblock of the generation. */
    static Superblock decode(byte[] bytes, long generation) throws CheckpointException {
        ByteBuffer page = ByteBuffer.wrap(bytes);
        if (page.getLong() != MAGIC) {
            throw new CheckpointException("it does not begin like a file of durable state");
        }
        int format = page.getInt();
        Superblock decoded = new Superblock(page.getLong(), page.getLong(), page.getLong(), page.getInt());
        if (page.getInt() != checksum(bytes)) {
            throw new CheckpointException("the checksum of its first page is wrong");
        }
        if (format != FORMAT) {
            throw new CheckpointException("its format is " + format + ", and this release reads only " + FORMAT);
        }
        if (decoded.generation != generation) {
            throw new CheckpointException("it holds generation " + decoded.generation + ", not " + generation);
        }
        return decoded;
    }

    private static int checksum(byte[] page) {
        CRC32C crc = new CRC32C();
        crc.update(page, 0, ENCODED_BYTES);
        return (int) crc.getValue();
    }
}
