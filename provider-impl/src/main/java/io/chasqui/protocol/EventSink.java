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
     * The link was set up anew: the broker knows nothing of what was before, and whatever was asked of the earlier link will
     * not be answered.
     */
    default void renewed(Renewal renewal) {
        throw new UnsupportedOperationException("this client cannot begin anew");
    }

    /**
     * The link has ended for good, and nothing more comes of it.
     *
     * @param reason for a person
     */
    default void ended(ErrorCode code, String reason) {}

    /** Whether what is told reaches the client at present, as far as is known. */
    default boolean isReachable() {
        return true;
    }
}
