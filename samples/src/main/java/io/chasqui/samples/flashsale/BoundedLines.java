package io.chasqui.samples.flashsale;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text line by line and never keeps more than a line may have: a file without line breaks must not fill the heap.
 * Owned by the thread that reads.
 */
final class BoundedLines {

    /** The beginning of a line, and whether that is all of it. */
    record Line(long number, String text, boolean complete) {}

    private final Reader reader;
    private final int maxLength;
    private final char[] buffer = new char[16 * 1024];
    private final StringBuilder text = new StringBuilder();
    private int position;
    private int limit;
    private long lineNumber;

    BoundedLines(Reader reader, int maxLength) {
        this.reader = reader;
        this.maxLength = maxLength;
    }

    /** @return the next line without its line break, or null at the end */
    @Nullable
    Line next() throws IOException {
        if (!hasMore()) {
            return null;
        }
        text.setLength(0);
        boolean complete = true;
        while (hasMore()) {
            char c = buffer[position++];
            if (c == '\n') {
                break;
            }
            if (text.length() < maxLength) {
                text.append(c);
            } else if (c != '\r') {
                complete = false;
            }
        }
        lineNumber++;
        return new Line(lineNumber, textWithoutMarks(), complete);
    }

    /** Whether the next line has to be waited for, as of a pipe that is slow. */
    boolean mayBlock() throws IOException {
        return !holdsLineBreak() && !reader.ready();
    }

    private boolean holdsLineBreak() {
        for (int i = position; i < limit; i++) {
            if (buffer[i] == '\n') {
                return true;
            }
        }
        return false;
    }

    private String textWithoutMarks() {
        boolean hasByteOrderMark = lineNumber == 1 && text.length() > 0 && text.charAt(0) == '\uFEFF';
        int end = text.length();
        boolean hasReturn = end > 0 && text.charAt(end - 1) == '\r';
        return text.substring(hasByteOrderMark ? 1 : 0, hasReturn ? end - 1 : end);
    }

    private boolean hasMore() throws IOException {
        if (position < limit) {
            return true;
        }
        position = 0;
        limit = reader.read(buffer);
        return limit > 0;
    }
}
