package io.chasqui.engine.record;

import io.chasqui.message.Destination;
import org.jspecify.annotations.Nullable;

/** What a ledger is the ledger of. */
public sealed interface BacklogDefinition {

    /** The queue it is, or the topic it subscribes to. */
    Destination destination();

    /** The backlog of a queue. */
    record OfQueue(Destination destination) implements BacklogDefinition {
        @Override
        public String toString() {
            return destination.toString();
        }
    }

    /**
     * The backlog of a durable subscription.
     *
     * @param destination the topic
     * @param name its name
     * @param clientId the client ID it belongs to, null when it was made without one
     * @param selector as it was written, null for none
     */
    record OfSubscription(
            Destination destination,
            String name,
            @Nullable String clientId,
            boolean shared,
            boolean noLocal,
            @Nullable String selector)
            implements BacklogDefinition {
        @Override
        public String toString() {
            return (shared ? "shared" : "unshared") + " durable subscription " + name
                    + (clientId == null ? " without client ID" : " of client " + clientId) + " to " + destination;
        }
    }
}
