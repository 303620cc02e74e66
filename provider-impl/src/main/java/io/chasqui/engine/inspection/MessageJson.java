package io.chasqui.engine.inspection;

import io.chasqui.message.Body;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.message.MessageId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message as JSON, complete; see {@link ExportFormat}. Stateless. */
final class MessageJson {

    private static final String MARK = "://";

    private MessageJson() {}

    // ------------------------------------------------------------------ writing

    static Map<String, @Nullable Object> write(Message message, boolean withBody) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("destination", write(message.destination()));
        MessageId id = message.id();
        if (id != null) {
            json.put("idPrefix", id.prefix());
            json.put("idSequence", id.sequence());
        }
        json.put("priority", message.priority());
        json.put("persistent", message.persistent());
        json.put("timestamp", message.timestamp());
        json.put("expiration", message.expiration());
        json.put("deliveryTime", message.deliveryTime());
        putUnlessNull(json, "type", message.type());
        if (message.correlationId() != null) {
            json.put("correlationId", writeValue(message.correlationId()));
        }
        Destination replyTo = message.replyTo();
        if (replyTo != null) {
            json.put("replyTo", write(replyTo));
        }
        if (!message.properties().isEmpty()) {
            json.put("properties", writeMap(message.properties()));
        }
        if (withBody) {
            json.put("body", write(message.largeBody() == null ? message.body() : message.storedBody()));
        }
        return json;
    }

    private static void putUnlessNull(Map<String, @Nullable Object> json, String key, @Nullable Object value) {
        if (value != null) {
            json.put(key, value);
        }
    }

    /** For example {@code queue://orders} or {@code temporary-topic://t1}. */
    static String write(Destination destination) {
        return destination.kind().name().toLowerCase(Locale.ROOT).replace('_', '-') + MARK + destination.name();
    }

    private static Map<String, @Nullable Object> write(Body body) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        if (body instanceof Body.Text text) {
            json.put("kind", "text");
            putUnlessNull(json, "text", text.text());
        } else if (body instanceof Body.Bytes bytes) {
            json.put("kind", "bytes");
            json.put("base64", base64(bytes.content()));
        } else if (body instanceof Body.Serialized object) {
            json.put("kind", "object");
            byte[] content = object.content();
            putUnlessNull(json, "base64", content == null ? null : base64(content));
        } else if (body instanceof Body.Entries map) {
            json.put("kind", "map");
            json.put("entries", writeMap(map.entries()));
        } else if (body instanceof Body.Items stream) {
            json.put("kind", "stream");
            List<@Nullable Object> items = new ArrayList<>();
            stream.items().forEach(item -> items.add(writeValue(item)));
            json.put("items", items);
        } else if (body instanceof Body.Stored large) {
            json.put("kind", "large");
            json.put("file", large.id());
            json.put("length", large.length());
            json.put("size", large.plainSize());
        } else {
            json.put("kind", "none");
        }
        return json;
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Map<String, @Nullable Object> writeMap(Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        values.forEach((name, value) -> json.put(name, writeValue(value)));
        return json;
    }

    private static @Nullable Object writeValue(@Nullable Object value) {
        if (value == null) {
            return null;
        } else if (value instanceof String) {
            return Map.of("string", value);
        } else if (value instanceof byte[] bytes) {
            return Map.of("base64", base64(bytes));
        } else if (value instanceof Boolean) {
            return Map.of("boolean", value);
        } else if (value instanceof Character) {
            return Map.of("char", value.toString());
        }
        String type = value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        return Map.of(type.equals("integer") ? "int" : type, value.toString());
    }

    // ------------------------------------------------------------------ reading

    static Message read(JsonFields json) throws IOException {
        Message.Builder message = new Message.Builder(readDestination(json.text("destination")))
                .priority((int) json.number("priority", 0, 9))
                .persistent(json.flag("persistent"))
                .timestamp(json.number("timestamp"))
                .expiration(json.number("expiration"))
                .deliveryTime(json.number("deliveryTime"))
                .type(json.textOrNull("type"))
                .correlationId(readValue(json.get("correlationId")))
                .body(readBody(json.object("body")));
        String idPrefix = json.textOrNull("idPrefix");
        if (idPrefix != null) {
            message.id(new MessageId(idPrefix, json.number("idSequence")));
        }
        String replyTo = json.textOrNull("replyTo");
        if (replyTo != null) {
            message.replyTo(readDestination(replyTo));
        }
        if (json.has("properties")) {
            message.properties(readMap(json.object("properties")));
        }
        return message.build();
    }

    static Destination readDestination(String text) throws IOException {
        int mark = text.indexOf(MARK);
        if (mark > 0 && mark + MARK.length() < text.length()) {
            String kind = text.substring(0, mark).toUpperCase(Locale.ROOT).replace('-', '_');
            for (Destination.Kind each : Destination.Kind.values()) {
                if (each.name().equals(kind)) {
                    return new Destination(each, text.substring(mark + MARK.length()));
                }
            }
        }
        throw new IOException("\"" + text + "\" is no destination; one looks like queue://orders or topic://prices");
    }

    private static Body readBody(JsonFields json) throws IOException {
        String kind = json.text("kind");
        return switch (kind) {
            case "none" -> Body.NONE;
            case "text" -> new Body.Text(json.textOrNull("text"));
            case "bytes" -> new Body.Bytes(json.bytes("base64"));
            case "object" -> new Body.Serialized(json.has("base64") ? json.bytes("base64") : null);
            case "large" ->
                new Body.Stored(
                        json.number("file", 1, Long.MAX_VALUE),
                        json.number("length", 1, Long.MAX_VALUE),
                        json.number("size", 0, Long.MAX_VALUE),
                        null);
            case "map" -> new Body.Entries(readMap(json.object("entries")));
            case "stream" -> {
                List<@Nullable Object> items = new ArrayList<>();
                for (Object item : json.list("items")) {
                    items.add(readValue(item));
                }
                yield new Body.Items(Collections.unmodifiableList(items));
            }
            default -> throw new IOException("there is no kind \"" + kind + "\" of bodies");
        };
    }

    private static Map<String, @Nullable Object> readMap(JsonFields json) throws IOException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String name : json.names()) {
            values.put(name, readValue(json.get(name)));
        }
        return Collections.unmodifiableMap(values);
    }

    private static @Nullable Object readValue(@Nullable Object json) throws IOException {
        if (json == null) {
            return null;
        }
        JsonFields typed = JsonFields.of(json);
        if (typed.names().size() != 1) {
            throw new IOException("a value is an object with one name, its type; this is " + Json.write(json));
        }
        String type = typed.names().iterator().next();
        try {
            return switch (type) {
                case "string" -> typed.text(type);
                case "base64" -> typed.bytes(type);
                case "boolean" -> typed.flag(type);
                case "char" -> typed.text(type).charAt(0);
                case "byte" -> Byte.valueOf(typed.text(type));
                case "short" -> Short.valueOf(typed.text(type));
                case "int" -> Integer.valueOf(typed.text(type));
                case "long" -> Long.valueOf(typed.text(type));
                case "float" -> Float.valueOf(typed.text(type));
                case "double" -> Double.valueOf(typed.text(type));
                default -> throw new IOException("there is no type \"" + type + "\" of values");
            };
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IOException("\"" + typed.text(type) + "\" is no " + type, e);
        }
    }
}
