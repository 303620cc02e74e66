package io.chasqui.api.option;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One option; immutable.
 *
 * @param name as it stands in an address
 * @param aliases other spellings that are understood
 * @param type which values it takes
 * @param getter reads the value from what is configured
 * @param setter writes it to what is being configured
 * @param meaning one sentence for people
 * @param computedDefault how the default comes about, when it depends on the machine; null when it is the same everywhere
 * @param <S> what has the value
 * @param <T> what takes the value
 * @param <V> the value
 */
public record Option<S, T, V extends @Nullable Object>(
        String name,
        List<String> aliases,
        ValueType<V> type,
        Function<S, V> getter,
        BiConsumer<T, V> setter,
        String meaning,
        @Nullable String computedDefault) {

    public Option(String name, ValueType<V> type, Function<S, V> getter, BiConsumer<T, V> setter, String meaning) {
        this(name, List.of(), type, getter, setter, meaning, null);
    }

    public Option<S, T, V> withAlias(String alias) {
        return new Option<>(name, List.of(alias), type, getter, setter, meaning, computedDefault);
    }

    public Option<S, T, V> withComputedDefault(String description) {
        return new Option<>(name, aliases, type, getter, setter, meaning, description);
    }

    /**
     * Gives the value back when it keeps the rule.
     *
     * @throws IllegalArgumentException with the name, the value and the rule
     */
    public V checked(V value) {
        if (!type.allows(value)) {
            throw refused(type.format(value));
        }
        return value;
    }

    /** The value as it would stand in an address (not yet percent-encoded); empty for none. */
    public String textOf(S source) {
        return type.format(getter.apply(source));
    }

    /** @throws IllegalArgumentException with the name, the value and the rule */
    public void apply(T target, String text) {
        setter.accept(target, valueOf(text));
    }

    private V valueOf(String text) {
        V value;
        try {
            value = type.parse(text);
        } catch (IllegalArgumentException notOfThisType) {
            throw refused(text);
        }
        if (!type.allows(value)) {
            throw refused(text);
        }
        return value;
    }

    private IllegalArgumentException refused(String text) {
        String shown = type.secret() ? "the value (not shown, for it is secret)" : "'" + text + "'";
        return new IllegalArgumentException("option '" + name + "': " + shown + " is not " + type.rule());
    }
}
