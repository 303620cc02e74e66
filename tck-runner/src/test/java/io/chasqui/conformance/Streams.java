package io.chasqui.conformance;

import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.StreamMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads stream messages whole. */
final class Streams {

    private Streams() {}

    /** The fields from the current position to the end. */
    static List<@Nullable Object> readAll(StreamMessage stream) throws JMSException {
        List<@Nullable Object> fields = new ArrayList<>();
        while (true) {
            try {
                fields.add(stream.readObject());
            } catch (MessageEOFException end) {
                return fields;
            }
        }
    }
}
