package io.chasqui.protocol;

/** Takes the commands of one connection, in order. */
@FunctionalInterface
public interface CommandSink {
    void accept(Command command);
}
