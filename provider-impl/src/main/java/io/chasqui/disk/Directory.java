package io.chasqui.disk;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * One directory of files. What survives a crash: the content of a file up to its last {@link DiskFile#force}; the fact that
 * a file exists, or has been renamed or deleted, only after {@link #force}. Everything else may be there, in part, in any
 * order, or not at all.
 */
public interface Directory {

    /** For people: where it is. */
    String path();

    /** The names of the files in it, in no order. */
    List<String> list() throws IOException;

    boolean exists(String name) throws IOException;

    /** Opens a file for reading and writing, and creates it, empty, when it is not there. */
    DiskFile open(String name) throws IOException;

    /** Gives a file another name, in place of a file that has it; after a crash one of the two has it, never neither. */
    void rename(String from, String to) throws IOException;

    /** Deletes a file; harmless when it is not there. */
    void delete(String name) throws IOException;

    /** Makes creations, renamings and deletions survive a crash. */
    void force() throws IOException;

    /** How much room there is for more, when that is known; for the messages to people. */
    default OptionalLong freeBytes() {
        return OptionalLong.empty();
    }
}
