package io.chasqui.selector;

import io.chasqui.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * A parsed message selector: says of each message whether a consumer wants it. Immutable; any thread may use it, and
 * evaluating it never throws.
 *
 * <p>What Chasqui does where Jakarta Messaging 3.1, 3.8.1 leaves a choice:
 *
 * <ul>
 *   <li>A selector has at most {@value #MAX_LENGTH} characters and {@value #MAX_NESTING} levels of parentheses.
 *   <li>Exact literals are {@code long}, approximate ones {@code double}, with the suffix {@code f} {@code float}. A
 *       hexadecimal or octal literal denotes 64 bits, as a Java literal with the suffix {@code L} does. Literals out of
 *       range, binary literals, underscores in numbers and hexadecimal floating-point literals are refused.
 *   <li>Two minus signs followed by white space are refused: they are a comment in SQL. {@code a--1} is
 *       {@code a - (-1)}.
 *   <li>Names that begin with {@code JMS} are refused, unless they are one of the six headers a selector may use or
 *       begin with {@code JMSX} or {@code JMS_}.
 *   <li>{@code JMSXDeliveryCount}, {@code JMSXRcvTimestamp} and {@code JMSXConsumerTXID} are always NULL: they are set
 *       when a message is received, and selectors are evaluated before that. A correlation ID made of bytes is NULL.
 *   <li>What can never be right is refused when parsed: ordering, BETWEEN or arithmetic with a string or boolean
 *       literal; a boolean literal compared with a number or string literal; an operand where a condition must be.
 *   <li>Unknown, with or without NOT: a condition that is no boolean, arithmetic on anything but numbers, integer
 *       division by zero, and LIKE or IN on anything but a string. Comparing values of unlike type, and ordering two
 *       strings or two booleans, is false, with {@code <>} too.
 *   <li>One character for {@code _} and ESCAPE is one Unicode code point. In a LIKE pattern the escape character must
 *       precede {@code _}, {@code %} or itself.
 * </ul>
 */
public final class Selector {

    /** The most UTF-16 characters a selector may have. */
    public static final int MAX_LENGTH = 65_536;

    /** How deep parentheses may be nested; it keeps parsing and evaluation within any usual thread's stack. */
    public static final int MAX_NESTING = 256;

    private final String text;
    private final Condition condition;
    private final @Nullable Equality requiredEquality;

    private Selector(String text, Condition condition) {
        this.text = text;
        this.condition = condition;
        requiredEquality = condition.requiredEquality();
    }

    /**
     * Reads a selector.
     *
     * @throws SelectorSyntaxException if the text, blank text included, is not a selector
     */
    public static Selector parse(String text) throws SelectorSyntaxException {
        return new Selector(text, Parser.parse(text));
    }

    /**
     * Reads a selector, where null or blank text means "no selector".
     *
     * @return null for null or blank text
     * @throws SelectorSyntaxException if other text is not a selector
     */
    public static @Nullable Selector parseOrNull(@Nullable String text) throws SelectorSyntaxException {
        return text == null || text.isBlank() ? null : parse(text);
    }

    /** Whether the selector is true of this message; false and unknown both say no. Never throws. */
    public boolean matches(Message message) {
        return condition.test(message) == Ternary.TRUE;
    }

    /** Exactly the text that was parsed. */
    public String text() {
        return text;
    }

    /**
     * An equality without which this selector cannot match: the selector is {@code identifier = literal}, or a
     * conjunction with such a term at its top level (the first of them). A message whose attribute differs cannot match,
     * so many selectors on one identifier can be kept in a hash map by {@link Equality#value()}; those found by
     * {@link Equality#keyIn} are candidates that still have to be asked {@link #matches}.
     *
     * @return null when there is no such term
     */
    public @Nullable Equality requiredEquality() {
        return requiredEquality;
    }

    /** Selectors are equal when their texts are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Selector that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
