package io.chasqui.wire;

import io.chasqui.message.Message;
import io.chasqui.message.MessageCodec;
import java.lang.reflect.RecordComponent;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows all that is in a record, arrays by their content and messages by their encoding, so that two can be compared. */
final class Shown {

    private Shown() {}

    static String of(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        } else if (value instanceof Message message) {
            return "message " + of(MessageCodec.encode(message));
        } else if (value instanceof String text) {
            return '"' + text + '"';
        } else if (value instanceof List<?> list) {
            return list.stream().map(Shown::of).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof Record shown) {
            return ofRecord(shown);
        }
        return String.valueOf(value);
    }

    private static String ofRecord(Record shown) {
        StringBuilder text = new StringBuilder(shown.getClass().getSimpleName());
        for (RecordComponent component : shown.getClass().getRecordComponents()) {
            try {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                text.append(' ').append(component.getName()).append('=').append(of(accessor.invoke(shown)));
            } catch (ReflectiveOperationException impossible) {
                throw new AssertionError(impossible);
            }
        }
        return text.toString();
    }
}
