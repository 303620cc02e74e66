package io.chasqui.network;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.jspecify.annotations.Nullable;

/**
 * Where messages go to or come from.
 *
 * @param kind of what
 * @param name of the queue or topic
 * @param subscription null for a queue, and for whoever sends to a topic
 */
record Place(Kind kind, String name, @Nullable String subscription) {

    enum Kind {
        QUEUE,
        TOPIC,
        DURABLE,
        SHARED_DURABLE
    }

    static Place queue(String name) {
        return new Place(Kind.QUEUE, name, null);
    }

    static Place topic(String name) {
        return new Place(Kind.TOPIC, name, null);
    }

    Destination of(Session session) throws JMSException {
        return kind == Kind.QUEUE ? session.createQueue(name) : session.createTopic(name);
    }

    MessageConsumer consumer(Session session) throws JMSException {
        return switch (kind) {
            case QUEUE, TOPIC -> session.createConsumer(of(session));
            case DURABLE -> session.createDurableConsumer((Topic) of(session), subscription);
            case SHARED_DURABLE -> session.createSharedDurableConsumer((Topic) of(session), subscription);
        };
    }

    /** Its name in the {@link Ledger}. */
    String lane() {
        return subscription == null ? name : name + "/" + subscription;
    }
}
