package io.chasqui.crash;

import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Sends numbered messages to one destination, confirmed one by one, in transactions, or asynchronously. */
final class ProducerLoad extends Load {

    /** How sends are confirmed. */
    enum Mode {
        ONE_BY_ONE,
        TRANSACTED,
        ASYNCHRONOUS
    }

    private static final int MOST_IN_BACKLOG = 300;
    private static final int MOST_IN_FLIGHT = 32;
    private static final int MOST_IN_TRANSACTION = 8;

    /** How much later than its delay says a message may be due, because the send took so long. */
    private static final long LONGEST_SEND_MILLIS = 3000;

    private final Mode mode;
    private final Function<Item, List<Place>> places;
    private final Semaphore inFlight = new Semaphore(MOST_IN_FLIGHT);
    private int priority = Message.DEFAULT_PRIORITY;
    private int longestDelayMillis;
    private int longestLifeMillis;
    private long number;
    private Session session;
    private MessageProducer producer;
    private Destination destination;

    /** @param places which backlogs get a message; they belong to one destination */
    ProducerLoad(Scene scene, String name, Mode mode, Function<Item, List<Place>> places) {
        super(scene, name);
        this.mode = mode;
        this.places = places;
    }

    ProducerLoad priority(int value) {
        priority = value;
        return this;
    }

    /** Each message is delayed by up to so much. */
    ProducerLoad delayed(int millis) {
        longestDelayMillis = millis;
        return this;
    }

    /** Most messages live for up to so much. */
    ProducerLoad mortal(int millis) {
        longestLifeMillis = millis;
        return this;
    }

    @Override
    void open() throws JMSException {
        session = scene.connect(null).createSession(mode == Mode.TRANSACTED, Session.AUTO_ACKNOWLEDGE);
        destination = places.apply(new Item(name, 0)).get(0).destination(session);
        producer = session.createProducer(destination);
        producer.setPriority(priority);
    }

    @Override
    void step() throws Exception {
        boolean full = places.apply(new Item(name, 0)).stream()
                .anyMatch(place -> scene.tally(place).get() > MOST_IN_BACKLOG);
        if (full) {
            Scene.pauseMillis(3);
            return;
        }
        switch (mode) {
            case ONE_BY_ONE -> sendOne();
            case TRANSACTED -> sendTransaction();
            case ASYNCHRONOUS -> sendAsynchronously();
        }
        if (oneIn(4)) {
            Scene.pauseMillis(random.nextInt(longestLifeMillis + longestDelayMillis > 0 ? 20 : 4));
        }
    }

    /** A message about to be sent, with all it will do. */
    private record Outgoing(Item item, List<Effect> effects, Message message) {}

    private Outgoing next() throws JMSException {
        Item item = scene.item(name, ++number);
        long due = 0;
        long expiry = 0;
        if (longestDelayMillis > 0) {
            long delay = random.nextInt(longestDelayMillis);
            producer.setDeliveryDelay(delay);
            due = System.currentTimeMillis() + delay + LONGEST_SEND_MILLIS;
        }
        if (longestLifeMillis > 0) {
            long life = oneIn(5) ? 0 : 1 + random.nextInt(longestLifeMillis);
            producer.setTimeToLive(life);
            expiry = life == 0 ? 0 : System.currentTimeMillis() + life;
        }
        List<Effect> effects = new ArrayList<>();
        for (Place place : places.apply(item)) {
            effects.add(new Effect(true, place.name(), item, due, expiry));
        }
        return new Outgoing(item, effects, Parcel.wrap(session, item));
    }

    private void sendOne() throws JMSException {
        Outgoing outgoing = next();
        String operation = scene.operation();
        log.write(Verb.INTENT, operation, outgoing.effects);
        producer.send(outgoing.message);
        log.write(Verb.DONE, operation);
        count(outgoing);
    }

    private void sendTransaction() throws JMSException {
        List<Effect> effects = new ArrayList<>();
        List<Outgoing> sent = new ArrayList<>();
        for (int left = 1 + random.nextInt(MOST_IN_TRANSACTION); left > 0; left--) {
            Outgoing outgoing = next();
            producer.send(outgoing.message);
            effects.addAll(outgoing.effects);
            sent.add(outgoing);
        }
        if (oneIn(6)) {
            session.rollback();
            return;
        }
        String operation = scene.operation();
        log.write(Verb.INTENT, operation, effects);
        session.commit();
        log.write(Verb.DONE, operation);
        sent.forEach(this::count);
    }

    private void sendAsynchronously() throws Exception {
        inFlight.acquire();
        Outgoing outgoing = next();
        String operation = scene.operation();
        log.write(Verb.INTENT, operation, outgoing.effects);
        producer.send(outgoing.message, new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                log.write(Verb.DONE, operation);
                count(outgoing);
                inFlight.release();
            }

            @Override
            public void onException(Message message, Exception exception) {
                if (!scene.isOver()) {
                    log.write(Verb.WRONG, name, "failed to send", outgoing.item, exception);
                }
                inFlight.release();
            }
        });
    }

    /** What may vanish is not counted, because nobody would count it down. */
    private void count(Outgoing outgoing) {
        for (Effect effect : outgoing.effects) {
            if (effect.expiry() == 0) {
                scene.tally(Place.named(effect.place())).incrementAndGet();
            }
        }
    }
}
