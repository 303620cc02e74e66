package io.chasqui.selector;

import io.chasqui.message.Message;
import io.chasqui.message.MessageId;
import io.chasqui.selector.OracleTree.Alike;
import io.chasqui.selector.OracleTree.Both;
import io.chasqui.selector.OracleTree.Calculation;
import io.chasqui.selector.OracleTree.Compared;
import io.chasqui.selector.OracleTree.Constant;
import io.chasqui.selector.OracleTree.Either;
import io.chasqui.selector.OracleTree.Enclosed;
import io.chasqui.selector.OracleTree.Listed;
import io.chasqui.selector.OracleTree.Literal;
import io.chasqui.selector.OracleTree.Name;
import io.chasqui.selector.OracleTree.Null;
import io.chasqui.selector.OracleTree.Opposite;
import io.chasqui.selector.OracleTree.Range;
import io.chasqui.selector.OracleTree.Sign;
import io.chasqui.selector.OracleTree.Truth;
import io.chasqui.selector.OracleTree.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Generates selector trees, and the attributes of messages that they are about, from few values, so that equal ones come
 * up often.
 *
 * <p>Design note: plain code on a {@code Random}, because combining arbitraries of jqwik to such trees takes a hundred
 * times as long; jqwik shrinks the depth.
 */
final class OracleTrees {

    private static final List<String> PROPERTIES = List.of("a", "b", "c", "größe", "JMSXGroupID", "JMS_Test_x");
    private static final List<String> HEADERS = List.of(
            "JMSPriority", "JMSTimestamp", "JMSType", "JMSCorrelationID", "JMSMessageID", "JMSDeliveryMode", "missing");
    private static final List<String> CHARACTERS = List.of("a", "b", "'", "%", "_", "\n", "\uD83D\uDE00");
    private static final List<Number> EDGES = List.of(
            Byte.MIN_VALUE,
            Short.MIN_VALUE,
            Integer.MIN_VALUE,
            Integer.MAX_VALUE,
            16777217,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            9007199254740993L,
            0.1f,
            -0.0f,
            16777216f,
            Float.NEGATIVE_INFINITY,
            9007199254740992.0,
            0.1,
            -0.0,
            1e300,
            Double.NaN,
            Double.POSITIVE_INFINITY);
    private static final List<Literal> APPROXIMATE = List.of(
            new Literal(1.0, "1."),
            new Literal(0.5, ".5"),
            new Literal(1.5, "15e-1"),
            new Literal(2.0, "2d"),
            new Literal(0.1, "0.1"),
            new Literal(0.1f, "0.1f"),
            new Literal(1.0f, "1F"),
            new Literal(0.0, "0.0"),
            new Literal(1e300, "1E+300"),
            new Literal(Long.MIN_VALUE, "-9223372036854775808"));

    private final Random random;

    OracleTrees(Random random) {
        this.random = random;
    }

    /** The attributes of a message by identifier; a property or header that is NULL has the value null or none. */
    Map<String, @Nullable Object> attributes() {
        Map<String, @Nullable Object> all = new HashMap<>();
        for (String name : PROPERTIES) {
            switch (random.nextInt(12)) {
                case 0 -> {}
                case 1 -> all.put(name, null);
                case 2, 3 -> all.put(name, random.nextBoolean());
                case 4, 5, 6 -> all.put(name, text());
                default -> all.put(name, number());
            }
        }
        all.put("JMSPriority", random.nextInt(10));
        all.put("JMSTimestamp", oneOf(List.of(0L, 1L, 1700000000000L)));
        all.put("JMSType", random.nextInt(3) == 0 ? null : text());
        all.put("JMSCorrelationID", random.nextInt(3) == 0 ? null : text());
        all.put("JMSMessageID", random.nextInt(3) == 0 ? null : "ID:x:" + (1 + random.nextInt(2)));
        all.put("JMSDeliveryMode", random.nextBoolean() ? "PERSISTENT" : "NON_PERSISTENT");
        return all;
    }

    static Message message(Map<String, @Nullable Object> attributes) {
        Map<String, @Nullable Object> properties = new HashMap<>(attributes);
        properties.keySet().retainAll(PROPERTIES);
        String id = (String) attributes.get("JMSMessageID");
        return Messages.builder()
                .properties(properties)
                .priority((Integer) attributes.get("JMSPriority"))
                .timestamp((Long) attributes.get("JMSTimestamp"))
                .type((String) attributes.get("JMSType"))
                .correlationId(attributes.get("JMSCorrelationID"))
                .id(id == null ? null : new MessageId("x", Long.parseLong(id.substring(5))))
                .persistent("PERSISTENT".equals(attributes.get("JMSDeliveryMode")))
                .build();
    }

    String text() {
        return String.join("", some(0, 3, () -> oneOf(CHARACTERS)));
    }

    Number number() {
        int small = random.nextInt(7) - 3;
        return switch (random.nextInt(8)) {
            case 0 -> (byte) small;
            case 1 -> (short) small;
            case 2 -> small;
            case 3 -> (long) small;
            case 4 -> small * 0.5f;
            case 5 -> small * 0.5;
            default -> oneOf(EDGES);
        };
    }

    /** A condition; the deeper, the longer it may become. */
    Truth condition(int depth) {
        if (depth == 0) {
            return predicate(0);
        }
        return switch (random.nextInt(8)) {
            case 0, 1 -> new Both(condition(depth - 1), condition(depth - 1));
            case 2, 3 -> new Either(condition(depth - 1), condition(depth - 1));
            case 4 -> new Opposite(condition(depth - 1));
            default -> predicate(depth);
        };
    }

    /** An equality with what the message has, or an integer near it. */
    Truth equality(Map<String, @Nullable Object> attributes) {
        String name = oneOf(random.nextInt(4) == 0 ? HEADERS : PROPERTIES);
        Object value = attributes.get(name);
        Literal literal = value instanceof Number number
                ? new Literal(number.longValue(), String.valueOf(number.longValue()))
                : new Literal(String.valueOf(value), OraclePrinter.quoted(String.valueOf(value)));
        return random.nextBoolean()
                ? new Compared(new Name(name), "=", literal)
                : new Compared(literal, "=", new Name(name));
    }

    private Truth predicate(int depth) {
        boolean negated = random.nextBoolean();
        return switch (random.nextInt(16)) {
            case 0, 1 -> new Range(numeric(2), negated, numeric(2), numeric(2));
            case 2, 3 -> new Listed(name(), negated, some(1, 4, this::text));
            case 4, 5, 6 -> alike(negated);
            case 7 -> new Null(name(), negated);
            case 8, 9 -> name();
            case 10 -> new Constant(negated);
            default -> comparison(depth);
        };
    }

    private Truth comparison(int depth) {
        String equality = random.nextBoolean() ? "=" : "<>";
        return switch (random.nextInt(10)) {
            case 0 -> new Compared(numeric(2), equality, string());
            case 1, 2 -> new Compared(name(), equality, string());
            case 3 -> new Compared(string(), equality, name());
            case 4, 5 -> new Compared(notNumeric(depth), equality, notNumeric(depth));
            default -> new Compared(numeric(2), oneOf(List.of("=", "<>", "<", "<=", ">", ">=")), numeric(2));
        };
    }

    private Value notNumeric(int depth) {
        boolean value = random.nextBoolean();
        return switch (random.nextInt(depth == 0 ? 2 : 3)) {
            case 0 -> name();
            case 1 -> new Literal(value, value ? "tRuE" : "False");
            default -> new Enclosed(condition(depth - 1));
        };
    }

    /** An operand that may be a number as far as the text tells. */
    private Value numeric(int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 7)) {
            case 0, 1, 2 -> name();
            case 3 -> numeral();
            case 4 -> new Sign(random.nextBoolean() ? '+' : '-', numeric(depth - 1));
            default -> new Calculation(numeric(depth - 1), oneOf(List.of('+', '-', '*', '/')), numeric(depth - 1));
        };
    }

    private Name name() {
        return new Name(oneOf(random.nextInt(4) == 0 ? HEADERS : PROPERTIES));
    }

    private Literal string() {
        String text = random.nextInt(6) == 0 ? oneOf(List.of("ID:x:1", "ID:x:02", "PERSISTENT", "1")) : text();
        return new Literal(text, OraclePrinter.quoted(text));
    }

    private Literal numeral() {
        if (random.nextInt(3) == 0) {
            return oneOf(APPROXIMATE);
        }
        long value = random.nextBoolean()
                ? random.nextInt(5)
                : oneOf(List.of(2147483647L, 2147483648L, 16777217L, 9007199254740993L, Long.MAX_VALUE));
        String format = oneOf(List.of("%d", "%dL", "%dl", "0x%x", "0X%XL", "0%o", "00%ol"));
        return new Literal(value, String.format(format, value));
    }

    private Truth alike(boolean negated) {
        String escape = oneOf(List.of("", "!", "a", "'", "\uD83D\uDE00"));
        List<String> parts = new ArrayList<>(List.of("_", "%", "=a", "=b", "='", "=\n", "=\uD83D\uDE00", "=!"));
        if (!escape.isEmpty()) {
            parts.addAll(List.of("=_", "=%"));
        }
        return new Alike(name(), negated, some(0, 4, () -> oneOf(parts)), escape);
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private <T> List<T> some(int least, int most, Supplier<T> source) {
        List<T> list = new ArrayList<>();
        for (int count = least + random.nextInt(most - least + 1); count > 0; count--) {
            list.add(source.get());
        }
        return list;
    }
}
