package io.chasqui.selector;

import io.chasqui.message.Message;
import org.jspecify.annotations.Nullable;

/** What an identifier refers to in a message; found once, when the selector is parsed. */
sealed interface Attribute extends Operand permits HeaderField, Attribute.Property, Attribute.SetOnReceive {

    String identifier();

    @Override
    default Kind kind() {
        return Kind.ANY;
    }

    /** The attribute of this name, or null when the name is reserved and no selector may use it. */
    static @Nullable Attribute named(String identifier) {
        if (!identifier.startsWith("JMS")) {
            return new Property(identifier);
        }
        return switch (identifier) {
            case "JMSXDeliveryCount", "JMSXRcvTimestamp", "JMSXConsumerTXID" -> new SetOnReceive(identifier);
            default ->
                identifier.startsWith("JMSX") || identifier.startsWith("JMS_")
                        ? new Property(identifier)
                        : HeaderField.named(identifier);
        };
    }

    /** A property; NULL when the message has none of this name. */
    record Property(String identifier) implements Attribute {
        @Override
        public @Nullable Object value(Message message) {
            return message.properties().get(identifier);
        }
    }

    /** A property that the provider sets on receiving a message, after selectors have been evaluated: NULL. */
    record SetOnReceive(String identifier) implements Attribute {
        @Override
        public @Nullable Object value(Message message) {
            return null;
        }
    }
}
