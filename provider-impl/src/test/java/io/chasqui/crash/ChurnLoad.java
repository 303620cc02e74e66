package io.chasqui.crash;

import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;

/** Makes durable subscriptions, publishes to them, consumes some of that, and unsubscribes them. */
final class ChurnLoad extends Load {

    private static final int MOST_SUBSCRIPTIONS = 4;
    private static final int MOST_AT_ONCE = 5;
    private static final int MOST_IN_BACKLOG = 100;
    private static final long PATIENCE_MILLIS = 10;

    private final List<Place> subscriptions;
    private Session session;
    private MessageProducer producer;
    private long number;
    private int created;

    /** @param subscriptions those that exist */
    ChurnLoad(Scene scene, String name, List<Place> subscriptions) {
        super(scene, name);
        this.subscriptions = new ArrayList<>(subscriptions);
    }

    @Override
    void open() throws JMSException {
        session = scene.connect(Place.churn("any").clientId()).createSession(true, Session.SESSION_TRANSACTED);
        producer = session.createProducer(Place.churn("any").destination(session));
    }

    @Override
    void step() throws JMSException {
        if (subscriptions.size() < MOST_SUBSCRIPTIONS && oneIn(8) || subscriptions.isEmpty()) {
            create();
        } else if (oneIn(20)) {
            drop(subscriptions.get(random.nextInt(subscriptions.size())));
        } else if (oneIn(3)) {
            consume(subscriptions.get(random.nextInt(subscriptions.size())));
        } else {
            publish();
        }
        Scene.pauseMillis(random.nextInt(4));
    }

    private void create() throws JMSException {
        String kind = oneIn(2) ? "s" : "u";
        Place place = Place.churn(kind + '-' + scene.round + '-' + ++created);
        log.write(Verb.CREATE, place.name());
        place.consumer(session).close();
        log.write(Verb.CREATED, place.name());
        subscriptions.add(place);
    }

    private void drop(Place place) throws JMSException {
        subscriptions.remove(place);
        log.write(Verb.DROP, place.name());
        session.unsubscribe(place.subscription());
        log.write(Verb.DROPPED, place.name());
    }

    private void publish() throws JMSException {
        if (subscriptions.stream().anyMatch(place -> scene.tally(place).get() > MOST_IN_BACKLOG)) {
            return;
        }
        List<Effect> effects = new ArrayList<>();
        int count = 1 + random.nextInt(MOST_AT_ONCE);
        for (int i = 0; i < count; i++) {
            Item item = scene.item(name, ++number);
            producer.send(Parcel.wrap(session, item));
            subscriptions.forEach(place -> effects.add(Effect.add(place.name(), item)));
        }
        commit(effects);
        subscriptions.forEach(place -> scene.tally(place).addAndGet(count));
    }

    private void consume(Place place) throws JMSException {
        Reception reception = new Reception(place, name, log, place.consumer(session));
        reception.takeUpTo(1 + random.nextInt(4 * MOST_AT_ONCE), PATIENCE_MILLIS);
        if (!reception.unsettled().isEmpty()) {
            commit(reception.effects());
            scene.tally(place).addAndGet(-reception.unsettled().size());
        }
        reception.close();
    }

    private void commit(List<Effect> effects) throws JMSException {
        String operation = scene.operation();
        log.write(Verb.INTENT, operation, effects);
        session.commit();
        log.write(Verb.DONE, operation);
    }
}
