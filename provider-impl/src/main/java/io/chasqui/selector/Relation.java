package io.chasqui.selector;

import org.jspecify.annotations.Nullable;

/**
 * A comparison operator.
 *
 * <p>Design note: how two values stand to each other is one bit of an int, and an operator is the set of bits of which
 * it is true. Values of unlike type have no bit, so that no operator is true of them, not even {@code <>}; strings and
 * booleans have bits of their own, so that ordering them is false even when they are equal.
 */
enum Relation {
    EQUAL(Relation.NUMBERS_EQUAL | Relation.SAME),
    NOT_EQUAL(Relation.NUMBER_LESS | Relation.NUMBER_GREATER | Relation.NUMBERS_UNORDERED | Relation.DIFFERENT),
    LESS(Relation.NUMBER_LESS),
    AT_MOST(Relation.NUMBER_LESS | Relation.NUMBERS_EQUAL),
    GREATER(Relation.NUMBER_GREATER),
    AT_LEAST(Relation.NUMBER_GREATER | Relation.NUMBERS_EQUAL);

    private static final int UNLIKE = 0;
    private static final int NUMBER_LESS = 1;
    private static final int NUMBERS_EQUAL = 2;
    private static final int NUMBER_GREATER = 4;
    /** At least one is NaN. */
    private static final int NUMBERS_UNORDERED = 8;
    /** Equal strings or booleans. */
    private static final int SAME = 16;

    private static final int DIFFERENT = 32;

    private final int accepted;

    Relation(int accepted) {
        this.accepted = accepted;
    }

    /** Whether the values stand in this relation; unknown when one is NULL. */
    Ternary test(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return Ternary.UNKNOWN;
        }
        return Ternary.of((accepted & between(left, right)) != 0);
    }

    boolean isOrdering() {
        return this != EQUAL && this != NOT_EQUAL;
    }

    /** The relation of the same values with the sides exchanged. */
    Relation mirrored() {
        return switch (this) {
            case EQUAL, NOT_EQUAL -> this;
            case LESS -> GREATER;
            case AT_MOST -> AT_LEAST;
            case GREATER -> LESS;
            case AT_LEAST -> AT_MOST;
        };
    }

    private static int between(Object left, Object right) {
        int leftRank = Numbers.rank(left);
        if (leftRank >= 0) {
            int rightRank = Numbers.rank(right);
            return rightRank < 0 ? UNLIKE : between((Number) left, (Number) right, Math.max(leftRank, rightRank));
        }
        boolean alike = left instanceof String && right instanceof String
                || left instanceof Boolean && right instanceof Boolean;
        if (!alike) {
            return UNLIKE;
        }
        return left.equals(right) ? SAME : DIFFERENT;
    }

    private static int between(Number left, Number right, int rank) {
        if (rank == Numbers.DOUBLE) {
            return between(left.doubleValue(), right.doubleValue());
        }
        if (rank == Numbers.FLOAT) {
            // A float keeps its order, its equality and NaN as a double; an integer has to be rounded to float first.
            return between((double) left.floatValue(), (double) right.floatValue());
        }
        long a = left.longValue();
        long b = right.longValue();
        if (a == b) {
            return NUMBERS_EQUAL;
        }
        return a < b ? NUMBER_LESS : NUMBER_GREATER;
    }

    /** By Java's operators: NaN is equal to nothing, and the two zeros are equal. */
    private static int between(double a, double b) {
        if (a == b) {
            return NUMBERS_EQUAL;
        }
        if (a < b) {
            return NUMBER_LESS;
        }
        return a > b ? NUMBER_GREATER : NUMBERS_UNORDERED;
    }
}
