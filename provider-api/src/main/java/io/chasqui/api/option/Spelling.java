package io.chasqui.api.option;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody may have meant, by edit distance. */
public final class Spelling {

    private Spelling() {}

    /**
     * The known word nearest to what was written, unless more than half of it would have to change. Case does not count,
     * nor does a prefix up to the last dot that was left out.
     */
    public static Optional<String> nearest(String written, Collection<String> known) {
        int most = Math.max(1, written.length() / 2);
        return known.stream()
                .min(Comparator.comparingInt(word -> distance(written, word)))
                .filter(word -> distance(written, word) <= most);
    }

    static int distance(String written, String word) {
        int whole = edits(written.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
        int dot = word.lastIndexOf('.');
        return dot < 0 ? whole : Math.min(whole, distance(written, word.substring(dot + 1)));
    }

    /** How many letters to insert, delete or change; row by row through the usual table. */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int line = 1; line <= from.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column < row.length; column++) {
                int changed = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(changed, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[to.length()];
    }
}
