package io.chasqui.journal;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How a record looks in a segment. Any thread.
 *
 * <pre>
 *   0  int    length of the payload
 *   4  int    checksum over the position and everything else of the record
 *   8  int    forced: up to which offset the segment was forced when this record was written
 *  12  short  stamp of the segment's number
 *  14  byte   mark of a record, and version of this format
 *  15  byte   type; below zero the journal's own
 *  16         payload, then zeros up to a multiple of 8
 * </pre>
 *
 * <p>Design note: {@code forced} tells a torn end from damage. A record that was not forced when the power failed can be
 * missing while a later one of its group is there. But a bad record below the {@code forced} of a good one had been on the
 * disk, was confirmed, and may not be cut off silently.
 */
final class RecordFormat {

    static final int HEADER_BYTES = 16;
    static final int ALIGNMENT = 8;

    /** Ends a segment that is full. */
    static final int SEAL = -1;

    /** Says only how far the segment was forced. */
    static final int MARK = -2;

    private static final int CHECKSUM_AT = 4;
    private static final int FORCED_AT = 8;
    private static final int TAG_AT = 12;
    private static final byte MAGIC = (byte) 0xC1;
    private static final int STAMP_MASK = 0x5AC5;

    private final Checksum checksum;

    RecordFormat(Checksum checksum) {
        this.checksum = checksum;
    }

    /** How many bytes a record takes. */
    static int sizeOf(int payloadBytes) {
        return HEADER_BYTES + payloadBytes + ALIGNMENT - 1 & -ALIGNMENT;
    }

    /** Puts the header of a record at the buffer's position. */
    void putHeader(ByteBuffer into, long position, int forced, int type, ByteBuffer head, ByteBuffer body) {
        int length = head.remaining() + body.remaining();
        int tag = tag(Position.segment(position), type);
        into.putInt(length)
                .putInt(checksum.of(position, pair(length, forced), tag, head, body))
                .putInt(forced)
                .putInt(tag);
    }

    static int length(ByteBuffer bytes, int at) {
        return bytes.getInt(at);
    }

    static int forced(ByteBuffer bytes, int at) {
        return bytes.getInt(at + FORCED_AT);
    }

    static int type(ByteBuffer bytes, int at) {
        return (byte) bytes.getInt(at + TAG_AT);
    }

    static boolean hasTag(ByteBuffer bytes, int at, long segment) {
        int tag = bytes.getInt(at + TAG_AT);
        return tag == tag(segment, (byte) tag);
    }

    /**
     * What speaks against a header, or null.
     *
     * @param at where in the buffer it is
     * @param limit the size of the segment
     */
    static @Nullable String headerProblem(ByteBuffer bytes, int at, long position, int limit) {
        int tag = bytes.getInt(at + TAG_AT);
        int length = length(bytes, at);
        if (tag == 0 && length == 0) {
            return "zeros instead of a record";
        }
        if (!hasTag(bytes, at, Position.segment(position))) {
            return "bytes that are no record of this segment (tag 0x" + Integer.toHexString(tag) + ")";
        }
        if (length < 0 || length > limit - Position.offset(position) - HEADER_BYTES) {
            return "a record of " + length + " bytes, which would end beyond the segment";
        }
        return null;
    }

    /** What speaks against a record whose header is sound, or null. */
    @Nullable
    String contentProblem(ByteBuffer bytes, int at, long position) {
        int length = length(bytes, at);
        ByteBuffer payload = bytes.duplicate().limit(at + HEADER_BYTES + length).position(at + HEADER_BYTES);
        int expected = bytes.getInt(at + CHECKSUM_AT);
        int tag = bytes.getInt(at + TAG_AT);
        int found = checksum.of(position, pair(length, forced(bytes, at)), tag, payload, JournalEntry.NOTHING);
        return found == expected
                ? null
                : "a record of " + length + " bytes whose checksum is 0x" + Integer.toHexString(found)
                        + " although it should be 0x" + Integer.toHexString(expected);
    }

    private static int tag(long segment, int type) {
        return ((int) segment ^ STAMP_MASK) << 16 | (MAGIC & 0xFF) << 8 | type & 0xFF;
    }

    private static long pair(int length, int forced) {
        return (long) length << Integer.SIZE | forced & 0xFFFFFFFFL;
    }
}
