package io.chasqui.boot;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says what is wrong with a file, where the exception's own message is nothing but a path. Stateless. */
final class FileFailures {

    private FileFailures() {}

    static String explain(IOException failure) {
        if (failure instanceof FileSystemException about && about.getFile() != null && about.getReason() == null) {
            if (failure instanceof AccessDeniedException) {
                return "this user may not use or make " + about.getFile()
                        + "; change its permissions or name another place";
            } else if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
                return about.getFile() + " is in the way, for it is not a directory; remove it or name another place";
            } else if (failure instanceof NoSuchFileException) {
                return about.getFile() + " is not there and cannot be made; name another place";
            }
        }
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}
