package io.chasqui.jms.message;

import jakarta.jms.MessageFormatException;
import java.io.Serializable;
import java.util.List;

public final class DeserializationPolicy {

    static final DeserializationPolicy EVERYTHING = new DeserializationPolicy();

    private DeserializationPolicy() {}

    public static DeserializationPolicy of(List<String> allowList) {
        return new DeserializationPolicy();
    }

    Serializable deserialize(byte[] content) throws MessageFormatException {
        throw failure("not yet", new IllegalStateException());
    }

    static MessageFormatException failure(String reason, Throwable cause) {
        MessageFormatException failure = new MessageFormatException(reason);
        failure.initCause(cause);
        if (cause instanceof Exception exception) {
            failure.setLinkedException(exception);
        }
        return failure;
    }
}
