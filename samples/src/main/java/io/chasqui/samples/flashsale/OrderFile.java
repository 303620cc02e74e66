package io.chasqui.samples.flashsale;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The orders of a file, in its order; lines that are none go to the {@link Rejects}. Blank lines and comments (#) are
 * skipped. Owned by the thread that reads.
 */
final class OrderFile implements Closeable {

    static final int MAX_LINE_CHARS = 200;

    private final Reader reader;
    private final BoundedLines lines;
    private final Rejects rejects;
    private final Set<String> orderIds = new HashSet<>();

    OrderFile(InputStream file, Rejects rejects) {
        reader = new InputStreamReader(file, StandardCharsets.UTF_8);
        lines = new BoundedLines(reader, MAX_LINE_CHARS);
        this.rejects = rejects;
    }

    /** @return the next good order, or null at the end */
    @Nullable
    Order next() throws IOException {
        BoundedLines.Line line;
        while ((line = lines.next()) != null) {
            if (line.complete() && isBlankOrComment(line.text())) {
                continue;
            }
            try {
                return order(line);
            } catch (RejectedLineException e) {
                rejects.add(line.number(), e.reason(), line.text());
            }
        }
        return null;
    }

    /** Whether {@link #next} may have to wait for somebody to write more. */
    boolean mayBlock() throws IOException {
        return lines.mayBlock();
    }

    private static boolean isBlankOrComment(String line) {
        return line.isBlank() || line.charAt(0) == '#';
    }

    private Order order(BoundedLines.Line line) throws RejectedLineException {
        if (!line.complete()) {
            throw new RejectedLineException("is longer than " + MAX_LINE_CHARS + " characters");
        }
        Order order = OrderParser.parse(line.text());
        if (!orderIds.add(order.id())) {
            throw new RejectedLineException("order " + order.id() + " was there before");
        }
        return order;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
