package io.chasqui.checkpoint;

import java.lang.System.Logger.Level;

/** Hears what becomes of the files of a store. Called on the thread that owns the store, or is opening it. */
public interface GenerationListener {

    /** A file cannot be used; an older generation will be tried. */
    void rejected(String file, String reason);

    /** The store is open. */
    void opened(long generation, long fileBytes);

    /** The file had grown, and was written anew. */
    void rewritten(long generation, long bytesBefore, long bytesAfter);

    /** Writing the file anew failed; the old one stays in use, and grows until a later attempt. */
    void rewriteFailed(long generation, String reason);

    /** Writes to the log. */
    static GenerationListener logging() {
        System.Logger logger = System.getLogger(GenerationListener.class.getPackageName());
        return new GenerationListener() {
            @Override
            public void rejected(String file, String reason) {
                logger.log(Level.ERROR, () -> "The durable state in " + file + " cannot be used: " + reason);
            }

            @Override
            public void opened(long generation, long fileBytes) {
                logger.log(Level.DEBUG, () -> "Opened generation " + generation + ", " + fileBytes + " bytes");
            }

            @Override
            public void rewritten(long generation, long bytesBefore, long bytesAfter) {
                logger.log(
                        Level.INFO,
                        () -> "Wrote the durable state anew as generation " + generation + ": " + bytesBefore
                                + " bytes before, " + bytesAfter + " after");
            }

            @Override
            public void rewriteFailed(long generation, String reason) {
                logger.log(
                        Level.WARNING,
                        () -> "The durable state could not be written anew as generation " + generation + ": " + reason
                                + ". The file in use goes on growing; see that the disk has room.");
            }
        };
    }
}
