package io.chasqui.selector;

import java.util.List;

/**
 * The trees from which the property tests print selectors, in the shape of the specification's grammar. They share
 * nothing with the classes under test.
 */
sealed interface OracleTree {

    /** What has a value. */
    sealed interface Value extends OracleTree {}

    /** What is true, false or unknown. */
    sealed interface Truth extends OracleTree {}

    /** An identifier; as an operand or, alone, as a condition. */
    record Name(String name) implements Value, Truth {}

    /** {@code text} is a spelling of {@code value}. */
    record Literal(Object value, String text) implements Value {}

    record Sign(char sign, Value operand) implements Value {}

    record Calculation(Value left, char operator, Value right) implements Value {}

    /** A condition in parentheses used as an operand. */
    record Enclosed(Truth condition) implements Value {}

    record Constant(boolean value) implements Truth {}

    record Both(Truth left, Truth right) implements Truth {}

    record Either(Truth left, Truth right) implements Truth {}

    record Opposite(Truth operand) implements Truth {}

    record Compared(Value left, String operator, Value right) implements Truth {}

    record Range(Value value, boolean negated, Value low, Value high) implements Truth {}

    record Listed(Name name, boolean negated, List<String> texts) implements Truth {}

    /** Parts of a pattern: "_" and "%" are wildcards, other texts are themselves, with "=" in front. */
    record Alike(Name name, boolean negated, List<String> parts, String escape) implements Truth {}

    record Null(Name name, boolean negated) implements Truth {}
}
