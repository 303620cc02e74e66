package io.chasqui.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.chasqui.message.ByteReader;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.message.MessageCodec;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.Seen;
import io.chasqui.protocol.SessionCommand;
import io.chasqui.protocol.SubscriptionKind;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of a frame as a table of docs/PROTOCOL.md names them: reads a frame with nothing else. */
final class DocumentedFields {

    private static final Pattern FIELD = Pattern.compile("`([a-zA-Z]+)` ([^,(]*(?:\\([^)]*\\))?)");

    /** What is on the wire and in no record, and the other way round. */
    private static final Set<String> ONLY_DOCUMENTED = Set.of("magic");

    private static final Set<String> NEVER_SENT = Set.of("user", "password");

    private final Map<String, String> typeByName = new LinkedHashMap<>();

    /** @param cells the rest of a row; those without fields are passed over */
    DocumentedFields(String cells) {
        for (String cell : cells.split("\\|")) {
            Matcher field = FIELD.matcher(cell.trim());
            if (typeByName.isEmpty() && field.lookingAt()) {
                field.reset();
                while (field.find()) {
                    typeByName.put(field.group(1), field.group(2).trim());
                }
            }
        }
    }

    /** Reads the fields and compares them with what was written. */
    void compare(Record written, ByteReader in) throws MalformedBytesException {
        String name = written.getClass().getSimpleName();
        Set<String> inRecord = new HashSet<>(typeByName.keySet());
        inRecord.removeAll(ONLY_DOCUMENTED);
        Map<String, @Nullable Object> components = components(written);
        assertEquals(components.keySet(), inRecord, name);
        for (Map.Entry<String, String> field : typeByName.entrySet()) {
            Object value = read(field.getValue(), in);
            if (!ONLY_DOCUMENTED.contains(field.getKey())) {
                assertEquals(shown(components.get(field.getKey())), Shown.of(value), name + "." + field.getKey());
            }
        }
        assertEquals(0, in.remaining(), "bytes behind the last field of " + name);
    }

    private static Map<String, @Nullable Object> components(Record written) {
        Map<String, @Nullable Object> components = new LinkedHashMap<>();
        for (RecordComponent component : written.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                if (!NEVER_SENT.contains(component.getName())) {
                    components.put(component.getName(), component.getAccessor().invoke(written));
                }
            } catch (ReflectiveOperationException impossible) {
                throw new AssertionError(impossible);
            }
        }
        return components;
    }

    private static String shown(@Nullable Object component) {
        if (component instanceof ErrorCode code) {
            return Shown.of(ErrorNumbers.of(code));
        }
        return Shown.of(component instanceof Enum<?> value ? value.ordinal() : component);
    }

    private static @Nullable Object read(String type, ByteReader in) throws MalformedBytesException {
        if (type.startsWith("list of ")) {
            List<@Nullable Object> list = new ArrayList<>();
            for (long left = in.readVar(); left > 0; left--) {
                list.add(read(type.substring("list of ".length()), in));
            }
            return list;
        } else if (type.startsWith("optional ")) {
            return in.readByte() == 1 ? read(type.substring("optional ".length()), in) : null;
        } else if (type.startsWith("int32")) {
            return in.readInt();
        }
        return switch (type) {
            case "byte" -> in.readByte();
            case "flag" -> in.readByte() == 1;
            case "id", "count", "var" -> in.readVar();
            case "text" -> in.readText();
            case "bytes" -> in.readBytes();
            case "subscription" ->
                in.readByte() == 0
                        ? null
                        : new SessionCommand.Subscription(
                                SubscriptionKind.values()[in.readByte()], Fields.readOptional(in, "a name"));
            default -> readPart(type, in);
        };
    }

    private static Object readPart(String type, ByteReader in) throws MalformedBytesException {
        return switch (type) {
            case "destination" -> Fields.readDestination(in);
            case "message ID" -> Fields.readMessageId(in);
            case "seen" -> new Seen(in.readVar(), in.readVar());
            case "branch" -> Fields.readBranch(in);
            case "message" -> MessageCodec.read(in);
            case "(count, message)" -> {
                int count = (int) in.readVar();
                yield new Event.Browsed(MessageCodec.read(in), count);
            }
            default -> throw new AssertionError("the document has no type " + type);
        };
    }
}
