package io.chasqui.protocol;

/** Takes the commands of one connection, in order. */
@FunctionalInterface
public interface CommandSink {
    void accept(Command command);

    /**
     * Grows while a command or event that is too large to be sent in one piece comes or goes: a request behind it is not to be
     * given up because of that.
     */
    default long transferred() {
        return 0;
    }

    /** Nobody is interested in the link any more, whether the broker knows that or not. */
    default void abandon() {}
}
