package io.chasqui.engine.inspection;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON object whose fields are asked for by name and type; what is not so is an exception that names it. Owned by one thread. */
final class JsonFields {

    private final Map<String, @Nullable Object> fields;

    private JsonFields(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    /** @throws IOException when the value is no object */
    @SuppressWarnings("unchecked")
    static JsonFields of(@Nullable Object json) throws IOException {
        if (json instanceof Map<?, ?> map) {
            return new JsonFields((Map<String, @Nullable Object>) map);
        }
        throw new IOException("an object is expected, and not " + Json.write(json));
    }

    Set<String> names() {
        return fields.keySet();
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    @Nullable
    Object get(String name) {
        return fields.get(name);
    }

    private <T> T require(String name, Class<T> type, String what) throws IOException {
        Object value = fields.get(name);
        if (!type.isInstance(value)) {
            throw new IOException(
                    "\"" + name + "\" should be " + what + ", and is " + (has(name) ? Json.write(value) : "not there"));
        }
        return type.cast(value);
    }

    String text(String name) throws IOException {
        return require(name, String.class, "a text");
    }

    @Nullable
    String textOrNull(String name) throws IOException {
        return fields.get(name) == null ? null : text(name);
    }

    long number(String name) throws IOException {
        return require(name, Long.class, "a whole number");
    }

    long number(String name, long least, long most) throws IOException {
        long number = number(name);
        if (number < least || number > most) {
            throw new IOException("\"" + name + "\" should be " + least + " to " + most + ", and is " + number);
        }
        return number;
    }

    boolean flag(String name) throws IOException {
        return require(name, Boolean.class, "true or false");
    }

    byte[] bytes(String name) throws IOException {
        try {
            return Base64.getDecoder().decode(text(name));
        } catch (IllegalArgumentException e) {
            throw new IOException("\"" + name + "\" is no base64: " + e.getMessage(), e);
        }
    }

    JsonFields object(String name) throws IOException {
        return of(fields.get(name));
    }

    List<?> list(String name) throws IOException {
        return require(name, List.class, "a list");
    }
}
