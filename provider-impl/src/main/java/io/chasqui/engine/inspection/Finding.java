package io.chasqui.engine.inspection;

/**
 * Something an operator should know about a data directory.
 *
 * @param problem whether something is lost or in danger; otherwise it is a remark
 * @param file with its directory
 * @param offset where in the file; 0 when it concerns all of it
 * @param what is there, and what that means
 * @param advice what the operator can do
 */
public record Finding(boolean problem, String file, long offset, String what, String advice) {

    static final String RESTORE =
            "Restore the data directory from a backup; if there is none, export what can be read and"
                    + " import it into a new directory, and look at the device's error log.";

    static final String NOTHING = "Nothing is to be done.";

    static Finding problem(String file, long offset, String what) {
        return new Finding(true, file, offset, what, RESTORE);
    }

    static Finding remark(String file, long offset, String what) {
        return new Finding(false, file, offset, what, NOTHING);
    }

    /** Two lines for people. */
    @Override
    public String toString() {
        return (problem ? "PROBLEM " : "remark  ") + file + (offset > 0 ? " at offset " + offset : "") + ": " + what
                + System.lineSeparator() + "        " + advice;
    }
}
