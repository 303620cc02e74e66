package io.chasqui.selector;

import io.chasqui.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression with a value: a string, a boolean, a number, or null for NULL. Immutable; evaluation never throws. */
sealed interface Operand extends Expression
        permits Attribute, Operand.Constant, Operand.TruthValue, Operand.Signed, Operand.Arithmetic {

    @Nullable
    Object value(Message message);

    /** A literal, or arithmetic on literals, computed once. */
    record Constant(Object value) implements Operand {
        @Override
        public Object value(Message message) {
            return value;
        }

        @Override
        public Kind kind() {
            if (value instanceof String) {
                return Kind.STRING;
            }
            return value instanceof Boolean ? Kind.BOOLEAN : Kind.NUMBER;
        }
    }

    /** A condition in parentheses that is compared with something; unknown is NULL. */
    record TruthValue(Condition condition) implements Operand {
        @Override
        public @Nullable Object value(Message message) {
            return switch (condition.test(message)) {
                case TRUE -> Boolean.TRUE;
                case FALSE -> Boolean.FALSE;
                case UNKNOWN -> null;
            };
        }

        @Override
        public Kind kind() {
            return Kind.BOOLEAN;
        }
    }

    /** A unary plus or minus; NULL for anything but a number. */
    record Signed(boolean negative, Operand operand) implements Operand {

        /** The operand with its sign; a literal is computed here. */
        static Operand of(boolean negative, Operand operand) {
            if (operand instanceof Constant literal) {
                Number signed = Numbers.signed(negative, literal.value());
                return signed == null ? new Signed(negative, operand) : new Constant(signed);
            }
            return new Signed(negative, operand);
        }

        @Override
        public @Nullable Object value(Message message) {
            return Numbers.signed(negative, operand.value(message));
        }

        @Override
        public Kind kind() {
            return Kind.NUMBER;
        }
    }

    /**
     * Operands of one precedence, computed from left to right: {@code a + b - c}. NULL as soon as one is no number.
     *
     * <p>Design note: a list and not a tree of pairs, so that a chain of thousands of operators needs no stack.
     */
    record Arithmetic(Operand first, Step[] steps) implements Operand {

        /** An operator and what stands to the right of it. */
        record Step(Numbers.Operator operator, Operand operand) {}

        /** The chain; one of literals alone is computed here, unless it has no value. */
        static Operand of(Operand first, List<Step> steps) {
            Arithmetic chain = new Arithmetic(first, steps.toArray(Step[]::new));
            Object value = first instanceof Constant literal ? literal.value() : null;
            for (Step step : steps) {
                if (value == null || !(step.operand() instanceof Constant right)) {
                    return chain;
                }
                value = Numbers.compute(value, step.operator(), right.value());
            }
            return value == null ? chain : new Constant(value);
        }

        @Override
        public @Nullable Object value(Message message) {
            Object result = first.value(message);
            for (Step step : steps) {
                if (result == null) {
                    return null;
                }
                result = Numbers.compute(result, step.operator, step.operand.value(message));
            }
            return result;
        }

        @Override
        public Kind kind() {
            return Kind.NUMBER;
        }
    }
}
