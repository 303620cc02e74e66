package io.chasqui.selector;

/** The text is not a selector; the message shows the selector, the place, the reason and what to write instead. */
public final class SelectorSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Longer selectors are shown in part, with about this many characters on each side of the place. */
    private static final int SHOWN_EACH_SIDE = 60;

    private final int column;

    SelectorSyntaxException(String selector, int column, String reason) {
        super("Invalid selector \"" + excerpt(selector, column - 1) + "\": column " + column + ": " + reason);
        this.column = column;
    }

    /**
     * Where the selector is wrong: the 1-based index of a UTF-16 character, line breaks counted like any other; one more
     * than the length when the selector ends too early.
     */
    public int column() {
        return column;
    }

    /** A quotation from a selector, cut when it is too long for a message. */
    static String shortened(String quotation) {
        return quotation.length() <= SHOWN_EACH_SIDE ? quotation : quotation.substring(0, SHOWN_EACH_SIDE) + "…";
    }

    private static String excerpt(String selector, int offset) {
        if (selector.length() <= 2 * SHOWN_EACH_SIDE) {
            return selector;
        }
        int from = Math.max(0, offset - SHOWN_EACH_SIDE);
        int to = Math.min(selector.length(), offset + SHOWN_EACH_SIDE);
        return (from > 0 ? "…" : "") + selector.substring(from, to) + (to < selector.length() ? "…" : "");
    }
}
