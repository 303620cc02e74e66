package io.chasqui.api.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All options of one kind of object, in the order of the documentation; immutable.
 *
 * @param <S> what has the values
 * @param <T> what takes the values
 */
public final class OptionTable<S, T> {

    private final List<Option<S, T, ?>> options;

    public OptionTable(List<Option<S, T, ?>> options) {
        this.options = List.copyOf(options);
    }

    public List<Option<S, T, ?>> options() {
        return options;
    }

    public Optional<Option<S, T, ?>> find(String name) {
        return options.stream()
                .filter(option -> option.name().equals(name) || option.aliases().contains(name))
                .findFirst();
    }

    /**
     * Sets what an address says.
     *
     * @throws IllegalArgumentException when there is no such option, or the value breaks its rule; the message names the
     *     value, the address and the rule or the nearest known option, but no password
     */
    public void apply(T target, Address.Setting setting, Address address) {
        Option<S, T, ?> option = find(setting.name())
                .orElseThrow(
                        () -> unknown(setting.name(), address, options.stream().map(Option::name)));
        try {
            option.apply(target, setting.value());
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(refused.getMessage() + " (in " + address + ")", refused);
        }
    }

    /** What to throw for a name that is none of the known ones. */
    public static IllegalArgumentException unknown(String name, Address address, Stream<String> knownNames) {
        List<String> known = knownNames.toList();
        String hint = Spelling.nearest(name, known)
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElse(".");
        return new IllegalArgumentException(
                "unknown option '" + name + "' in " + address + hint + " Known options: " + String.join(", ", known));
    }

    /** The values in the order of the options, for comparing; null where there is none. */
    public List<Object> valuesOf(S source) {
        List<Object> values = new ArrayList<>(options.size());
        options.forEach(option -> values.add(option.getter().apply(source)));
        return values;
    }

    /** What an address has to say to make {@code source} out of {@code defaults}; with secret values. */
    public List<Address.Setting> differences(S source, S defaults) {
        return options.stream()
                .filter(option -> !option.textOf(source).equals(option.textOf(defaults)))
                .map(option -> new Address.Setting(option.name(), option.textOf(source)))
                .toList();
    }
}
