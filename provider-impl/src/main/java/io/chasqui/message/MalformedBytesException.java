package io.chasqui.message;

import java.io.IOException;

/** Bytes that should be a message or a record are not; the message says where and why. */
public final class MalformedBytesException extends IOException {

    private static final long serialVersionUID = 1L;

    public MalformedBytesException(String message) {
        super(message);
    }
}
