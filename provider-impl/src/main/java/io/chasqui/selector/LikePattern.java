package io.chasqui.selector;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pattern of a LIKE: {@code _} is any one code point, {@code %} any sequence, everything else itself.
 *
 * <p>Design note: matching goes back to the latest {@code %} only, which is enough, since whatever an earlier one could
 * take a later one can take too. So it needs no stack, and time proportional to text times pattern at worst.
 */
final class LikePattern {

    private static final int ANY_ONE = -1;
    private static final int ANY_RUN = -2;

    /** Code points, {@link #ANY_ONE} and {@link #ANY_RUN}; never two runs in a row. */
    private final int[] elements;

    /** The pattern when it has no wildcard. */
    private final @Nullable String exact;

    private LikePattern(int[] elements, @Nullable String exact) {
        this.elements = elements;
        this.exact = exact;
    }

    /**
     * Reads a pattern.
     *
     * @param escape the code point that makes the next one literal, or -1
     * @return null when the escape character stands before anything but {@code _}, {@code %} or itself, or at the end
     */
    static @Nullable LikePattern compile(String pattern, int escape) {
        int[] elements = new int[pattern.length()];
        int count = 0;
        boolean exact = true;
        for (int at = 0; at < pattern.length(); ) {
            int element = pattern.codePointAt(at);
            at += Character.charCount(element);
            if (element == escape) {
                element = at < pattern.length() ? pattern.codePointAt(at) : 0;
                if (element != '_' && element != '%' && element != escape || at == pattern.length()) {
                    return null;
                }
                at += Character.charCount(element);
            } else if (element == '_' || element == '%') {
                exact = false;
                element = element == '_' ? ANY_ONE : ANY_RUN;
            }
            if (element != ANY_RUN || count == 0 || elements[count - 1] != ANY_RUN) {
                elements[count++] = element;
            }
        }
        return new LikePattern(Arrays.copyOf(elements, count), exact ? new String(elements, 0, count) : null);
    }

    /** Whether the pattern describes the whole text. */
    boolean matches(String text) {
        return exact != null ? exact.equals(text) : matchesElements(text);
    }

    private boolean matchesElements(String text) {
        int at = 0;
        int element = 0;
        int afterRun = -1;
        int runEnd = 0;
        while (at < text.length()) {
            int next = element < elements.length ? elements[element] : Integer.MIN_VALUE;
            int found = text.codePointAt(at);
            if (next == ANY_RUN) {
                element++;
                if (element == elements.length) {
                    return true;
                }
                afterRun = element;
                runEnd = at;
            } else if (next == ANY_ONE || next == found) {
                element++;
                at += Character.charCount(found);
            } else if (afterRun >= 0) {
                runEnd += Character.charCount(text.codePointAt(runEnd));
                element = afterRun;
                at = runEnd;
            } else {
                return false;
            }
        }
        return element == elements.length || element == elements.length - 1 && elements[element] == ANY_RUN;
    }
}
