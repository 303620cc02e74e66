package io.chasqui.security;

import java.text.Normalizer;

/**
 * Brings user names and passwords into one form, so that the same word typed on two keyboards is the same sequence of
 * bytes.
 *
 * <p>The rule is that of SASLprep (RFC 4013) without its check of writing directions: characters that are never seen
 * (soft hyphens, joiners, variation selectors) are left out, all kinds of spaces become the plain one, then Unicode
 * normalisation form KC. Control characters, private characters and halves of surrogate pairs are refused.
 */
final class Preparation {

    private Preparation() {}

    /**
     * The form in which a text is compared and hashed.
     *
     * @param what names the text in the message of the exception; the text itself is not shown, for it may be a password
     * @throws IllegalArgumentException when it is empty or has a character that is not allowed
     */
    static String prepare(String what, CharSequence text) {
        StringBuilder mapped = new StringBuilder(text.length());
        text.codePoints().filter(each -> !isInvisible(each)).forEach(each -> mapped.appendCodePoint(mapped(each)));
        String normal = Normalizer.normalize(mapped, Normalizer.Form.NFKC);
        if (normal.isEmpty()) {
            throw new IllegalArgumentException(what + " is empty; it needs at least one visible character");
        }
        if (normal.codePoints().anyMatch(Preparation::isForbidden)) {
            throw new IllegalArgumentException(
                    what + " contains a control character or another one that cannot be typed; leave it out");
        }
        return normal;
    }

    private static int mapped(int character) {
        return Character.getType(character) == Character.SPACE_SEPARATOR ? ' ' : character;
    }

    private static boolean isInvisible(int character) {
        return character == 0x00ad
                || character == 0x034f
                || character == 0x1806
                || character >= 0x180b && character <= 0x180d
                || character >= 0x200b && character <= 0x200d
                || character == 0x2060
                || character >= 0xfe00 && character <= 0xfe0f
                || character == 0xfeff;
    }

    private static boolean isForbidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> character == 0xfffd || (character & 0xfffe) == 0xfffe;
        };
    }
}
