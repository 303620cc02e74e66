package io.chasqui.security;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file about users, permissions or certificates cannot be used. The message names file and line, and what is wrong. */
public final class SecurityFileException extends IOException {

    private static final long serialVersionUID = 1L;

    SecurityFileException(Path file, String what, @Nullable Throwable cause) {
        super(file + ": " + what, cause);
    }

    /** @param line counted from 1 */
    SecurityFileException(Path file, int line, String what) {
        super(file + ":" + line + ": " + what);
    }
}
