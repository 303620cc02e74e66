package io.chasqui.checkpoint;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Neighbouring pages: the checksum of each, and the content of those in memory. Owned by its {@link PagedFile}. */
final class PageGroup {

    /** Of each page as it was last committed; 0 for one never written. */
    final int[] checksums = new int[Pages.PER_GROUP];

    /** Content, of the pages in memory. */
    final byte[] @Nullable [] loaded = new byte[Pages.PER_GROUP][];

    /** Whether the file has this group's checksums, be they of no page. */
    boolean written;

    /** Pages changed since the last commit; they stay in memory. */
    final BitSet dirty = new BitSet(Pages.PER_GROUP);

    /** Pages used since the cache last looked at them. */
    final BitSet used = new BitSet(Pages.PER_GROUP);

    /** Pages that have a place in the cache. */
    final BitSet cached = new BitSet(Pages.PER_GROUP);

    byte[] encodeChecksums() {
        ByteBuffer page = ByteBuffer.allocate(Pages.BYTES);
        page.asIntBuffer().put(checksums);
        return page.array();
    }

    void decodeChecksums(byte[] page) {
        ByteBuffer.wrap(page).asIntBuffer().get(checksums);
    }

    /** The checksum over this group's checksums. */
    int summary() {
        CRC32C crc = new CRC32C();
        crc.update(encodeChecksums());
        return (int) crc.getValue();
    }
}
