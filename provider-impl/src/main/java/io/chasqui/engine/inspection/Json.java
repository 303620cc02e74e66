package io.chasqui.engine.inspection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * As much of JSON as an export needs: objects are maps that keep their order, numbers are longs. Any Java string comes back as
 * it was, unpaired surrogates included. Owned by one thread.
 */
final class Json {

    private static final int DEEPEST = 64;
    private static final int HEX = 16;

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    // ------------------------------------------------------------------ writing

    static String write(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(out, value);
        return out.toString();
    }

    private static void write(StringBuilder out, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator);
                writeText(out, (String) entry.getKey());
                write(out.append(':'), entry.getValue());
                separator = ",";
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            String separator = "[";
            for (Object item : list) {
                write(out.append(separator), item);
                separator = ",";
            }
            out.append(list.isEmpty() ? "[]" : "]");
        } else if (value instanceof String string) {
            writeText(out, string);
        } else if (value == null || value instanceof Boolean || value instanceof Long || value instanceof Integer) {
            out.append(value);
        } else {
            throw new IllegalArgumentException("no JSON for a " + value.getClass());
        }
    }

    private static void writeText(StringBuilder out, String string) {
        out.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == 0x7F || Character.isSurrogate(c) || c == 0x2028 || c == 0x2029) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    // ------------------------------------------------------------------ reading

    /** Reads one value. */
    static @Nullable Object read(String text) throws IOException {
        Json in = new Json(text);
        Object value = in.value(0);
        in.skipSpace();
        if (in.at < text.length()) {
            throw in.unexpected();
        }
        return value;
    }

    private @Nullable Object value(int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("the JSON is nested more than " + DEEPEST + " levels deep");
        }
        skipSpace();
        char next = peek();
        if (next == '{') {
            return object(depth);
        } else if (next == '[') {
            return array(depth);
        } else if (next == '"') {
            return string();
        } else if (next == '-' || next >= '0' && next <= '9') {
            return number();
        } else if (text.startsWith("true", at)) {
            at += 4;
            return true;
        } else if (text.startsWith("false", at)) {
            at += 5;
            return false;
        } else if (text.startsWith("null", at)) {
            at += 4;
            return null;
        }
        throw unexpected();
    }

    private Map<String, @Nullable Object> object(int depth) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        at++;
        skipSpace();
        if (peek() == '}') {
            at++;
            return map;
        }
        do {
            skipSpace();
            String key = string();
            skipSpace();
            require(':');
            map.put(key, value(depth + 1));
        } while (another('}'));
        return map;
    }

    private List<@Nullable Object> array(int depth) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        at++;
        skipSpace();
        if (peek() == ']') {
            at++;
            return list;
        }
        do {
            list.add(value(depth + 1));
        } while (another(']'));
        return list;
    }

    private boolean another(char end) throws IOException {
        skipSpace();
        if (peek() == end) {
            at++;
            return false;
        }
        require(',');
        return true;
    }

    private String string() throws IOException {
        require('"');
        StringBuilder out = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at++);
            out.append(c == '\\' ? escaped() : c);
        }
        at++;
        return out.toString();
    }

    private char escaped() throws IOException {
        char kind = peek();
        at++;
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw unexpected();
        };
    }

    private char unicode() throws IOException {
        try {
            char c = (char) Integer.parseInt(text, at, at + 4, HEX);
            at += 4;
            return c;
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw unexpected();
        }
    }

    private Long number() throws IOException {
        int start = at;
        do {
            at++;
        } while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9');
        try {
            return Long.parseLong(text, start, at, 10);
        } catch (NumberFormatException e) {
            throw unexpected();
        }
    }

    private char peek() throws IOException {
        if (at >= text.length()) {
            throw new IOException("the JSON ends too early");
        }
        return text.charAt(at);
    }

    private void require(char c) throws IOException {
        if (peek() != c) {
            throw unexpected();
        }
        at++;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IOException unexpected() {
        return new IOException("column " + (at + 1) + " is not what JSON allows there");
    }
}
