package io.chasqui.selector;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One lexical item of a selector.
 *
 * @param text how it is written; for a string literal, its value
 * @param start where it begins, counted from 0
 * @param number the value of a numeric literal, otherwise null
 */
record Token(Kind kind, String text, int start, @Nullable Number number) {

    private static final Map<String, Kind> WORDS = Map.ofEntries(
            Map.entry("AND", Kind.AND),
            Map.entry("OR", Kind.OR),
            Map.entry("NOT", Kind.NOT),
            Map.entry("BETWEEN", Kind.BETWEEN),
            Map.entry("IN", Kind.IN),
            Map.entry("LIKE", Kind.LIKE),
            Map.entry("ESCAPE", Kind.ESCAPE),
            Map.entry("IS", Kind.IS),
            Map.entry("NULL", Kind.NULL),
            Map.entry("TRUE", Kind.TRUE),
            Map.entry("FALSE", Kind.FALSE));

    private static final int LONGEST_WORD = "BETWEEN".length();

    Token(Kind kind, String text, int start) {
        this(kind, text, start, null);
    }

    /** A reserved word in any letter case, or else an identifier. */
    static Token word(String text, int start) {
        Kind kind = text.length() > LONGEST_WORD ? null : WORDS.get(text.toUpperCase(Locale.ROOT));
        // Upper-casing turns some other letters into ASCII ones, as the dotless i of Turkish; those are no keywords.
        return new Token(kind != null && text.chars().allMatch(c -> c < 128) ? kind : Kind.IDENTIFIER, text, start);
    }

    boolean isReservedWord() {
        return WORDS.containsValue(kind);
    }

    /** What a person calls this token. */
    String wording() {
        String quotation = SelectorSyntaxException.shortened(text);
        return switch (kind) {
            case END -> "the end of the selector";
            case STRING -> "the string literal '" + quotation.replace("'", "''") + "'";
            case NUMBER, LONG_LIMIT -> "the number " + quotation;
            case IDENTIFIER -> "the identifier '" + quotation + "'";
            default -> "'" + quotation + "'";
        };
    }

    /** The kinds of tokens. */
    enum Kind {
        IDENTIFIER,
        STRING,
        NUMBER,
        /** 9223372036854775808, which is in range only with a minus in front of it. */
        LONG_LIMIT,
        AND,
        OR,
        NOT,
        BETWEEN,
        IN,
        LIKE,
        ESCAPE,
        IS,
        NULL,
        TRUE,
        FALSE,
        EQUAL,
        NOT_EQUAL,
        LESS,
        AT_MOST,
        GREATER,
        AT_LEAST,
        PLUS,
        MINUS,
        TIMES,
        DIVIDED_BY,
        OPEN,
        CLOSE,
        COMMA,
        END
    }
}
