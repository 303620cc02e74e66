package io.chasqui.journal;

/**
 * Lends a journal its threads. The real one is {@link WriterThread}; a simulation runs the turns by hand, on one thread.
 */
public interface JournalDriver {

    /** The writer's work, one group at a time. */
    interface Turn {

        /** Writes one group, and returns false when nothing waits. Never runs twice at the same time. */
        boolean run();

        /** To be called when nothing has waited for some time. */
        void idle();
    }

    /** Begins to run turns, for as long as something waits and after each {@link #wake}. */
    void start(Turn turn);

    /** Something has been appended. Called by any thread, for each record; must be cheap. */
    void wake();

    /**
     * Runs a task that may take its time, not on the writer's thread. It is work done ahead: when the driver has ended, the
     * task may be dropped.
     */
    void background(Runnable task);

    /** Ends. When it returns, no turn and no task runs or will run. Records may still wait. */
    void stop();
}
