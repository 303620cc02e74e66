package io.chasqui.message;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bytes of property values, map entries and stream items: a byte for the type, then the value. Stateless. */
final class ValueCodec {

    static final int NULL = 0;
    static final int FALSE = 1;
    static final int TRUE = 2;
    static final int BYTE = 3;
    static final int SHORT = 4;
    static final int CHAR = 5;
    static final int INT = 6;
    static final int LONG = 7;
    static final int FLOAT = 8;
    static final int DOUBLE = 9;
    static final int TEXT = 10;
    static final int BYTES = 11;

    private ValueCodec() {}

    static void write(ByteWriter out, @Nullable Object value) {
        if (value == null) {
            out.writeByte(NULL);
        } else if (value instanceof String text) {
            out.writeByte(TEXT).writeText(text);
        } else if (value instanceof byte[] bytes) {
            out.writeByte(BYTES).writeBytes(bytes);
        } else if (value instanceof Boolean bool) {
            out.writeByte(bool ? TRUE : FALSE);
        } else if (value instanceof Character character) {
            out.writeByte(CHAR).writeVar(character);
        } else {
            writeNumber(out, (Number) value);
        }
    }

    private static void writeNumber(ByteWriter out, Number value) {
        if (value instanceof Integer) {
            out.writeByte(INT).writeVar(value.intValue());
        } else if (value instanceof Long) {
            out.writeByte(LONG).writeVar(value.longValue());
        } else if (value instanceof Double) {
            out.writeByte(DOUBLE).writeLong(Double.doubleToRawLongBits(value.doubleValue()));
        } else if (value instanceof Float) {
            out.writeByte(FLOAT).writeInt(Float.floatToRawIntBits(value.floatValue()));
        } else if (value instanceof Short) {
            out.writeByte(SHORT).writeVar(value.shortValue());
        } else if (value instanceof Byte) {
            out.writeByte(BYTE).writeByte(value.byteValue());
        } else {
            throw new IllegalArgumentException(
                    "no value of a message is a " + value.getClass().getName());
        }
    }

    static @Nullable Object read(ByteReader in) throws MalformedBytesException {
        int type = in.readByte();
        return switch (type) {
            case NULL -> null;
            case FALSE -> false;
            case TRUE -> true;
            case BYTE -> (byte) in.readByte();
            case SHORT -> (short) in.readVar(Short.MIN_VALUE, Short.MAX_VALUE, "a short");
            case CHAR -> (char) in.readVar(Character.MIN_VALUE, Character.MAX_VALUE, "a character");
            case INT -> (int) in.readVar(Integer.MIN_VALUE, Integer.MAX_VALUE, "an int");
            case LONG -> in.readVar();
            case FLOAT -> Float.intBitsToFloat(in.readInt());
            case DOUBLE -> Double.longBitsToDouble(in.readLong());
            case TEXT -> in.readText();
            case BYTES -> in.readBytes();
            default -> throw new MalformedBytesException("there is no type " + type + " of values");
        };
    }

    static void writeMap(ByteWriter out, Map<String, @Nullable Object> entries) {
        out.writeVar(entries.size());
        for (Map.Entry<String, @Nullable Object> entry : entries.entrySet()) {
            out.writeText(entry.getKey());
            write(out, entry.getValue());
        }
    }

    static Map<String, @Nullable Object> readMap(ByteReader in) throws MalformedBytesException {
        int count = in.readCount(2);
        if (count == 0) {
            return Map.of();
        }
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = in.readText();
            entries.put(name, read(in));
            if (entries.size() <= i) {
                throw new MalformedBytesException("the name " + name + " comes twice");
            }
        }
        return Collections.unmodifiableMap(entries);
    }

    static void writeList(ByteWriter out, List<@Nullable Object> items) {
        out.writeVar(items.size());
        for (Object item : items) {
            write(out, item);
        }
    }

    static List<@Nullable Object> readList(ByteReader in) throws MalformedBytesException {
        int count = in.readCount(1);
        List<@Nullable Object> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(read(in));
        }
        return Collections.unmodifiableList(items);
    }
}
