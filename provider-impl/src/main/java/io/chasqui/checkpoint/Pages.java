package io.chasqui.checkpoint;

import java.util.zip.CRC32C;

/**
 * Where pages lie in a file. The first is the {@link Superblock}; then come groups, each of one page of checksums and the
 * {@value #PER_GROUP} pages they are of.
 */
final class Pages {

    static final int BYTES = 4096;
    static final int PER_GROUP = BYTES / Integer.BYTES;

    /** Stands for a page that was never written and reads as zeros. Nobody writes into it. */
    static final byte[] NEVER_WRITTEN = new byte[BYTES];

    private Pages() {}

    static int groupOf(long page) {
        return (int) (page / PER_GROUP);
    }

    static int indexInGroup(long page) {
        return (int) (page % PER_GROUP);
    }

    /** Which page of the file holds a group's checksums. */
    static long checksumSlot(int group) {
        return 1 + (long) group * (PER_GROUP + 1);
    }

    /** Which page of the file holds a page. */
    static long slot(long page) {
        return checksumSlot(groupOf(page)) + 1 + indexInGroup(page);
    }

    static long positionOf(long slot) {
        return slot * BYTES;
    }

    /** Never 0, which says that a page was never written. Covers where the page belongs, not only what is in it. */
    static int checksum(long slot, byte[] page) {
        CRC32C crc = new CRC32C();
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            crc.update((int) (slot >>> shift) & 0xff);
        }
        crc.update(page, 0, BYTES);
        int checksum = (int) crc.getValue();
        return checksum == 0 ? 1 : checksum;
    }
}
