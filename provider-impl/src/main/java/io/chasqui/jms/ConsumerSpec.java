package io.chasqui.jms;

import io.chasqui.jms.message.Destinations;
import io.chasqui.jms.message.FailureCodes;
import io.chasqui.protocol.SessionCommand.OpenConsumer;
import io.chasqui.protocol.SessionCommand.Subscription;
import io.chasqui.protocol.SubscriptionKind;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer consumes.
 *
 * @param destination the object the application gave
 * @param resolved what it stands for
 * @param selector null for none
 * @param subscription null for a queue
 */
record ConsumerSpec(
        Destination destination,
        io.chasqui.message.Destination resolved,
        @Nullable String selector,
        boolean noLocal,
        @Nullable Subscription subscription) {

    /** A queue, or an unshared non-durable subscription. */
    static ConsumerSpec plain(@Nullable Destination destination, @Nullable String selector, boolean noLocal)
            throws JMSException {
        io.chasqui.message.Destination resolved = Destinations.fromJms(destination);
        Subscription subscription = resolved.isQueue() ? null : new Subscription(SubscriptionKind.PLAIN, null);
        return new ConsumerSpec(
                given(destination), resolved, nullIfEmpty(selector), noLocal && resolved.isTopic(), subscription);
    }

    static ConsumerSpec shared(@Nullable Destination topic, @Nullable String name, @Nullable String selector)
            throws JMSException {
        return named(topic, SubscriptionKind.SHARED, name, selector, false);
    }

    static ConsumerSpec sharedDurable(@Nullable Destination topic, @Nullable String name, @Nullable String selector)
            throws JMSException {
        return named(topic, SubscriptionKind.SHARED_DURABLE, name, selector, false);
    }

    /** @param clientId the connection's, null if it has none, which is an error */
    static ConsumerSpec durable(
            @Nullable Destination topic,
            @Nullable String name,
            @Nullable String selector,
            boolean noLocal,
            @Nullable String clientId)
            throws JMSException {
        ConsumerSpec spec = named(topic, SubscriptionKind.DURABLE, name, selector, noLocal);
        if (clientId == null) {
            throw new IllegalStateException(
                    "an unshared durable subscription needs a client ID; call setClientID"
                            + " right after creating the connection, or set clientID on the connection factory",
                    FailureCodes.ILLEGAL_STATE);
        }
        return spec;
    }

    private static ConsumerSpec named(
            @Nullable Destination topic,
            SubscriptionKind kind,
            @Nullable String name,
            @Nullable String selector,
            boolean noLocal)
            throws JMSException {
        io.chasqui.message.Destination resolved = Destinations.fromJms(topic);
        if (!resolved.isTopic()) {
            throw new InvalidDestinationException(
                    "the " + resolved + " cannot have a subscription; name a topic", FailureCodes.INVALID_DESTINATION);
        }
        if (kind.isDurable() && resolved.isTemporary()) {
            throw new InvalidDestinationException(
                    "the " + resolved + " ends with its connection; a durable subscription needs a lasting topic",
                    FailureCodes.INVALID_DESTINATION);
        }
        if (name == null || name.isEmpty()) {
            throw new JMSException(
                    "a subscription needs a name of at least one character, but it is "
                            + (name == null ? "null" : "empty"),
                    FailureCodes.INVALID_ARGUMENT);
        }
        return new ConsumerSpec(given(topic), resolved, nullIfEmpty(selector), noLocal, new Subscription(kind, name));
    }

    private static Destination given(@Nullable Destination destination) throws JMSException {
        if (destination == null) {
            throw new InvalidDestinationException(
                    "the destination is null; name a queue or topic", FailureCodes.INVALID_DESTINATION);
        }
        return destination;
    }

    /** The command that opens a consumer, continuing with the number after the last delivery that has come. */
    OpenConsumer opening(long requestId, long sessionId, Inbox inbox) {
        return new OpenConsumer(
                requestId,
                sessionId,
                inbox.progress().consumerId(),
                resolved,
                selector,
                noLocal,
                subscription,
                inbox.arrived());
    }

    static @Nullable String nullIfEmpty(@Nullable String selector) {
        return selector == null || selector.isEmpty() ? null : selector;
    }
}
