package io.chasqui.checkpoint;

import java.io.IOException;

/** The durable state cannot be read or written. The message names the file, what is wrong, and what to do. */
public final class CheckpointException extends IOException {

    private static final long serialVersionUID = 1L;

    CheckpointException(String message) {
        super(message);
    }

    CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
