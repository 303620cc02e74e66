package io.chasqui.engine.topic;

import io.chasqui.message.Destination;
import org.jspecify.annotations.Nullable;

/** What somebody may do with durable subscriptions: null for yes, or why not. Asked on the home loop; answers at once. */
public interface SubscriptionPermit {

    /** @param subscription for people */
    @Nullable
    String toCreate(String subscription, Destination topic);

    /** @param subscription for people */
    @Nullable
    String toDelete(String subscription, Destination topic);
}
