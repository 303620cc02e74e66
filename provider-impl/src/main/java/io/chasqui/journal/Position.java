package io.chasqui.journal;

/**
 * Where a record is, as a long that grows along the journal: the number of its segment in the upper half, its offset in
 * that segment's file in the lower.
 */
public final class Position {

    /** Before every record. */
    public static final long START = 0;

    private Position() {}

    public static long of(long segment, int offset) {
        return segment << Integer.SIZE | offset;
    }

    public static long segment(long position) {
        return position >>> Integer.SIZE;
    }

    public static int offset(long position) {
        return (int) position;
    }

    /** For people: {@code segment 12, offset 4711}. */
    public static String describe(long position) {
        return "segment " + segment(position) + ", offset " + offset(position);
    }
}
