package io.chasqui.selector;

import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages for selectors to be asked about. */
final class Messages {

    private Messages() {}

    static Message.Builder builder() {
        return new Message.Builder(Destination.queue("q"));
    }

    /** A message with these properties: name, value, name, value … */
    static Message with(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> properties = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder().properties(properties).build();
    }

    /** The truth value of a selector, seen from outside: the selector and its negation are both asked. */
    static Ternary truth(String selector, Message message) {
        try {
            boolean matches = Selector.parse(selector).matches(message);
            boolean opposite = Selector.parse("NOT (" + selector + ")").matches(message);
            if (matches && opposite) {
                throw new AssertionError(selector + " and its negation both match");
            }
            return matches ? Ternary.TRUE : opposite ? Ternary.FALSE : Ternary.UNKNOWN;
        } catch (SelectorSyntaxException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}
