package io.chasqui.samples.flashsale;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines that are no orders: all of them counted and written to a file if there is one, the first few kept for the
 * summary. Filled by the thread that reads, printed after that has ended (or was told to), hence synchronized.
 */
final class Rejects {

    static final int PRINTED = 20;
    private static final int MAX_EXCERPT = 40;

    private final Writer file;
    private final List<String> first = new ArrayList<>();
    private long count;
    private @Nullable String problem;

    /** @param file gets a line {@code LINE<tab>REASON<tab>TEXT} for each; the caller closes it */
    Rejects(Writer file) {
        this.file = file;
    }

    synchronized void add(long lineNumber, String reason, String text) {
        count++;
        if (first.size() < PRINTED) {
            first.add("line " + lineNumber + ": " + printable(reason) + " | " + excerpt(text));
        }
        try {
            file.write(lineNumber + "\t" + printable(reason) + "\t" + printable(text) + System.lineSeparator());
        } catch (IOException e) {
            problem = "the file of rejected lines is incomplete: " + e.getMessage();
        }
    }

    synchronized long count() {
        return count;
    }

    /** What went wrong with the file of rejected lines, if anything; the sale goes on without it. */
    synchronized @Nullable String problem() {
        return problem;
    }

    synchronized void print(PrintStream out) {
        if (count > 0) {
            out.println("Rejected lines:");
        }
        for (String line : first) {
            out.println("  " + line);
        }
        if (count > first.size()) {
            out.println("  and " + (count - first.size()) + " more (all of them: --rejected FILE)");
        }
    }

    private static String excerpt(String text) {
        String shown = printable(text);
        return shown.length() <= MAX_EXCERPT ? shown : shown.substring(0, MAX_EXCERPT) + "...";
    }

    /** A file must not move the cursor of somebody's terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
