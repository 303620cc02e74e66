package io.chasqui.selector;

import io.chasqui.selector.Token.Kind;

/** The tokens of a selector with the one being looked at. Owned by a {@link Parser}. */
final class TokenCursor {

    private final String text;
    private final Lexer lexer;
    private Token current;

    TokenCursor(String text) throws SelectorSyntaxException {
        this.text = text;
        lexer = new Lexer(text);
        current = lexer.next();
    }

    Token current() {
        return current;
    }

    /** Steps over the current token and returns it. */
    Token advance() throws SelectorSyntaxException {
        Token passed = current;
        current = lexer.next();
        return passed;
    }

    /** Steps over the current token if it is of this kind. */
    boolean accept(Kind kind) throws SelectorSyntaxException {
        if (current.kind() != kind) {
            return false;
        }
        advance();
        return true;
    }

    /** Steps over a token of this kind and returns it; anything else is refused. */
    Token expect(Kind kind, String rule) throws SelectorSyntaxException {
        if (current.kind() != kind) {
            throw error(current, rule + ", but here is " + current.wording());
        }
        return advance();
    }

    SelectorSyntaxException error(Token at, String reason) {
        return new SelectorSyntaxException(text, at.start() + 1, reason);
    }
}
