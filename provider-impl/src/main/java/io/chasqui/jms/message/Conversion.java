package io.chasqui.jms.message;

import jakarta.jms.MessageFormatException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The conversion tables of properties, map entries and stream items (Jakarta Messaging 3.1, 3.5.4 and 3.11.3): what was
 * written as one type and may be read as another. Stateless.
 *
 * <p>A null value is read as {@code valueOf(null)} of the type would be: that is {@code false} for boolean, {@link
 * NumberFormatException} for the integral types and {@link NullPointerException} for the others.
 */
final class Conversion {

    static final Conversion PROPERTY = new Conversion("property", false);
    static final Conversion MAP_ENTRY = new Conversion("map entry", true);
    static final Conversion STREAM_ITEM = new Conversion("stream item", true);
    static final Conversion BYTES = new Conversion("value to write", true);

    private final String what;
    private final boolean charactersAndBytes;

    private Conversion(String what, boolean charactersAndBytes) {
        this.what = what;
        this.charactersAndBytes = charactersAndBytes;
    }

    boolean toBoolean(@Nullable Object value, @Nullable Object name) throws MessageFormatException {
        if (value instanceof Boolean exact) {
            return exact;
        }
        if (value == null || value instanceof String) {
            return Boolean.parseBoolean((String) value);
        }
        throw mismatch(value, name, "boolean");
    }

    byte toByte(@Nullable Object value, @Nullable Object name) throws MessageFormatException {
        if (value instanceof Byte exact) {
            return exact;
        }
        String text = number(value, name, "byte");
        try {
            return Byte.parseByte(text);
        } catch (NumberFormatException e) {
            throw unparsable(text, name, "byte", e);
        }
    }

    short toShort(@Nullable Object value, @Nullable Object name) throws MessageFormatException {
        if (value instanceof Short || value instanceof Byte) {
            return ((Number) value).shortValue();
        }
        String text = number(value, name, "short");
        try {
            return Short.parseShort(text);
        } catch (NumberFormatException e) {
            throw unparsable(text, name, "short", e);
        }
    }

    int toInt(@Nullable Object value, @Nullable Object name) throws MessageFormatException {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).intValue();
        }
        String text = number(value, name, "int");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw unparsable(text, name, "int", e);
        }
    }

    long toLong(@Nullable Object value, @Nullable Object name) throws MessageFormatException {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        String text = number(value, name, "long");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw unparsable(text, name, "long", e);
        }
    }

    float toFloat(@Nullable Object value, @Nullable Object name) throws MessageFormatException {
        if (value instanceof Float exact) {
            return exact;
        }
        String text = present(value, name, "float");
        try {
            return Float.parseFloat(text);
        } catch (NumberFormatException e) {
            throw unparsable(text, name, "float", e);
        }
    }

    double toDouble(@Nullable Object value, @Nullable Object name) throws MessageFormatException {
        if (value instanceof Double || value instanceof Float) {
            return ((Number) value).doubleValue();
        }
        String text = present(value, name, "double");
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw unparsable(text, name, "double", e);
        }
    }

    char toChar(@Nullable Object value, @Nullable Object name) throws MessageFormatException {
        if (value instanceof Character exact) {
            return exact;
        }
        if (value == null) {
            throw new NullPointerException(missing(name, "char"));
        }
        throw mismatch(value, name, "char");
    }

    @Nullable
    String toText(@Nullable Object value, @Nullable Object name) throws MessageFormatException {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        if (value instanceof byte[]) {
            throw mismatch(value, name, "String");
        }
        return value.toString();
    }

    /** A copy that the caller may change. */
    byte @Nullable [] toBytes(@Nullable Object value, @Nullable Object name) throws MessageFormatException {
        if (value == null) {
            return null;
        }
        if (value instanceof byte[] exact) {
            return exact.clone();
        }
        throw mismatch(value, name, "byte[]");
    }

    /** The value as it was written; an array is copied. */
    static @Nullable Object toObject(@Nullable Object value) {
        return value instanceof byte[] bytes ? bytes.clone() : value;
    }

    /** A part of an array, copied; {@link IndexOutOfBoundsException} when it is not within the array. */
    static byte[] slice(byte[] value, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, value.length);
        return Arrays.copyOfRange(value, offset, offset + length);
    }

    /** The value as it is kept; an array is copied. Refuses what these tables do not know. */
    @Nullable
    Object accept(@Nullable Object value, @Nullable Object name) throws MessageFormatException {
        if (value == null
                || value instanceof String
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof Double
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte) {
            return value;
        }
        if (charactersAndBytes) {
            if (value instanceof Character) {
                return value;
            }
            if (value instanceof byte[] bytes) {
                return bytes.clone();
            }
        }
        throw new MessageFormatException(
                label(name) + " cannot be of class " + value.getClass().getName() + "; allowed are String, Boolean, "
                        + (charactersAndBytes ? "Character, byte[], " : "")
                        + "Byte, Short, Integer, Long, Float, Double and null",
                FailureCodes.MESSAGE_FORMAT);
    }

    private String number(@Nullable Object value, @Nullable Object name, String type) throws MessageFormatException {
        if (value == null) {
            throw new NumberFormatException(missing(name, type));
        }
        return present(value, name, type);
    }

    private String present(@Nullable Object value, @Nullable Object name, String type) throws MessageFormatException {
        if (value instanceof String text) {
            return text;
        }
        if (value == null) {
            throw new NullPointerException(missing(name, type));
        }
        throw mismatch(value, name, type);
    }

    private String label(@Nullable Object name) {
        return name instanceof String ? what + " '" + name + "'" : what + ' ' + name;
    }

    private String missing(@Nullable Object name, String type) {
        return label(name) + " is null or was not set; it cannot be read as " + type;
    }

    private MessageFormatException mismatch(Object value, @Nullable Object name, String type) {
        return new MessageFormatException(
                label(name) + " was written as " + value.getClass().getSimpleName() + " and cannot be read as " + type,
                FailureCodes.MESSAGE_FORMAT);
    }

    private NumberFormatException unparsable(String text, @Nullable Object name, String type, Throwable cause) {
        NumberFormatException failure =
                new NumberFormatException(label(name) + " is the text \"" + text + "\", which is no " + type);
        failure.initCause(cause);
        return failure;
    }
}
