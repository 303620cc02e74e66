package io.chasqui.protocol;

/**
 * Takes the events of one connection, in order. Called on a thread of the broker's: it must neither block nor run code of
 * the application.
 */
public interface EventSink {

    void accept(Event event);

    /** No more events follow for now: the moment to wake threads or to flush a socket. */
    void endOfBatch();

    /**
     * The link is interrupted, and is being set up again: commands are taken, but go nowhere for now. Only links over a
     * network tell this.
     *
     * @param reason for a person
     */
    default void interrupted(String reason) {}

    /** The link works again, as if nothing had happened: nothing was lost in either direction. */
    default void resumed() {}

    /**
     * The link was set up anew: the broker knows nothing of what was before, and commands not answered by now will not be.
     * Commands are held back until the renewal is done.
     */
    default void renewed(Renewal renewal) {
        throw new UnsupportedOperationException("this client cannot begin anew");
    }

    /** The way to bring a broker to the state a client expects. Used on the thread that calls {@link #renewed}. */
    interface Renewal {

        /** Sends a command ahead of those that are held back. */
        void send(Command command);

        /** Lets the other commands go. */
        void done();
    }
}
