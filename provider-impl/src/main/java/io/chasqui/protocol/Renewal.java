package io.chasqui.protocol;

import java.util.List;

/** A link that was set up anew, for the client to bring the broker to the state it expects. Used on the link's thread. */
public interface Renewal {

    /** Where commands go from now on: they wait until {@link #done}. What comes to earlier sinks is dropped. */
    CommandSink sink();

    /** Sends a command ahead of those that wait. */
    void send(Command command);

    /** The commands given to the earlier sink that were certainly never sent, in order. */
    List<Command> unsent();

    /** Lets the commands go that wait. */
    void done();
}
