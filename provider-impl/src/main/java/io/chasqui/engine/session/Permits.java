package io.chasqui.engine.session;

import io.chasqui.engine.session.Permissions.Action;
import io.chasqui.engine.topic.SubscriptionPermit;
import io.chasqui.message.Destination;
import io.chasqui.protocol.Identity;
import org.jspecify.annotations.Nullable;

/**
 * What one connection may do: each method answers null for yes, or why not. A temporary destination of its own it may use
 * as it likes. Any loop may ask.
 */
final class Permits implements SubscriptionPermit {

    private final Broker broker;
    private final Identity who;
    private final String connectionId;

    Permits(Broker broker, Identity who, String connectionId) {
        this.broker = broker;
        this.who = who;
        this.connectionId = connectionId;
    }

    /** What uses a destination: it has to be allowed, and so has making the destination if that is not there yet. */
    @Nullable
    String toUse(Action action, Destination destination) {
        if (broker.access().permissions() == Permissions.ALL
                || destination.isTemporary()
                        && connectionId.equals(broker.destinations().ownerOf(destination))) {
            return null;
        }
        String refusal = ask(action, destination, action.text() + " " + destination);
        return refusal != null
                        || destination.isTemporary()
                        || broker.destinations().isKnown(destination)
                ? refusal
                : ask(Action.CREATE, destination, "create " + destination + ", which does not exist (any more)");
    }

    @Nullable
    String toCreateTemporary(Destination destination) {
        return ask(Action.CREATE, destination, "create " + destination);
    }

    @Override
    public @Nullable String toCreate(String subscription, Destination topic) {
        return ask(Action.CREATE, topic, "create the " + subscription + " to " + topic);
    }

    @Override
    public @Nullable String toDelete(String subscription, Destination topic) {
        return ask(Action.DELETE, topic, "delete the " + subscription + " to " + topic);
    }

    private @Nullable String ask(Action action, Destination destination, String what) {
        return broker.access().permissions().allow(who, action, destination)
                ? null
                : (who.user() == null ? "the anonymous user" : "user " + who.user()) + " may not " + what
                        + "; whoever looks after the broker's permissions can allow it";
    }
}
