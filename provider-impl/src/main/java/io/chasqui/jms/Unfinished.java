package io.chasqui.jms;

/**
 * Since which link a session has had work that is neither committed nor acknowledged: on a later link the broker knows
 * nothing of it. Used by the thread the session belongs to.
 */
final class Unfinished {

    private static final int NONE = -1;

    private volatile int epoch = NONE;

    /** Something is about to be done, on this link at the earliest. */
    void begin(int current) {
        if (epoch == NONE) {
            epoch = current;
        }
    }

    /** All of it is committed, acknowledged or given back. */
    void end() {
        epoch = NONE;
    }

    /** The link that has to be in use for this work to end well. */
    int epochOr(int current) {
        int began = epoch;
        return began == NONE ? current : began;
    }
}
