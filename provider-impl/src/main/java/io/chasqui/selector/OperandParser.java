package io.chasqui.selector;

import io.chasqui.selector.Operand.Arithmetic.Step;
import io.chasqui.selector.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of the parser for what stands in a predicate: arithmetic, literals, identifiers. Owned by a {@link Parser}. */
final class OperandParser {

    /** Reads what parentheses enclose. */
    interface Enclosed {
        Expression read() throws SelectorSyntaxException;
    }

    private final TokenCursor tokens;
    private final Enclosed enclosed;
    private int nesting;

    OperandParser(TokenCursor tokens, Enclosed enclosed) {
        this.tokens = tokens;
        this.enclosed = enclosed;
    }

    /** Terms joined by + and -, or a single primary of any type. */
    Expression sum() throws SelectorSyntaxException {
        Token start = tokens.current();
        Expression first = product();
        if (additive(tokens.current()) == null) {
            return first;
        }
        Operand left = numeric(first, start, tokens.current());
        List<Step> steps = new ArrayList<>();
        for (Numbers.Operator operator; (operator = additive(tokens.current())) != null; ) {
            Token sign = tokens.advance();
            Token right = tokens.current();
            steps.add(new Step(operator, numeric(product(), right, sign)));
        }
        return Operand.Arithmetic.of(left, steps);
    }

    private Expression product() throws SelectorSyntaxException {
        Token start = tokens.current();
        Expression first = factor();
        if (multiplicative(tokens.current()) == null) {
            return first;
        }
        Operand left = numeric(first, start, tokens.current());
        List<Step> steps = new ArrayList<>();
        for (Numbers.Operator operator; (operator = multiplicative(tokens.current())) != null; ) {
            Token sign = tokens.advance();
            Token right = tokens.current();
            steps.add(new Step(operator, numeric(factor(), right, sign)));
        }
        return Operand.Arithmetic.of(left, steps);
    }

    private static Numbers.@Nullable Operator additive(Token token) {
        return switch (token.kind()) {
            case PLUS -> Numbers.Operator.PLUS;
            case MINUS -> Numbers.Operator.MINUS;
            default -> null;
        };
    }

    private static Numbers.@Nullable Operator multiplicative(Token token) {
        return switch (token.kind()) {
            case TIMES -> Numbers.Operator.TIMES;
            case DIVIDED_BY -> Numbers.Operator.DIVIDED_BY;
            default -> null;
        };
    }

    private Expression factor() throws SelectorSyntaxException {
        if (additive(tokens.current()) == null) {
            return primary();
        }
        boolean negative = false;
        Token sign;
        do {
            sign = tokens.advance();
            if (sign.kind() == Kind.MINUS && tokens.accept(Kind.LONG_LIMIT)) {
                return Operand.Signed.of(negative, new Operand.Constant(Long.MIN_VALUE));
            }
            negative ^= sign.kind() == Kind.MINUS;
        } while (additive(tokens.current()) != null);
        Token start = tokens.current();
        return Operand.Signed.of(negative, numeric(primary(), start, sign));
    }

    private Expression primary() throws SelectorSyntaxException {
        Token token = tokens.current();
        return switch (token.kind()) {
            case IDENTIFIER -> attribute(tokens.advance());
            case STRING -> new Operand.Constant(tokens.advance().text());
            case NUMBER -> new Operand.Constant(numberOf(tokens.advance()));
            case TRUE, FALSE -> new Operand.Constant(tokens.advance().kind() == Kind.TRUE);
            case OPEN -> parentheses();
            default -> throw tokens.error(token, complaint(token));
        };
    }

    private static Number numberOf(Token token) {
        Number number = token.number();
        assert number != null : "the lexer gave a number without a value: " + token;
        return number;
    }

    private Attribute attribute(Token name) throws SelectorSyntaxException {
        Attribute attribute = Attribute.named(name.text());
        if (attribute == null) {
            throw tokens.error(
                    name,
                    name.wording() + " cannot be used: of the names that begin with JMS a selector has"
                            + " JMSDeliveryMode, JMSPriority, JMSMessageID, JMSTimestamp, JMSCorrelationID, JMSType and"
                            + " those that begin with JMSX or JMS_; use one of these or a property of your own");
        }
        return attribute;
    }

    private Expression parentheses() throws SelectorSyntaxException {
        Token open = tokens.advance();
        if (++nesting > Selector.MAX_NESTING) {
            throw tokens.error(
                    open,
                    "parentheses are nested deeper than the limit of " + Selector.MAX_NESTING
                            + " levels; take redundant ones out or split the condition");
        }
        Expression inside = enclosed.read();
        tokens.expect(Kind.CLOSE, "the '(' of column " + (open.start() + 1) + " is not closed");
        nesting--;
        return inside;
    }

    private static String complaint(Token token) {
        if (token.kind() == Kind.LONG_LIMIT) {
            return token.wording() + " is out of the range of long; add '.0' for an approximate number";
        }
        if (token.kind() == Kind.NULL) {
            return "NULL is not a value; write IS NULL or IS NOT NULL after an identifier";
        }
        return "expected a literal, an identifier or '(' but found " + token.wording()
                + (token.isReservedWord() ? ", a reserved word that cannot be an identifier" : "");
    }

    private Operand numeric(Expression expression, Token start, Token operator) throws SelectorSyntaxException {
        if (expression.kind() == Expression.Kind.STRING || expression.kind() == Expression.Kind.BOOLEAN) {
            throw tokens.error(
                    start,
                    "'" + operator.text() + "' calculates with numbers, not with " + expression.kind()
                            + "; write a number or the name of a numeric property");
        }
        return operand(expression);
    }

    /** The expression as an operand. */
    static Operand operand(Expression expression) {
        return expression instanceof Operand operand ? operand : new Operand.TruthValue((Condition) expression);
    }
}
