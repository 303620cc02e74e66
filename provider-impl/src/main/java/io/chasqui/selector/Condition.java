package io.chasqui.selector;

import io.chasqui.message.Message;
import io.chasqui.message.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An expression that is true, false or unknown of a message. Immutable; evaluation never throws. */
sealed interface Condition extends Expression {

    Ternary test(Message message);

    /** An equality that holds whenever this condition is true, or null when none is known. */
    default @Nullable Equality requiredEquality() {
        return null;
    }

    @Override
    default Kind kind() {
        return Kind.BOOLEAN;
    }

    /** Terms joined by AND; a list, so that a chain of thousands needs no stack. */
    record And(Condition[] terms) implements Condition {

        /** The conjunction; conjunctions among the terms are taken apart. */
        static And of(List<Condition> terms) {
            List<Condition> flat = new ArrayList<>();
            for (Condition term : terms) {
                flat.addAll(term instanceof And inner ? List.of(inner.terms) : List.of(term));
            }
            return new And(flat.toArray(Condition[]::new));
        }

        @Override
        public Ternary test(Message message) {
            Ternary result = Ternary.TRUE;
            for (Condition term : terms) {
                Ternary one = term.test(message);
                if (one == Ternary.FALSE) {
                    return Ternary.FALSE;
                }
                if (one == Ternary.UNKNOWN) {
                    result = Ternary.UNKNOWN;
                }
            }
            return result;
        }

        @Override
        public @Nullable Equality requiredEquality() {
            for (Condition term : terms) {
                Equality equality = term.requiredEquality();
                if (equality != null) {
                    return equality;
                }
            }
            return null;
        }
    }

    /** Terms joined by OR. */
    record Or(Condition[] terms) implements Condition {

        static Or of(List<Condition> terms) {
            return new Or(terms.toArray(Condition[]::new));
        }

        @Override
        public Ternary test(Message message) {
            Ternary result = Ternary.FALSE;
            for (Condition term : terms) {
                Ternary one = term.test(message);
                if (one == Ternary.TRUE) {
                    return Ternary.TRUE;
                }
                if (one == Ternary.UNKNOWN) {
                    result = Ternary.UNKNOWN;
                }
            }
            return result;
        }
    }

    record Not(Condition negated) implements Condition {
        @Override
        public Ternary test(Message message) {
            return negated.test(message).not();
        }
    }

    /** An operand taken as a condition; unknown unless it is a boolean. */
    record Truth(Operand operand) implements Condition {
        @Override
        public Ternary test(Message message) {
            return operand.value(message) instanceof Boolean value ? Ternary.of(value) : Ternary.UNKNOWN;
        }
    }

    record Comparison(Operand left, Relation relation, Operand right) implements Condition {

        /** The comparison, or a quicker form of it for an identifier and a string literal. */
        static Condition of(Operand left, Relation relation, Operand right) {
            if (left instanceof Operand.Constant && !(right instanceof Operand.Constant)) {
                return of(right, relation.mirrored(), left);
            }
            if (left instanceof Attribute attribute
                    && right instanceof Operand.Constant literal
                    && literal.value() instanceof String text
                    && !relation.isOrdering()) {
                boolean equal = relation == Relation.EQUAL;
                return attribute == HeaderField.MESSAGE_ID
                        ? IdComparison.of(text, equal)
                        : new TextComparison(attribute, text, equal);
            }
            return new Comparison(left, relation, right);
        }

        @Override
        public Ternary test(Message message) {
            return relation.test(left.value(message), right.value(message));
        }

        @Override
        public @Nullable Equality requiredEquality() {
            return relation == Relation.EQUAL
                            && left instanceof Attribute attribute
                            && right instanceof Operand.Constant literal
                            && literal.value() instanceof Long number
                    ? new Equality(attribute, number)
                    : null;
        }
    }

    /** {@code identifier = 'text'}, or with {@code <>} when not equal is wanted. */
    record TextComparison(Attribute attribute, String text, boolean equal) implements Condition {
        @Override
        public Ternary test(Message message) {
            Object value = attribute.value(message);
            if (value instanceof String found) {
                return Ternary.of(found.equals(text) == equal);
            }
            return value == null ? Ternary.UNKNOWN : Ternary.FALSE;
        }

        @Override
        public @Nullable Equality requiredEquality() {
            return equal ? new Equality(attribute, text) : null;
        }
    }

    /**
     * {@code JMSMessageID = 'text'}, or {@code <>}, without making the text of each message's ID.
     *
     * @param wanted the ID with this text; null when no ID can have it
     */
    record IdComparison(@Nullable MessageId wanted, String text, boolean equal) implements Condition {

        private static final String START = "ID:";

        static IdComparison of(String text, boolean equal) {
            int end = text.lastIndexOf(':');
            if (!text.startsWith(START) || end < START.length()) {
                return new IdComparison(null, text, equal);
            }
            try {
                long sequence = Long.parseLong(text, end + 1, text.length(), 10);
                MessageId id = new MessageId(text.substring(START.length(), end), sequence);
                return new IdComparison(id.text().equals(text) ? id : null, text, equal);
            } catch (NumberFormatException e) {
                // The ID of another provider: no message here has it.
                return new IdComparison(null, text, equal);
            }
        }

        @Override
        public Ternary test(Message message) {
            MessageId id = message.id();
            return id == null ? Ternary.UNKNOWN : Ternary.of(id.equals(wanted) == equal);
        }

        @Override
        public @Nullable Equality requiredEquality() {
            return equal ? new Equality(HeaderField.MESSAGE_ID, text) : null;
        }
    }

    /** {@code value BETWEEN low AND high}, which is defined by the comparisons it stands for. */
    record Between(Operand value, Operand low, Operand high, boolean negated) implements Condition {
        @Override
        public Ternary test(Message message) {
            Object tested = value.value(message);
            Object from = low.value(message);
            Object to = high.value(message);
            return negated
                    ? Relation.LESS.test(tested, from).or(Relation.GREATER.test(tested, to))
                    : Relation.AT_LEAST.test(tested, from).and(Relation.AT_MOST.test(tested, to));
        }
    }

    /** {@code identifier IN ('a', 'b')}; unknown, as NOT IN is, for anything but a string. */
    record In(Attribute attribute, Set<String> texts, boolean negated) implements Condition {
        @Override
        public Ternary test(Message message) {
            return attribute.value(message) instanceof String text
                    ? Ternary.of(texts.contains(text) != negated)
                    : Ternary.UNKNOWN;
        }
    }

    /** {@code identifier LIKE 'pattern'}; unknown, as NOT LIKE is, for anything but a string. */
    record Like(Attribute attribute, LikePattern pattern, boolean negated) implements Condition {
        @Override
        public Ternary test(Message message) {
            return attribute.value(message) instanceof String text
                    ? Ternary.of(pattern.matches(text) != negated)
                    : Ternary.UNKNOWN;
        }
    }

    /** {@code identifier IS NULL}; never unknown. */
    record IsNull(Attribute attribute, boolean negated) implements Condition {
        @Override
        public Ternary test(Message message) {
            return Ternary.of((attribute.value(message) == null) != negated);
        }
    }
}
