package io.chasqui.ra.inbound;

import io.chasqui.ra.inbound.ActivationSettings.Subscription;
import io.chasqui.ra.inbound.DestinationLookup.Target;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.UUID;

/**
 * How the sessions of an activation consume, so that each message comes to one of them. Immutable.
 *
 * <p>Design note: several consumers of a topic get a message each, unless they share a subscription. One that is neither
 * durable nor shared with others is therefore shared among the sessions, under a name that nobody else has. An unshared
 * durable subscription can have one consumer only, and turning it into a shared one would leave behind what it holds; so
 * there its endpoints are one. The same goes for {@code noLocal}, which shared subscriptions do not have.
 */
final class Consumers {

    private final Target target;
    private final ActivationSettings settings;
    private final String ownName = "endpoints-" + UUID.randomUUID();

    Consumers(Target target, ActivationSettings settings) {
        this.target = target;
        this.settings = settings;
    }

    /** How many sessions may consume at a time. */
    int sessions() {
        return isSingle() ? 1 : settings.maxSession();
    }

    private boolean isSingle() {
        return isExclusive() || target.topic() && !isShared(settings.subscription()) && settings.noLocal();
    }

    /** Whether it is a subscription that needs a client ID, and that one consumer at a time may have. */
    boolean isExclusive() {
        Subscription subscription = settings.subscription();
        return target.topic() && subscription.durable() && !subscription.shared();
    }

    /** Whether other activations can have the same subscription. */
    private static boolean isShared(Subscription subscription) {
        return subscription.shared() && subscription.name() != null;
    }

    /** For people: why there are fewer sessions than asked for. */
    String why() {
        return isExclusive()
                ? "subscriptionDurability=Durable without shareSubscriptions=true lets one consumer at a time have the"
                        + " subscription; set shareSubscriptions=true for more (which is another subscription)"
                : "noLocal=true needs an unshared subscription, which one consumer at a time can have; leave it out for"
                        + " more";
    }

    MessageConsumer open(Session session) throws JMSException {
        String selector = settings.selector();
        if (!target.topic()) {
            return session.createConsumer(session.createQueue(target.name()), selector);
        }
        Topic topic = session.createTopic(target.name());
        Subscription subscription = settings.subscription();
        String name = subscription.name();
        if (subscription.durable()) {
            return subscription.shared()
                    ? session.createSharedDurableConsumer(topic, name, selector)
                    : session.createDurableConsumer(topic, name, selector, settings.noLocal());
        } else if (isShared(subscription)) {
            return session.createSharedConsumer(topic, name, selector);
        } else if (sessions() > 1) {
            return session.createSharedConsumer(topic, ownName, selector);
        }
        return session.createConsumer(topic, selector, settings.noLocal());
    }
}
