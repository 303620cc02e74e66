package io.chasqui.api.option;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which values an option takes, and how they are written; immutable.
 *
 * @param <V> the Java type of the value
 */
public final class ValueType<V extends @Nullable Object> {

    private static final Pattern BYTES = Pattern.compile("(\\d{1,18})\\s*(|[kmg](?:ib)?)", Pattern.CASE_INSENSITIVE);
    private static final Pattern CLASS_PATTERN =
            Pattern.compile("\\*|\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
                    + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*(\\.\\*)?");

    private final String rule;
    private final boolean secret;
    private final Function<String, V> parser;
    private final Predicate<V> allowed;
    private final Function<V, String> formatter;

    private ValueType(
            String rule,
            boolean secret,
            Function<String, V> parser,
            Predicate<V> allowed,
            Function<V, String> formatter) {
        this.rule = rule;
        this.secret = secret;
        this.parser = parser;
        this.allowed = allowed;
        this.formatter = formatter;
    }

    /** Whole numbers, both limits included. */
    public static ValueType<Integer> integer(int least, int most) {
        String rule = String.format(Locale.ROOT, "a whole number from %d to %d", least, most);
        return new ValueType<>(
                rule, false, Integer::valueOf, value -> value >= least && value <= most, String::valueOf);
    }

    /** A time in milliseconds. */
    public static ValueType<Long> millis(long least) {
        String rule = "a whole number of milliseconds, at least " + least;
        return new ValueType<>(rule, false, Long::valueOf, value -> value >= least, String::valueOf);
    }

    /** An amount of memory; a text may end in {@code KiB}, {@code MiB} or {@code GiB}. */
    public static ValueType<Long> bytes(long least, long most) {
        String rule = "a number of bytes, at least " + least + (most == Long.MAX_VALUE ? "" : " and at most " + most)
                + ", as in 1048576, 1024KiB or 1MiB";
        return new ValueType<>(
                rule, false, ValueType::parseBytes, value -> value >= least && value <= most, String::valueOf);
    }

    /** As {@link #bytes}, for an amount that fits into an {@code int}. */
    public static ValueType<Integer> byteCount(int least, int most) {
        ValueType<Long> bytes = bytes(least, most);
        return new ValueType<>(
                bytes.rule,
                false,
                text -> Integer.valueOf(bytes.parse(text).toString()),
                value -> bytes.allows((long) value),
                String::valueOf);
    }

    public static ValueType<Boolean> flag() {
        return new ValueType<>("true or false", false, ValueType::parseFlag, value -> true, String::valueOf);
    }

    /** Any text, the empty one too. */
    public static ValueType<String> text() {
        return new ValueType<>("a text", false, text -> text, value -> true, text -> text);
    }

    /** A text or null for none, which is written as an empty text. */
    public static ValueType<@Nullable String> optionalText() {
        return optional("a text; empty for none", false);
    }

    /** As {@link #optionalText()}, and never shown. */
    public static ValueType<@Nullable String> secretText() {
        return optional("a text; empty for none", true);
    }

    /** Full names of classes, packages as {@code org.example.*}, or {@code *} for everything. */
    public static ValueType<List<String>> classPatterns() {
        return new ValueType<>(
                "class names (org.example.Order), packages (org.example.*) or *, separated by commas",
                false,
                text -> parts(text).toList(),
                patterns -> patterns.stream()
                        .allMatch(pattern -> CLASS_PATTERN.matcher(pattern).matches()),
                patterns -> String.join(",", patterns));
    }

    /** Addresses to listen at; see {@link Address#parseListener}. */
    public static ValueType<List<URI>> listenAddresses() {
        return new ValueType<>(
                "a list of tcp://HOST:PORT and tls://HOST:PORT, separated by commas, with ports from 0 (any that is free)"
                        + " to 65535; empty for none",
                false,
                text -> parts(text).map(Address::parseListener).toList(),
                addresses -> {
                    addresses.forEach(address -> Address.parseListener(address.toString()));
                    return true;
                },
                addresses -> addresses.stream().map(URI::toString).collect(Collectors.joining(",")));
    }

    /** One of a few words, written in small letters; capitals are read as well. */
    public static <E extends Enum<E>> ValueType<E> choice(Class<E> words) {
        Map<String, E> byText = new LinkedHashMap<>();
        for (E word : words.getEnumConstants()) {
            byText.put(word.name().toLowerCase(Locale.ROOT), word);
        }
        return new ValueType<>(
                "one of " + String.join(", ", byText.keySet()),
                false,
                text -> {
                    E word = byText.get(text.toLowerCase(Locale.ROOT));
                    if (word == null) {
                        throw new IllegalArgumentException(text);
                    }
                    return word;
                },
                word -> true,
                word -> word.name().toLowerCase(Locale.ROOT));
    }

    /** Words of {@link #choice} by pattern, in the order in which they are tried. */
    public static <E extends Enum<E>> ValueType<Map<String, E>> choiceByPattern(Class<E> words) {
        ValueType<E> word = choice(words);
        return new ValueType<>(
                "a list PATTERN:WORD,PATTERN:WORD in which a pattern is a name, or the beginning of names and a *, and a word is "
                        + word.rule(),
                false,
                text -> parseChoices(text, word),
                choices -> choices.keySet().stream()
                        .allMatch(pattern -> !pattern.isEmpty() && pattern.indexOf('*') == -1
                                || pattern.indexOf('*') == pattern.length() - 1),
                choices -> choices.entrySet().stream()
                        .map(choice -> choice.getKey() + ":" + word.format(choice.getValue()))
                        .collect(Collectors.joining(",")));
    }

    private static <E> Map<String, E> parseChoices(String text, ValueType<E> word) {
        Map<String, E> choices = new LinkedHashMap<>();
        parts(text).forEach(part -> {
            int colon = part.lastIndexOf(':');
            if (colon < 0 || choices.put(part.substring(0, colon), word.parse(part.substring(colon + 1))) != null) {
                throw new IllegalArgumentException("not PATTERN:WORD, or a pattern twice");
            }
        });
        return choices;
    }

    /** Passwords by user name; never shown. */
    public static ValueType<Map<String, String>> passwordsByUser() {
        return new ValueType<>(
                "a list USER:PASSWORD,USER:PASSWORD with user names that differ and are not empty",
                true,
                ValueType::parseUsers,
                users -> !users.containsKey(""),
                users -> users.entrySet().stream()
                        .map(user -> user.getKey() + ":" + user.getValue())
                        .sorted()
                        .collect(Collectors.joining(",")));
    }

    /** For people; completes the sentence "the value is not …". */
    public String rule() {
        return rule;
    }

    /** Whether the value must not appear in messages. */
    public boolean secret() {
        return secret;
    }

    /** @throws IllegalArgumentException when the text is not of this type at all */
    public V parse(String text) {
        return parser.apply(text);
    }

    /** Whether a value keeps the rule. */
    public boolean allows(V value) {
        return allowed.test(value);
    }

    public String format(V value) {
        return formatter.apply(value);
    }

    private static ValueType<@Nullable String> optional(String rule, boolean secret) {
        return new ValueType<>(
                rule, secret, text -> text.isEmpty() ? null : text, value -> true, value -> value == null ? "" : value);
    }

    private static Boolean parseFlag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Long parseBytes(String text) {
        Matcher matcher = BYTES.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        long number = Long.parseLong(matcher.group(1));
        int shift = matcher.group(2).isEmpty()
                ? 0
                : switch (Character.toLowerCase(matcher.group(2).charAt(0))) {
                    case 'k' -> 10;
                    case 'm' -> 20;
                    default -> 30;
                };
        if (number > Long.MAX_VALUE >> shift) {
            throw new IllegalArgumentException(text);
        }
        return number << shift;
    }

    private static Map<String, String> parseUsers(String text) {
        Map<String, String> users = new LinkedHashMap<>();
        parts(text).forEach(part -> {
            int colon = part.indexOf(':');
            if (colon < 0 || users.put(part.substring(0, colon), part.substring(colon + 1)) != null) {
                throw new IllegalArgumentException("not USER:PASSWORD, or a user twice");
            }
        });
        return users;
    }

    private static Stream<String> parts(String text) {
        return Stream.of(text.split(",")).map(String::strip).filter(part -> !part.isEmpty());
    }
}
