package io.chasqui.selector;

import io.chasqui.selector.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds the condition of a selector by recursive descent, one method for each level of precedence; lists and repeated
 * signs are loops, so only parentheses recurse. Owned by one call of {@link #parse}.
 */
final class Parser {

    private final OperandParser operands;
    private final TokenCursor tokens;

    private Parser(String text) throws SelectorSyntaxException {
        tokens = new TokenCursor(text);
        operands = new OperandParser(tokens, this::disjunction);
    }

    /** Reads a whole selector. */
    static Condition parse(String text) throws SelectorSyntaxException {
        if (text.length() > Selector.MAX_LENGTH) {
            throw new SelectorSyntaxException(
                    text,
                    Selector.MAX_LENGTH + 1,
                    "the selector has " + text.length() + " characters, more than the limit of " + Selector.MAX_LENGTH
                            + "; shorten it");
        }
        return new Parser(text).selector();
    }

    private Condition selector() throws SelectorSyntaxException {
        Token start = tokens.current();
        if (start.kind() == Kind.END) {
            throw tokens.error(start, "the selector is blank; write a condition, or give null for no selector");
        }
        Condition condition = condition(disjunction(), start);
        Token end = tokens.current();
        if (end.kind() != Kind.END) {
            throw tokens.error(
                    end, end.wording() + " cannot follow a complete condition; join conditions by AND or OR");
        }
        return condition;
    }

    private Expression disjunction() throws SelectorSyntaxException {
        Token start = tokens.current();
        Expression first = conjunction();
        if (tokens.current().kind() != Kind.OR) {
            return first;
        }
        List<Condition> terms = new ArrayList<>();
        terms.add(condition(first, start));
        while (tokens.accept(Kind.OR)) {
            Token next = tokens.current();
            terms.add(condition(conjunction(), next));
        }
        return Condition.Or.of(terms);
    }

    private Expression conjunction() throws SelectorSyntaxException {
        Token start = tokens.current();
        Expression first = negation();
        if (tokens.current().kind() != Kind.AND) {
            return first;
        }
        List<Condition> terms = new ArrayList<>();
        terms.add(condition(first, start));
        while (tokens.accept(Kind.AND)) {
            Token next = tokens.current();
            terms.add(condition(negation(), next));
        }
        return Condition.And.of(terms);
    }

    private Expression negation() throws SelectorSyntaxException {
        if (tokens.current().kind() != Kind.NOT) {
            return predicate();
        }
        boolean negated = false;
        while (tokens.accept(Kind.NOT)) {
            negated = !negated;
        }
        Token start = tokens.current();
        Condition condition = condition(predicate(), start);
        return negated ? new Condition.Not(condition) : condition;
    }

    private Expression predicate() throws SelectorSyntaxException {
        Token start = tokens.current();
        Expression left = operands.sum();
        Relation relation = relation(tokens.current());
        if (relation != null) {
            return comparison(left, start, relation);
        }
        boolean negated = tokens.accept(Kind.NOT);
        Token keyword = tokens.current();
        return switch (keyword.kind()) {
            case BETWEEN -> between(left, start, negated);
            case IN -> in(left, start, negated);
            case LIKE -> like(left, start, negated);
            case IS -> {
                if (negated) {
                    throw tokens.error(keyword, "NOT cannot stand before IS; write IS NOT NULL");
                }
                yield isNull(left, start);
            }
            default -> {
                if (negated) {
                    throw tokens.error(
                            keyword, "NOT after an operand needs BETWEEN, IN or LIKE, not " + keyword.wording());
                }
                yield left;
            }
        };
    }

    private static @Nullable Relation relation(Token token) {
        return switch (token.kind()) {
            case EQUAL -> Relation.EQUAL;
            case NOT_EQUAL -> Relation.NOT_EQUAL;
            case LESS -> Relation.LESS;
            case AT_MOST -> Relation.AT_MOST;
            case GREATER -> Relation.GREATER;
            case AT_LEAST -> Relation.AT_LEAST;
            default -> null;
        };
    }

    private Condition comparison(Expression left, Token leftStart, Relation relation) throws SelectorSyntaxException {
        Token operator = tokens.advance();
        Token rightStart = tokens.current();
        Expression right = operands.sum();
        if (relation.isOrdering()) {
            requireNumeric(left, leftStart, operator);
            requireNumeric(right, rightStart, operator);
        }
        if (isBooleanAgainst(right, left) || isBooleanAgainst(left, right)) {
            throw tokens.error(
                    leftStart,
                    left.kind() + " and " + right.kind() + " are never equal; compare a boolean with TRUE or FALSE");
        }
        return Condition.Comparison.of(OperandParser.operand(left), relation, OperandParser.operand(right));
    }

    private static boolean isBooleanAgainst(Expression one, Expression other) {
        return one.kind() == Expression.Kind.BOOLEAN
                && (other.kind() == Expression.Kind.NUMBER || other.kind() == Expression.Kind.STRING);
    }

    private Condition between(Expression left, Token leftStart, boolean negated) throws SelectorSyntaxException {
        Token keyword = tokens.advance();
        Token lowStart = tokens.current();
        Expression low = operands.sum();
        tokens.expect(Kind.AND, "BETWEEN needs AND and a second bound");
        Token highStart = tokens.current();
        Expression high = operands.sum();
        requireNumeric(left, leftStart, keyword);
        requireNumeric(low, lowStart, keyword);
        requireNumeric(high, highStart, keyword);
        return new Condition.Between(
                OperandParser.operand(left), OperandParser.operand(low), OperandParser.operand(high), negated);
    }

    private Condition in(Expression left, Token leftStart, boolean negated) throws SelectorSyntaxException {
        Attribute attribute = requireIdentifier(left, leftStart);
        tokens.advance();
        tokens.expect(Kind.OPEN, "IN needs a list such as ('a', 'b')");
        Set<String> texts = new HashSet<>();
        do {
            texts.add(tokens.expect(Kind.STRING, "a list of IN has string literals only, at least one")
                    .text());
        } while (tokens.accept(Kind.COMMA));
        tokens.expect(Kind.CLOSE, "the list of IN goes on with ',' or ends with ')'");
        return new Condition.In(attribute, Set.copyOf(texts), negated);
    }

    private Condition like(Expression left, Token leftStart, boolean negated) throws SelectorSyntaxException {
        Attribute attribute = requireIdentifier(left, leftStart);
        tokens.advance();
        Token pattern = tokens.expect(Kind.STRING, "LIKE needs a string literal as its pattern");
        int escape = -1;
        if (tokens.accept(Kind.ESCAPE)) {
            Token literal = tokens.expect(Kind.STRING, "ESCAPE needs a string literal of one character");
            if (literal.text().codePointCount(0, literal.text().length()) != 1) {
                throw tokens.error(
                        literal, "ESCAPE needs exactly one character, not " + literal.wording() + "; write e.g. '\\'");
            }
            escape = literal.text().codePointAt(0);
        }
        LikePattern compiled = LikePattern.compile(pattern.text(), escape);
        if (compiled == null) {
            String escaping = Character.toString(escape);
            throw tokens.error(
                    pattern,
                    "in a pattern the escape character '" + escaping + "' must stand before '_', '%' or itself; write '"
                            + escaping + escaping + "' for the character");
        }
        return new Condition.Like(attribute, compiled, negated);
    }

    private Condition isNull(Expression left, Token leftStart) throws SelectorSyntaxException {
        Attribute attribute = requireIdentifier(left, leftStart);
        tokens.advance();
        boolean negated = tokens.accept(Kind.NOT);
        tokens.expect(Kind.NULL, "IS needs NULL or NOT NULL");
        return new Condition.IsNull(attribute, negated);
    }

    /** The operand as an identifier; parentheses or a sign around it make it something else. */
    private Attribute requireIdentifier(Expression left, Token start) throws SelectorSyntaxException {
        if (left instanceof Attribute attribute && start.kind() == Kind.IDENTIFIER) {
            return attribute;
        }
        throw tokens.error(
                start,
                "only an identifier can stand left of " + tokens.current().text() + ", not "
                        + (start.kind() == Kind.OPEN ? "parentheses" : left.kind()) + "; write the name alone");
    }

    private void requireNumeric(Expression operand, Token start, Token operator) throws SelectorSyntaxException {
        if (operand.kind() == Expression.Kind.STRING || operand.kind() == Expression.Kind.BOOLEAN) {
            throw tokens.error(
                    start,
                    "'" + operator.text() + "' orders numbers, not " + operand.kind()
                            + "; strings and booleans have '=' and '<>' only");
        }
    }

    /** The expression as a condition. */
    private Condition condition(Expression expression, Token start) throws SelectorSyntaxException {
        if (expression instanceof Condition condition) {
            return condition;
        }
        if (expression.kind() == Expression.Kind.NUMBER || expression.kind() == Expression.Kind.STRING) {
            throw tokens.error(
                    start, expression.kind() + " is not a condition; compare it, for example with '=' and a value");
        }
        return new Condition.Truth((Operand) expression);
    }
}
