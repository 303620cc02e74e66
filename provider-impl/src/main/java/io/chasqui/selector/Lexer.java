package io.chasqui.selector;

import io.chasqui.selector.Token.Kind;

/** Cuts the text of a selector into tokens, from left to right. Owned by one {@link Parser}. */
final class Lexer {

    private final String text;
    private int at;

    Lexer(String text) {
        this.text = text;
    }

    /** The next token; at the end of the text {@link Kind#END}, again and again. */
    Token next() throws SelectorSyntaxException {
        while (at < text.length() && isWhiteSpace(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return new Token(Kind.END, "", at);
        }
        char first = text.charAt(at);
        if (first == '\'') {
            return string();
        }
        if (isDigit(first) || first == '.' && isDigit(peek(1))) {
            NumberLexer number = new NumberLexer(text, at);
            Token token = number.read();
            at = number.end();
            return token;
        }
        return Character.isJavaIdentifierStart(text.codePointAt(at)) ? word() : symbol(first);
    }

    /** Space, tab, form feed and the line terminators; no other character of Unicode. */
    static boolean isWhiteSpace(char c) {
        return c == ' ' || c == '\t' || c == '\f' || c == '\n' || c == '\r';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The character so far ahead, or a blank behind the end. */
    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : ' ';
    }

    private Token string() throws SelectorSyntaxException {
        int start = at;
        StringBuilder value = new StringBuilder();
        int from = at + 1;
        while (true) {
            int quote = text.indexOf('\'', from);
            if (quote < 0) {
                throw error(start, "the string literal is not closed; end it with ' and write '' for a quote in it");
            }
            value.append(text, from, quote);
            at = quote + 1;
            if (peek(0) != '\'') {
                return new Token(Kind.STRING, value.toString(), start);
            }
            value.append('\'');
            from = at + 1;
        }
    }

    private Token word() {
        String word = wordAt(text, at);
        Token token = Token.word(word, at);
        at += word.length();
        return token;
    }

    /** The longest run of characters that may be within an identifier. */
    static String wordAt(String text, int start) {
        int end = start;
        while (end < text.length() && Character.isJavaIdentifierPart(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return text.substring(start, end);
    }

    private Token symbol(char first) throws SelectorSyntaxException {
        char second = peek(1);
        return switch (first) {
            case '(' -> symbol(Kind.OPEN, 1);
            case ')' -> symbol(Kind.CLOSE, 1);
            case ',' -> symbol(Kind.COMMA, 1);
            case '+' -> symbol(Kind.PLUS, 1);
            case '*' -> symbol(Kind.TIMES, 1);
            case '/' -> {
                if (second == '*' || second == '/') {
                    throw error(at, "a selector has no comments; take '/" + second + "' out");
                }
                yield symbol(Kind.DIVIDED_BY, 1);
            }
            case '-' -> minus();
            case '=' -> {
                if (second == '=') {
                    throw error(at, "'==' is not an operator; write '='");
                }
                yield symbol(Kind.EQUAL, 1);
            }
            case '<' ->
                switch (second) {
                    case '>' -> symbol(Kind.NOT_EQUAL, 2);
                    case '=' -> symbol(Kind.AT_MOST, 2);
                    default -> symbol(Kind.LESS, 1);
                };
            case '>' -> second == '=' ? symbol(Kind.AT_LEAST, 2) : symbol(Kind.GREATER, 1);
            default -> throw error(at, complaint(first));
        };
    }

    private Token minus() throws SelectorSyntaxException {
        if (peek(1) == '-' && isWhiteSpace(peek(2))) {
            throw error(
                    at, "'--' begins a comment in SQL, but a selector has no comments; take it out, or write '- -'");
        }
        return symbol(Kind.MINUS, 1);
    }

    private Token symbol(Kind kind, int length) {
        Token token = new Token(kind, text.substring(at, at + length), at);
        at += length;
        return token;
    }

    private String complaint(char first) {
        return switch (first) {
            case '!' -> "'!' is not an operator; write '<>' for unequal and NOT for the opposite";
            case '&' -> "'&' is not an operator; write AND";
            case '|' -> "'|' is not an operator; write OR";
            case '%' -> "'%' is not an operator; a selector has '+', '-', '*' and '/'";
            case '"' -> "'\"' means nothing in a selector; write a string in single quotes, and a name without quotes";
            case '.' -> "'.' can neither stand alone nor in an identifier; rename the property or complete the number";
            default ->
                "the character '" + Character.toString(text.codePointAt(at)) + "' (U+"
                        + String.format("%04X", text.codePointAt(at))
                        + ") means nothing here; if it belongs to a string, put the string in single quotes";
        };
    }

    private SelectorSyntaxException error(int offset, String reason) {
        return new SelectorSyntaxException(text, offset + 1, reason);
    }
}
