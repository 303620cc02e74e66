package io.chasqui.selector;

import org.jspecify.annotations.Nullable;

/** Arithmetic on boxed numbers by the rules of Java's numeric promotion (Jakarta Messaging 3.1, 3.8.1.1). */
final class Numbers {

    /** Ranks by which two operands are promoted: the higher of two decides. */
    static final int NOT_A_NUMBER = -1;

    static final int INT = 0;
    static final int LONG = 1;
    static final int FLOAT = 2;
    static final int DOUBLE = 3;

    private Numbers() {}

    /** The four operators. */
    enum Operator {
        PLUS,
        MINUS,
        TIMES,
        DIVIDED_BY
    }

    static int rank(@Nullable Object value) {
        if (value instanceof Integer) {
            return INT;
        }
        if (value instanceof Long) {
            return LONG;
        }
        if (value instanceof Double) {
            return DOUBLE;
        }
        if (value instanceof Float) {
            return FLOAT;
        }
        return value instanceof Short || value instanceof Byte ? INT : NOT_A_NUMBER;
    }

    /** The result, or null when an operand is no number or an integer is divided by zero. */
    static @Nullable Number compute(@Nullable Object left, Operator operator, @Nullable Object right) {
        int leftRank = rank(left);
        int rightRank = rank(right);
        if (leftRank < 0 || rightRank < 0) {
            return null;
        }
        Number a = (Number) left;
        Number b = (Number) right;
        return switch (Math.max(leftRank, rightRank)) {
            case INT -> compute(a.intValue(), operator, b.intValue());
            case LONG -> compute(a.longValue(), operator, b.longValue());
            case FLOAT -> compute(a.floatValue(), operator, b.floatValue());
            default -> compute(a.doubleValue(), operator, b.doubleValue());
        };
    }

    /** The number with a sign in front of it, or null when it is no number. */
    static @Nullable Number signed(boolean negative, @Nullable Object value) {
        int rank = rank(value);
        if (rank < 0 || !negative) {
            return rank < 0 ? null : (Number) value;
        }
        Number number = (Number) value;
        return switch (rank) {
            case INT -> (Number) (-number.intValue());
            case LONG -> (Number) (-number.longValue());
            case FLOAT -> (Number) (-number.floatValue());
            default -> (Number) (-number.doubleValue());
        };
    }

    private static @Nullable Number compute(int a, Operator operator, int b) {
        return switch (operator) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case TIMES -> a * b;
            case DIVIDED_BY -> b == 0 ? null : (Number) (a / b);
        };
    }

    private static @Nullable Number compute(long a, Operator operator, long b) {
        return switch (operator) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case TIMES -> a * b;
            case DIVIDED_BY -> b == 0 ? null : (Number) (a / b);
        };
    }

    private static Number compute(float a, Operator operator, float b) {
        return switch (operator) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case TIMES -> a * b;
            case DIVIDED_BY -> a / b;
        };
    }

    private static Number compute(double a, Operator operator, double b) {
        return switch (operator) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case TIMES -> a * b;
            case DIVIDED_BY -> a / b;
        };
    }
}
