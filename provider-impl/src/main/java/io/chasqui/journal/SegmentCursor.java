package io.chasqui.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Walks along the records of one segment. Belongs to the thread that made it. */
final class SegmentCursor {

    private static final int WINDOW_BYTES = 256 << 10;

    private final SegmentFile segment;
    private final RecordFormat format;
    private ByteBuffer window;
    private int windowStart;
    private int offset;
    private int next;
    private String problem = "";

    SegmentCursor(SegmentFile segment, RecordFormat format, int from) {
        this.segment = segment;
        this.format = format;
        this.window = ByteBuffer.allocate(Math.min(WINDOW_BYTES, segment.bytes()));
        window.limit(0);
        this.next = from;
    }

    /** Goes to the next record, and returns false where there is none: {@link #problem} says what is there instead. */
    boolean advance() throws IOException {
        return moveTo(next);
    }

    /** Whether a whole record begins at this offset; if so the cursor is there. */
    boolean moveTo(int where) throws IOException {
        long position = Position.of(segment.number(), where);
        if (!load(where, RecordFormat.HEADER_BYTES)) {
            problem = "the end of the segment";
            return false;
        }
        String found = RecordFormat.headerProblem(window, where - windowStart, position, segment.bytes());
        if (found == null) {
            int bytes = RecordFormat.HEADER_BYTES + RecordFormat.length(window, where - windowStart);
            found = load(where, bytes)
                    ? format.contentProblem(window, where - windowStart, position)
                    : "a record cut off by the end of the file";
        }
        if (found != null) {
            problem = found;
            return false;
        }
        offset = where;
        next = where + RecordFormat.sizeOf(RecordFormat.length(window, where - windowStart));
        return true;
    }

    /** Whether a record might begin at this offset; most places can be told so without more ado. */
    boolean mayBeAt(int where) throws IOException {
        return load(where, RecordFormat.HEADER_BYTES)
                && RecordFormat.hasTag(window, where - windowStart, segment.number());
    }

    /** Brings bytes of the file into the window. Returns false when the file has not so many. */
    private boolean load(int from, int bytes) throws IOException {
        if (from >= windowStart && (long) from + bytes <= (long) windowStart + window.limit()) {
            return true;
        }
        if ((long) from + bytes > segment.bytes()) {
            return false;
        }
        if (window.capacity() < bytes) {
            window = ByteBuffer.allocate(bytes);
        }
        window.clear().limit(Math.min(window.capacity(), segment.bytes() - from));
        segment.file().read(window, from);
        window.flip();
        windowStart = from;
        return window.limit() >= bytes;
    }

    int offset() {
        return offset;
    }

    /** Where the next record should be: behind the one the cursor is at. */
    int nextOffset() {
        return next;
    }

    String problem() {
        return problem;
    }

    int type() {
        return RecordFormat.type(window, offset - windowStart);
    }

    int forced() {
        return RecordFormat.forced(window, offset - windowStart);
    }

    /** A view of the payload, good until the cursor moves. */
    ByteBuffer payload() {
        int at = offset - windowStart;
        return window.slice(at + RecordFormat.HEADER_BYTES, RecordFormat.length(window, at));
    }
}
