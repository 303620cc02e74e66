package io.chasqui.journal;

import java.io.IOException;

/** The journal's files are not as the journal left them. The message is for the operator. */
public final class JournalCorruptException extends IOException {

    private static final long serialVersionUID = 1;

    private final String file;
    private final long offset;
    private final String found;

    JournalCorruptException(String file, long offset, String found, String advice) {
        super("Journal file " + file + " is damaged at offset " + offset + ": " + found + ". " + advice);
        this.file = file;
        this.offset = offset;
        this.found = found;
    }

    /** The file, with its directory. */
    public String file() {
        return file;
    }

    /** Where in the file; 0 when it concerns all of it. */
    public long offset() {
        return offset;
    }

    /** What is wrong, without the advice. */
    public String found() {
        return found;
    }
}
