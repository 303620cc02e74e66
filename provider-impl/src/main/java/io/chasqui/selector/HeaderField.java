package io.chasqui.selector;

import io.chasqui.message.Message;
import io.chasqui.message.MessageId;
import org.jspecify.annotations.Nullable;

/** The header fields that a selector may use (Jakarta Messaging 3.1, 3.8.1.1). */
enum HeaderField implements Attribute {
    DELIVERY_MODE("JMSDeliveryMode") {
        @Override
        public Object value(Message message) {
            return message.persistent() ? "PERSISTENT" : "NON_PERSISTENT";
        }
    },
    PRIORITY("JMSPriority") {
        @Override
        public Object value(Message message) {
            return message.priority();
        }
    },
    MESSAGE_ID("JMSMessageID") {
        @Override
        public @Nullable Object value(Message message) {
            MessageId id = message.id();
            return id == null ? null : id.text();
        }
    },
    TIMESTAMP("JMSTimestamp") {
        @Override
        public Object value(Message message) {
            return message.timestamp();
        }
    },
    CORRELATION_ID("JMSCorrelationID") {
        @Override
        public @Nullable Object value(Message message) {
            return message.correlationId() instanceof String text ? text : null;
        }
    },
    TYPE("JMSType") {
        @Override
        public @Nullable Object value(Message message) {
            return message.type();
        }
    };

    private final String identifier;

    HeaderField(String identifier) {
        this.identifier = identifier;
    }

    @Override
    public String identifier() {
        return identifier;
    }

    /** The field of this name, or null when there is none that a selector may use. */
    static @Nullable HeaderField named(String identifier) {
        for (HeaderField field : values()) {
            if (field.identifier.equals(identifier)) {
                return field;
            }
        }
        return null;
    }
}
