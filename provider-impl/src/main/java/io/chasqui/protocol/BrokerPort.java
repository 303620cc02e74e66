package io.chasqui.protocol;

import org.jspecify.annotations.Nullable;

/** The broker as a link sees it. */
public interface BrokerPort {

    /**
     * Opens a link. The first command must be {@link ConnectionCommand.Open}.
     *
     * @param peer who is at the other end
     * @param events gets what the broker says on this link, on a thread of the broker's
     * @return where the client's commands go; any thread may call it, and commands of one thread stay in order
     */
    CommandSink connect(Peer peer, EventSink events);

    /** Takes what is too large for memory; null when this end of a link needs none. */
    default @Nullable BodyIntake bodies() {
        return null;
    }

    /** Whether commands are encoded on their way, so that it pays to encode messages ahead on the threads of their senders. */
    default boolean encodes() {
        return false;
    }
}
