package io.chasqui.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the end of the last segment when the journal is opened, and takes away what a crash left behind it.
 *
 * <p>The records of the last group may be there in part and in any order. So the journal ends at the first place without a
 * whole record, and whole records behind it are struck out: otherwise one of them would be part of the journal again as
 * soon as what is appended now ends where it begins. But when one of them says that the journal had been forced beyond that
 * place, the record missing there was confirmed, and lost since: that is damage, which is reported and not repaired.
 */
final class TailRepair {

    private static final int CHUNK_BYTES = 1 << 20;

    private final SegmentFile segment;
    private final RecordFormat format;

    TailRepair(SegmentFile segment, RecordFormat format) {
        this.segment = segment;
        this.format = format;
    }

    /**
     * Where a segment ends.
     *
     * @param offset behind its last record, and before its seal
     */
    record End(int offset, boolean sealed) {}

    /** Repairs the end, forces the segment, and tells where it ends. */
    End repair() throws IOException {
        SegmentCursor cursor = new SegmentCursor(segment, format, SegmentFile.HEADER_BYTES);
        boolean sealed = false;
        int forced = SegmentFile.HEADER_BYTES;
        while (!sealed && cursor.advance()) {
            sealed = cursor.type() == RecordFormat.SEAL;
            forced = Math.max(forced, cursor.forced());
        }
        int end = cursor.nextOffset();
        if (!sealed) {
            strikeOut(wholeRecordsBehind(end, cursor.problem()));
        }
        rewrite(forced, end);
        segment.file().force();
        return new End(sealed ? cursor.offset() : end, sealed);
    }

    /**
     * Writes again what nothing proves to be on the disk. It may have been read from the page cache only, and when the
     * last process stopped because a force failed, the operating system takes those pages for clean: forcing the file
     * would not write them, and whoever opens the journal builds on them from now on.
     */
    private void rewrite(int from, int end) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.min(CHUNK_BYTES, end - from));
        for (int at = from; at < end; at += bytes.limit()) {
            bytes.clear().limit(Math.min(bytes.capacity(), end - at));
            segment.file().read(bytes, at);
            segment.file().write(bytes.flip(), at);
        }
    }

    private List<Integer> wholeRecordsBehind(int end, String problem) throws IOException {
        SegmentCursor cursor = new SegmentCursor(segment, format, end);
        List<Integer> found = new ArrayList<>();
        for (int at = end; at <= segment.bytes() - RecordFormat.HEADER_BYTES; at += RecordFormat.ALIGNMENT) {
            if (cursor.mayBeAt(at) && cursor.moveTo(at)) {
                if (cursor.forced() > end) {
                    throw segment.damaged(
                            end,
                            problem + "; the record at offset " + at + " proves that the file had been forced up to "
                                    + cursor.forced());
                }
                found.add(at);
            }
        }
        return found;
    }

    private void strikeOut(List<Integer> offsets) throws IOException {
        for (int offset : offsets) {
            segment.file().write(ByteBuffer.allocate(RecordFormat.HEADER_BYTES), offset);
        }
    }
}
