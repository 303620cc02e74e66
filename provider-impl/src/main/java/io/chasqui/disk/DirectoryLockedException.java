package io.chasqui.disk;

import java.io.IOException;
import java.nio.file.Path;

/** Somebody else uses the directory. The message names the process. */
public final class DirectoryLockedException extends IOException {

    private static final long serialVersionUID = 1;

    DirectoryLockedException(Path directory, String holder) {
        super("The data directory " + directory + " is in use by " + holder
                + ". Two brokers cannot share one: stop the other one, or give this one a directory of its own.");
    }
}
