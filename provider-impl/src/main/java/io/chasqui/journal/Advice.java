package io.chasqui.journal;

/** What an operator can do about files that are damaged. */
final class Advice {

    static final String RESTORE =
            "Nothing was changed. Restore the file, or the whole data directory, from a backup. If there is none, export what"
                    + " can still be read and import it into a new data directory; keep the damaged one for an analysis, and"
                    + " look at the device's error log.";

    private Advice() {}
}
