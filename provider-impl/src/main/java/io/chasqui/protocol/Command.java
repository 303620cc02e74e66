package io.chasqui.protocol;

/** What a client asks of the broker. */
public sealed interface Command permits ConnectionCommand, SessionCommand, TransactionCommand, BrowseCommand {

    void dispatch(Executor executor);

    /** Whoever executes the commands of one connection: a handler for each kind. */
    interface Executor {
        ConnectionCommand.Handler connection();

        SessionCommand.Handler sessions();

        TransactionCommand.Handler transactions();

        BrowseCommand.Handler browsers();
    }
}
