package io.chasqui.protocol;

/**
 * Takes the events of one connection, in order. Called on a thread of the broker's: it must neither block nor run code of
 * the application.
 */
public interface EventSink {

    void accept(Event event);

    /** No more events follow for now: the moment to wake threads or to flush a socket. */
    void endOfBatch();
}
