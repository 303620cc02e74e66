package io.chasqui.protocol;

/** What a client asks of the broker. */
public sealed interface Command permits ConnectionCommand, SessionCommand, TransactionCommand, BrowseCommand {

    void dispatch(Handler handler);

    /** Executes commands, one method for each. */
    interface Handler
            extends ConnectionCommand.Handler,
                    SessionCommand.Handler,
                    TransactionCommand.Handler,
                    BrowseCommand.Handler {}
}
