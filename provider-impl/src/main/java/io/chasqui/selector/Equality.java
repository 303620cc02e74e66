package io.chasqui.selector;

import io.chasqui.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * A term {@code identifier = literal} that must hold for a selector to match. Immutable.
 *
 * <p>Design note: it lets a topic find the few candidates among a thousand selecting subscriptions in a hash map keyed
 * by {@link #value()}. {@link #keyIn} normalises what a message has, for {@code n = 5} also holds for a
 * {@code byte} 5 and a {@code double} 5.0.
 */
public final class Equality {

    /**
     * The answer of {@link #keyIn} for a floating-point number so large that several integers are equal to it: every
     * selector on this identifier is a candidate.
     */
    public static final Object EVERY_KEY = new Object() {
        @Override
        public String toString() {
            return "every key";
        }
    };

    /** Below these magnitudes at most one integer is equal to a floating-point number. */
    private static final float EXACT_FLOAT_LIMIT = 1L << 24;

    private static final double EXACT_DOUBLE_LIMIT = 1L << 53;

    private final Attribute attribute;
    private final Object value;

    Equality(Attribute attribute, Object value) {
        this.attribute = attribute;
        this.value = value;
    }

    /** The name of the property or header. */
    public String identifier() {
        return attribute.identifier();
    }

    /** A {@code String} or a {@code Long}. */
    public Object value() {
        return value;
    }

    /**
     * What {@link #value()} has to be equal to for the message to match. It depends on the message and the identifier
     * only, so any equality on one identifier may be asked for all of them.
     *
     * @return a {@code String}, a {@code Long}, {@link #EVERY_KEY}, or null when no equality on this identifier can hold
     */
    public @Nullable Object keyIn(Message message) {
        Object found = attribute.value(message);
        if (found instanceof String || found instanceof Long) {
            return found;
        }
        return switch (Numbers.rank(found)) {
            case Numbers.INT -> (Long) ((Number) found).longValue();
            case Numbers.FLOAT -> key(((Float) found).doubleValue(), EXACT_FLOAT_LIMIT);
            case Numbers.DOUBLE -> key((Double) found, EXACT_DOUBLE_LIMIT);
            default -> null;
        };
    }

    private static @Nullable Object key(double number, double exactLimit) {
        if (Math.abs(number) >= exactLimit) {
            return EVERY_KEY;
        }
        long whole = (long) number;
        return whole == number ? (Long) whole : null;
    }

    @Override
    public String toString() {
        return identifier() + " = " + value;
    }
}
