package io.chasqui.engine.topic;

import io.chasqui.engine.record.BacklogDefinition;
import io.chasqui.engine.record.Origin;
import io.chasqui.protocol.SubscriptionKind;
import io.chasqui.selector.Selector;
import io.chasqui.selector.SelectorSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer wants to subscribe to.
 *
 * @param name null for a plain subscription
 * @param subscriber the connection that asks; its client ID is part of the identity
 */
public record SubscriptionRequest(
        SubscriptionKind kind,
        @Nullable String name,
        TopicActor topic,
        @Nullable Selector selector,
        boolean noLocal,
        Origin subscriber) {

    SubscriptionKey key() {
        assert name != null;
        return new SubscriptionKey(kind.isDurable(), subscriber.clientId(), name);
    }

    /** What is recorded of a durable one. */
    BacklogDefinition toDefinition() {
        assert name != null;
        return new BacklogDefinition.OfSubscription(
                topic.destination(),
                name,
                subscriber.clientId(),
                kind.isShared(),
                noLocal,
                selector == null ? null : selector.text());
    }

    /** Recovery: what was recorded of a durable one. */
    public static SubscriptionRequest of(BacklogDefinition.OfSubscription recorded, TopicActor topic) {
        return new SubscriptionRequest(
                recorded.shared() ? SubscriptionKind.SHARED_DURABLE : SubscriptionKind.DURABLE,
                recorded.name(),
                topic,
                selectorOf(recorded),
                recorded.noLocal(),
                new Origin("", recorded.clientId()));
    }

    private static @Nullable Selector selectorOf(BacklogDefinition.OfSubscription recorded) {
        try {
            return Selector.parseOrNull(recorded.selector());
        } catch (SelectorSyntaxException e) {
            throw new IllegalStateException(
                    "the selector of " + recorded + " was valid when it was recorded: " + recorded.selector(), e);
        }
    }

    /** Whose messages to leave out, null for nobody's; a durable subscription goes by client ID alone when idle. */
    public @Nullable Origin excluded() {
        return noLocal && !kind.isShared() ? subscriber : null;
    }
}
