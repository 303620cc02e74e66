package io.chasqui.selector;

import io.chasqui.selector.Token.Kind;
import java.util.Locale;
import java.util.function.IntPredicate;

/** Reads one numeric literal. Owned by one {@link Lexer}, for one literal. */
final class NumberLexer {

    private static final int DECIMAL = 10;
    private static final int OCTAL = 8;
    private static final int HEXADECIMAL = 16;

    private final String text;
    private final int start;
    private int at;

    /** The literal begins with a digit, or with a point before a digit. */
    NumberLexer(String text, int start) {
        this.text = text;
        this.start = start;
        at = start;
    }

    /** Where the literal ends, after {@link #read()}. */
    int end() {
        return at;
    }

    Token read() throws SelectorSyntaxException {
        Token token = isHexadecimal() ? hexadecimal() : decimal();
        String word = Lexer.wordAt(text, at);
        if (!word.isEmpty() && !Token.word(word, at).isReservedWord()) {
            throw error(quotation() + " cannot be followed by '" + SelectorSyntaxException.shortened(word)
                    + "'; write a number in decimal, octal (035) or hexadecimal (0x1d) digits without '_'");
        }
        return token;
    }

    private boolean isHexadecimal() {
        return peek(0) == '0' && (peek(1) == 'x' || peek(1) == 'X');
    }

    private Token hexadecimal() throws SelectorSyntaxException {
        at += 2;
        int digits = at;
        skip(c -> Character.digit(c, HEXADECIMAL) >= 0 && c < 128);
        if (at == digits) {
            throw error(quotation() + " has no digits; write at least one of 0-9 and a-f after it");
        }
        return exact(text.substring(digits, at), HEXADECIMAL);
    }

    private Token decimal() throws SelectorSyntaxException {
        skip(NumberLexer::isDigit);
        int integerEnd = at;
        if (peek(0) == '.') {
            at++;
            skip(NumberLexer::isDigit);
        }
        skipExponent();
        boolean isFloat = isOneOf("fF");
        if (at > integerEnd || isFloat || isOneOf("dD")) {
            return approximate(isFloat);
        }
        String digits = written();
        if (digits.length() == 1 || digits.charAt(0) != '0') {
            return exact(digits, DECIMAL);
        }
        if (digits.indexOf('8') >= 0 || digits.indexOf('9') >= 0) {
            throw error(quotation() + " begins with 0 and so is octal, where 8 and 9 are no digits; take the 0 away");
        }
        return exact(digits, OCTAL);
    }

    private void skipExponent() {
        if (isOneOf("eE")) {
            int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
            if (isDigit(peek(1 + sign))) {
                at += 1 + sign;
                skip(NumberLexer::isDigit);
            }
        }
    }

    private Token exact(String digits, int radix) throws SelectorSyntaxException {
        if (isOneOf("lL")) {
            at++;
        }
        try {
            long value = Long.parseUnsignedLong(digits, radix);
            if (radix != DECIMAL || value >= 0) {
                return new Token(Kind.NUMBER, written(), start, value);
            }
            if (value == Long.MIN_VALUE) {
                return new Token(Kind.LONG_LIMIT, written(), start);
            }
        } catch (NumberFormatException e) {
            // More than 64 bits: refused below, like a decimal number that needs all 64.
        }
        throw error(quotation() + " is out of the range of long; add '.0' for an approximate number");
    }

    private Token approximate(boolean isFloat) throws SelectorSyntaxException {
        String digits = written();
        if (isOneOf("fFdD")) {
            at++;
        }
        Number value = isFloat ? (Number) Float.parseFloat(digits) : (Number) Double.parseDouble(digits);
        boolean tooLarge = Double.isInfinite(value.doubleValue());
        if (tooLarge || value.doubleValue() == 0 && hasSignificantDigit(digits)) {
            throw error(quotation() + " is too " + (tooLarge ? "large" : "small") + " for a "
                    + (isFloat ? "float; leave the 'f' out" : "double; write a number that fits"));
        }
        return new Token(Kind.NUMBER, written(), start, value);
    }

    private static boolean hasSignificantDigit(String digits) {
        String mantissa = digits.toLowerCase(Locale.ROOT).split("e", 2)[0];
        return mantissa.chars().anyMatch(c -> c >= '1' && c <= '9');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private void skip(IntPredicate accepted) {
        while (at < text.length() && accepted.test(text.charAt(at))) {
            at++;
        }
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : ' ';
    }

    private boolean isOneOf(String letters) {
        return letters.indexOf(peek(0)) >= 0;
    }

    private String written() {
        return text.substring(start, at);
    }

    private String quotation() {
        return "'" + SelectorSyntaxException.shortened(written()) + "'";
    }

    private SelectorSyntaxException error(String reason) {
        return new SelectorSyntaxException(text, start + 1, reason);
    }
}
