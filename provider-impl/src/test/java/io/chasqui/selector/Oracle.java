package io.chasqui.selector;

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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A second opinion on selectors: the rules of the specification written down as plainly as possible, over trees and not
 * over text. True and false are a {@code Boolean}, unknown is null. It shares no code with the package under test.
 */
final class Oracle {

    private final Map<String, @Nullable Object> attributes;

    Oracle(Map<String, @Nullable Object> attributes) {
        this.attributes = attributes;
    }

    @Nullable
    Boolean truth(Truth tree) {
        if (tree instanceof Constant t) {
            return t.value();
        } else if (tree instanceof Name t) {
            return attributes.get(t.name()) instanceof Boolean b ? b : null;
        } else if (tree instanceof Both t) {
            return and(truth(t.left()), truth(t.right()));
        } else if (tree instanceof Either t) {
            return not(and(not(truth(t.left())), not(truth(t.right()))));
        } else if (tree instanceof Opposite t) {
            return not(truth(t.operand()));
        } else if (tree instanceof Compared t) {
            return compare(value(t.left()), t.operator(), value(t.right()));
        } else if (tree instanceof Range t) {
            return range(t);
        } else if (tree instanceof Listed t) {
            return attributes.get(t.name().name()) instanceof String s
                    ? t.texts().contains(s) != t.negated()
                    : null;
        } else if (tree instanceof Alike t) {
            return attributes.get(t.name().name()) instanceof String s ? alike(t.parts(), s) != t.negated() : null;
        } else if (tree instanceof Null t) {
            return (attributes.get(t.name().name()) == null) != t.negated();
        }
        throw new AssertionError(tree);
    }

    private @Nullable Object value(Value tree) {
        if (tree instanceof Name t) {
            return attributes.get(t.name());
        } else if (tree instanceof Literal t) {
            return t.value();
        } else if (tree instanceof Enclosed t) {
            // Parentheses around a name are no more than that.
            return t.condition() instanceof Name name ? attributes.get(name.name()) : truth(t.condition());
        } else if (tree instanceof Sign t) {
            Object operand = value(t.operand());
            return t.sign() == '-' ? negate(operand) : operand instanceof Number ? operand : null;
        } else if (tree instanceof Calculation t) {
            return calculate(value(t.left()), t.operator(), value(t.right()));
        }
        throw new AssertionError(tree);
    }

    private static @Nullable Object negate(@Nullable Object operand) {
        // 0 - x would give the wrong zero for floating-point numbers.
        boolean floating = operand instanceof Float || operand instanceof Double;
        return floating ? calculate(operand, '*', -1) : calculate(0, '-', operand);
    }

    private static @Nullable Boolean and(@Nullable Boolean a, @Nullable Boolean b) {
        if (Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)) {
            return false;
        }
        return a == null || b == null ? null : true;
    }

    private static @Nullable Boolean not(@Nullable Boolean a) {
        return a == null ? null : !a;
    }

    private @Nullable Boolean range(Range t) {
        Object value = value(t.value());
        Object low = value(t.low());
        Object high = value(t.high());
        if (t.negated()) {
            return not(and(not(compare(value, "<", low)), not(compare(value, ">", high))));
        }
        return and(compare(value, ">=", low), compare(value, "<=", high));
    }

    private static @Nullable Boolean compare(@Nullable Object a, String operator, @Nullable Object b) {
        if (a == null || b == null) {
            return null;
        }
        if (a instanceof Number x && b instanceof Number y) {
            if (x instanceof Double || y instanceof Double) {
                return compare(x.doubleValue(), operator, y.doubleValue());
            }
            if (x instanceof Float || y instanceof Float) {
                return compare(x.floatValue(), operator, y.floatValue());
            }
            int order = Long.compare(x.longValue(), y.longValue());
            return compare(order, operator, 0.0);
        }
        if (a.getClass() != b.getClass()) {
            return false;
        }
        return operator.equals("=") && a.equals(b) || operator.equals("<>") && !a.equals(b);
    }

    private static boolean compare(double x, String operator, double y) {
        return switch (operator) {
            case "=" -> x == y;
            case "<>" -> x != y;
            case "<" -> x < y;
            case "<=" -> x <= y;
            case ">" -> x > y;
            case ">=" -> x >= y;
            default -> throw new AssertionError(operator);
        };
    }

    private static @Nullable Object calculate(@Nullable Object a, char operator, @Nullable Object b) {
        if (!(a instanceof Number x) || !(b instanceof Number y)) {
            return null;
        }
        if (x instanceof Double || y instanceof Double) {
            double p = x.doubleValue();
            double q = y.doubleValue();
            return operator == '+' ? p + q : operator == '-' ? p - q : operator == '*' ? p * q : p / q;
        }
        if (x instanceof Float || y instanceof Float) {
            float p = x.floatValue();
            float q = y.floatValue();
            return operator == '+' ? p + q : operator == '-' ? p - q : operator == '*' ? p * q : p / q;
        }
        if (operator == '/' && y.longValue() == 0) {
            return null;
        }
        if (x instanceof Long || y instanceof Long) {
            long p = x.longValue();
            long q = y.longValue();
            return operator == '+' ? p + q : operator == '-' ? p - q : operator == '*' ? p * q : p / q;
        }
        int p = x.intValue();
        int q = y.intValue();
        return operator == '+' ? p + q : operator == '-' ? p - q : operator == '*' ? p * q : p / q;
    }

    /** By trying everything: each "%" takes nothing, or one character more. */
    static boolean alike(List<String> parts, String text) {
        if (parts.isEmpty()) {
            return text.isEmpty();
        }
        String part = parts.get(0);
        List<String> rest = parts.subList(1, parts.size());
        int first = text.isEmpty() ? 0 : Character.charCount(text.codePointAt(0));
        return switch (part) {
            case "%" -> alike(rest, text) || !text.isEmpty() && alike(parts, text.substring(first));
            case "_" -> !text.isEmpty() && alike(rest, text.substring(first));
            default -> text.startsWith(part.substring(1)) && alike(rest, text.substring(part.length() - 1));
        };
    }
}
