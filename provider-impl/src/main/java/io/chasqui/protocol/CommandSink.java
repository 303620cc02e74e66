package io.chasqui.protocol;

/** Takes the commands of one connection, in order. */
@FunctionalInterface
public interface CommandSink {
    void accept(Command command);

    /** Nobody is interested in the link any more, whether the broker knows that or not. */
    default void abandon() {}
}
