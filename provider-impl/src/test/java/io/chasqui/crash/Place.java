package io.chasqui.crash;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A backlog: a queue or a durable subscription. Immutable.
 *
 * @param name what the logs call it
 * @param clientId the client ID its consumers need; null for none
 */
record Place(String name, Kind kind, @Nullable String clientId) {

    /** How to get at it. */
    enum Kind {
        QUEUE,
        DURABLE,
        SHARED_DURABLE
    }

    static final Place ORDERS = queue("orders");
    static final Place PIPE_IN = queue("pipe.in");
    static final Place PIPE_OUT = queue("pipe.out");
    static final Place XA_IN = queue("xa.in");
    static final Place XA_OUT = queue("xa.out");
    static final Place LATER = queue("later");
    static final Place BRIEF = queue("brief");
    static final Place PRICES = new Place("prices/durable", Kind.DURABLE, "crash");
    static final Place PRICES_SHARED = new Place("prices/shared", Kind.SHARED_DURABLE, null);
    static final Place PRICES_EVEN = new Place("prices/even", Kind.SHARED_DURABLE, null);

    /** All but the subscriptions that come and go. */
    static final List<Place> STANDING =
            List.of(ORDERS, PIPE_IN, PIPE_OUT, XA_IN, XA_OUT, LATER, BRIEF, PRICES, PRICES_SHARED, PRICES_EVEN);

    /** Delays and branches that are decided late change the order. */
    static final Set<String> UNORDERED = Set.of(LATER.name, XA_OUT.name);

    /** Those with several consumers. */
    static final Set<String> CONTESTED = Set.of(ORDERS.name, PRICES_SHARED.name);

    private static final String CHURN = "churn";

    private static Place queue(String name) {
        return new Place(name, Kind.QUEUE, null);
    }

    /** A subscription that comes and goes. Its name says of what kind it is. */
    static Place churn(String subscription) {
        Kind kind = subscription.startsWith("s") ? Kind.SHARED_DURABLE : Kind.DURABLE;
        return new Place(CHURN + '/' + subscription, kind, CHURN);
    }

    /** By the name in the logs. */
    static Place named(String name) {
        return STANDING.stream()
                .filter(place -> place.name.equals(name))
                .findFirst()
                .orElseGet(() -> churn(name.substring(name.indexOf('/') + 1)));
    }

    /** Where its messages are sent to. */
    Destination destination(Session session) throws JMSException {
        return kind == Kind.QUEUE
                ? session.createQueue(name)
                : session.createTopic(name.substring(0, name.indexOf('/')));
    }

    String subscription() {
        return name.substring(name.indexOf('/') + 1);
    }

    private @Nullable String selector() {
        return equals(PRICES_EVEN) ? "parity = 'even'" : null;
    }

    MessageConsumer consumer(Session session) throws JMSException {
        return switch (kind) {
            case QUEUE -> session.createConsumer(destination(session));
            case DURABLE ->
                session.createDurableConsumer(
                        (jakarta.jms.Topic) destination(session), subscription(), selector(), false);
            case SHARED_DURABLE ->
                session.createSharedDurableConsumer(
                        (jakarta.jms.Topic) destination(session), subscription(), selector());
        };
    }

    /** The standing subscriptions of the topic of prices that want a message. */
    static List<Place> wanting(Item item) {
        return item.number() % 2 == 0 ? List.of(PRICES, PRICES_SHARED, PRICES_EVEN) : List.of(PRICES, PRICES_SHARED);
    }
}
