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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Generates selector trees, and messages that they are about. */
final class OracleTrees {

    private static final int DEPTH = 3;

    private static final List<String> PROPERTIES = List.of("a", "b", "c", "größe", "JMSXGroupID", "JMS_Test_x");

    private OracleTrees() {}

    /** Short texts of few characters, so that equal ones and matching patterns come up. */
    static Arbitrary<String> texts() {
        return Arbitraries.of("a", "b", "'", "%", "_", "\n", "\uD83D\uDE00")
                .list()
                .ofMaxSize(4)
                .map(list -> String.join("", list));
    }

    static Arbitrary<Number> numbers() {
        Arbitrary<Integer> small = Arbitraries.integers().between(-3, 3);
        return Arbitraries.oneOf(
                small.map(i -> (Number) i.byteValue()),
                small.map(i -> (Number) i.shortValue()),
                small.map(i -> (Number) i),
                small.map(i -> (Number) i.longValue()),
                small.map(i -> (Number) (i * 0.5f)),
                small.map(i -> (Number) (i * 0.5)),
                Arbitraries.<Number>of(
                        Byte.MIN_VALUE, Short.MIN_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE, 16777217, 0.1f, -0.0f),
                Arbitraries.<Number>of(
                        Long.MIN_VALUE, Long.MAX_VALUE, 9007199254740993L, 16777216f, 9007199254740992.0, 0.1, -0.0),
                Arbitraries.<Number>of(Double.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e300));
    }

    private static Arbitrary<Object> values() {
        return Arbitraries.frequencyOf(
                Tuple.of(2, texts().map(t -> (Object) t)),
                Tuple.of(2, Arbitraries.of(true, false).map(b -> (Object) b)),
                Tuple.of(5, numbers().map(n -> (Object) n)));
    }

    /** The attributes of a message by identifier; a property or header that is NULL has the value null or none. */
    static Arbitrary<Map<String, @Nullable Object>> attributes() {
        Arbitrary<Map<String, Object>> properties = Arbitraries.maps(
                        Arbitraries.of(PROPERTIES), values().injectNull(0.1))
                .ofMaxSize(PROPERTIES.size());
        Arbitrary<@Nullable Object> sequences =
                Arbitraries.of(1L, 2L).map(n -> (Object) ("ID:x:" + n)).injectNull(0.3);
        return Combinators.combine(
                        properties,
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.of(0L, 1L, 1700000000000L),
                        texts().injectNull(0.3),
                        texts().injectNull(0.3),
                        sequences,
                        Arbitraries.of("PERSISTENT", "NON_PERSISTENT"))
                .as((map, priority, timestamp, type, correlation, id, mode) -> {
                    Map<String, @Nullable Object> all = new HashMap<>(map);
                    all.put("JMSPriority", priority);
                    all.put("JMSTimestamp", timestamp);
                    all.put("JMSType", type);
                    all.put("JMSCorrelationID", correlation);
                    all.put("JMSMessageID", id);
                    all.put("JMSDeliveryMode", mode);
                    return all;
                });
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

    private static Arbitrary<Name> names() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of(PROPERTIES).map(Name::new)),
                Tuple.of(
                        1,
                        Arbitraries.of("JMSPriority", "JMSTimestamp", "JMSType", "JMSCorrelationID", "missing")
                                .map(Name::new)),
                Tuple.of(1, Arbitraries.of("JMSMessageID", "JMSDeliveryMode").map(Name::new)));
    }

    private static Arbitrary<Literal> strings() {
        return Arbitraries.frequencyOf(
                        Tuple.of(6, texts()), Tuple.of(1, Arbitraries.of("ID:x:1", "ID:x:02", "PERSISTENT", "1")))
                .map(text -> new Literal(text, OraclePrinter.quoted(text)));
    }

    private static Arbitrary<Literal> booleans() {
        return Arbitraries.of(
                new Literal(true, "TRUE"),
                new Literal(true, "tRuE"),
                new Literal(false, "False"),
                new Literal(false, "FALSE"));
    }

    private static Arbitrary<Literal> numerals() {
        Arbitrary<Literal> exact = Combinators.combine(
                        Arbitraries.oneOf(
                                Arbitraries.longs().between(0, 4),
                                Arbitraries.of(2147483647L, 2147483648L, 16777217L, 9007199254740993L, Long.MAX_VALUE)),
                        Arbitraries.of("%d", "%dL", "%dl", "0x%x", "0X%XL", "0%o", "00%ol"))
                .as((value, format) -> new Literal(value, String.format(format, value)));
        Arbitrary<Literal> approximate = Arbitraries.of(
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
        return Arbitraries.frequencyOf(Tuple.of(2, exact), Tuple.of(1, approximate));
    }

    /** Operands that may be numbers as far as the text tells. */
    private static Arbitrary<Value> numeric(int depth) {
        Arbitrary<Value> leaves = Arbitraries.frequencyOf(
                Tuple.of(2, names().map(n -> (Value) n)), Tuple.of(1, numerals().map(n -> (Value) n)));
        if (depth == 0) {
            return leaves;
        }
        Arbitrary<Value> below = numeric(depth - 1);
        return Arbitraries.frequencyOf(
                Tuple.of(4, leaves),
                Tuple.of(1, Combinators.combine(Arbitraries.of('+', '-'), below).as(Sign::new)),
                Tuple.of(
                        2,
                        Combinators.combine(below, Arbitraries.of('+', '-', '*', '/'), below)
                                .as(Calculation::new)));
    }

    /** Conditions; see {@link OracleTree.Truth}. */
    static Arbitrary<Truth> conditions() {
        return conditions(DEPTH);
    }

    private static Arbitrary<Truth> conditions(int depth) {
        if (depth == 0) {
            return predicates(Arbitraries.of(new Constant(true), new Constant(false)));
        }
        Arbitrary<Truth> below = conditions(depth - 1);
        return Arbitraries.frequencyOf(
                Tuple.of(3, predicates(below)),
                Tuple.of(2, Combinators.combine(below, below).as(Both::new)),
                Tuple.of(2, Combinators.combine(below, below).as(Either::new)),
                Tuple.of(1, below.map(Opposite::new)));
    }

    private static Arbitrary<Truth> predicates(Arbitrary<? extends Truth> enclosed) {
        Arbitrary<Boolean> negated = Arbitraries.of(true, false);
        Arbitrary<Value> numeric = numeric(2);
        return Arbitraries.frequencyOf(
                Tuple.of(6, comparisons(enclosed)),
                Tuple.of(
                        2,
                        Combinators.combine(numeric, negated, numeric, numeric).as(Range::new)),
                Tuple.of(
                        2,
                        Combinators.combine(
                                        names(),
                                        negated,
                                        texts().list().ofMinSize(1).ofMaxSize(4))
                                .as(Listed::new)),
                Tuple.of(2, likes(negated)),
                Tuple.of(1, Combinators.combine(names(), negated).as(Null::new)),
                Tuple.of(2, names().map(n -> (Truth) n)),
                Tuple.of(1, Arbitraries.of(true, false).map(b -> (Truth) new Constant(b))));
    }

    private static Arbitrary<Truth> comparisons(Arbitrary<? extends Truth> conditions) {
        Arbitrary<String> equality = Arbitraries.of("=", "<>");
        Arbitrary<Value> numeric = numeric(2);
        Arbitrary<Value> name = names().map(n -> (Value) n);
        Arbitrary<Value> string = strings().map(s -> (Value) s);
        Arbitrary<Value> notNumeric = Arbitraries.oneOf(name, booleans(), conditions.map(Enclosed::new));
        return Arbitraries.frequencyOf(
                Tuple.of(
                        4,
                        Combinators.combine(numeric, Arbitraries.of("=", "<>", "<", "<=", ">", ">="), numeric)
                                .as(Compared::new)),
                Tuple.of(1, Combinators.combine(numeric, equality, string).as(Compared::new)),
                Tuple.of(2, Combinators.combine(name, equality, string).as(Compared::new)),
                Tuple.of(1, Combinators.combine(string, equality, name).as(Compared::new)),
                Tuple.of(
                        2, Combinators.combine(notNumeric, equality, notNumeric).as(Compared::new)));
    }

    private static Arbitrary<Truth> likes(Arbitrary<Boolean> negated) {
        Arbitrary<String> wildcards = Arbitraries.of("_", "%");
        Arbitrary<String> plain = Arbitraries.of("=a", "=b", "='", "=\n", "=\uD83D\uDE00", "=!");
        Arbitrary<String> any = Arbitraries.oneOf(plain, Arbitraries.of("=_", "=%"));
        Arbitrary<Truth> simple = Combinators.combine(
                        names(),
                        negated,
                        Arbitraries.oneOf(wildcards, plain).list().ofMaxSize(5))
                .as((name, not, parts) -> new Alike(name, not, parts, ""));
        Arbitrary<Truth> escaped = Combinators.combine(
                        names(),
                        negated,
                        Arbitraries.oneOf(wildcards, any).list().ofMaxSize(5),
                        Arbitraries.of("!", "a", "'", "\uD83D\uDE00"))
                .as(Alike::new);
        return Arbitraries.oneOf(simple, escaped);
    }
}
