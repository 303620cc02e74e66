package io.chasqui.journal;

import io.chasqui.disk.Directory;
import java.io.IOException;

/** The journal appends nothing any more. The message says what failed and what to do. */
public final class JournalFailedException extends IOException {

    private static final long serialVersionUID = 1;

    JournalFailedException(String message) {
        super(message);
    }

    private JournalFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A fault of the program, not of the disk. */
    static JournalFailedException of(Throwable fault) {
        return new JournalFailedException(
                "The journal has stopped because of a fault in the broker (" + fault + "). What was confirmed is safe;"
                        + " restart the broker, and report this with the log.",
                fault);
    }

    /** @param operation what was tried, as in "writing 512 bytes at offset 64 of" */
    static JournalFailedException of(String operation, String file, Directory directory, Throwable cause) {
        String free = directory.freeBytes().isPresent()
                ? " " + directory.freeBytes().getAsLong() + " bytes are free there."
                : "";
        return new JournalFailedException(
                "The journal has stopped: " + operation + " " + file + " in " + directory.path() + " failed ("
                        + reason(cause) + ")." + free
                        + " What was confirmed is safe; what was not confirmed has failed, and nothing more is accepted."
                        + " See to the disk (free some space, or replace the device), then restart the broker.",
                cause);
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
