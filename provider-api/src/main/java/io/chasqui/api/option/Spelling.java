package io.chasqui.api.option;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what somebody may have meant, by edit distance. */
public final class Spelling {

    private Spelling() {}

    /**
     * The known word nearest to what was written, unless more than half of it would have to change. Case does not count,
     * nor does a prefix up to a dot that was left out.
     */
    public static Optional<String> nearest(String written, Collection<String> known) {
        return known.stream()
                .flatMap(word -> Stream.of(
                        new Guess(word, written, word),
                        new Guess(word, written, word.substring(word.indexOf('.') + 1))))
                .min(Comparator.comparingInt(Guess::edits))
                .filter(Guess::isLikely)
                .map(Guess::word);
    }

    private record Guess(String word, int edits, int length) {

        Guess(String word, String written, String form) {
            this(
                    word,
                    Spelling.edits(written.toLowerCase(Locale.ROOT), form.toLowerCase(Locale.ROOT)),
                    Math.max(written.length(), form.length()));
        }

        boolean isLikely() {
            return edits * 2 <= length;
        }
    }

    /** How many letters to insert, delete or change; row by row through the usual table. */
    static int edits(String from, String to) {
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
