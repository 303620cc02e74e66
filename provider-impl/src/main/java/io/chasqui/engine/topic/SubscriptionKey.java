package io.chasqui.engine.topic;

import org.jspecify.annotations.Nullable;

/**
 * Identifies a named subscription. Durable and non-durable names are separate; shared and unshared durable ones are not
 * (Jakarta Messaging 3.1, 8.3).
 *
 * @param clientId the client ID it belongs to, null when it was made without one
 */
public record SubscriptionKey(boolean durable, @Nullable String clientId, String name) {

    /** For people: {@code durable subscription audit of client c1}. */
    @Override
    public String toString() {
        return (durable ? "durable" : "non-durable") + " subscription " + name
                + (clientId == null ? " without client ID" : " of client " + clientId);
    }
}
