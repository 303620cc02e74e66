package io.chasqui.crash;

import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;

/** Moves each message of one queue to another, in local transactions: what goes in comes out once. */
final class PipelineLoad extends Load {

    private static final int MOST_AT_ONCE = 5;
    private static final int MOST_IN_BACKLOG = 300;
    private static final long PATIENCE_MILLIS = 20;

    private Session session;
    private Reception reception;
    private MessageProducer producer;

    PipelineLoad(Scene scene, String name) {
        super(scene, name);
    }

    @Override
    void open() throws JMSException {
        session = scene.connect(null).createSession(true, Session.SESSION_TRANSACTED);
        reception = new Reception(Place.PIPE_IN, name, log, Place.PIPE_IN.consumer(session));
        producer = session.createProducer(Place.PIPE_OUT.destination(session));
    }

    @Override
    void step() throws JMSException {
        if (scene.tally(Place.PIPE_OUT).get() > MOST_IN_BACKLOG) {
            Scene.pauseMillis(5);
            return;
        }
        reception.takeUpTo(1 + random.nextInt(MOST_AT_ONCE), PATIENCE_MILLIS);
        if (reception.unsettled().isEmpty()) {
            return;
        }
        List<Effect> effects = new ArrayList<>(reception.effects());
        for (Item item : reception.unsettled()) {
            producer.send(Parcel.wrap(session, item));
            effects.add(Effect.add(Place.PIPE_OUT.name(), item));
        }
        String operation = scene.operation();
        if (oneIn(6)) {
            log.write(Verb.BACK, operation, reception.returns());
            session.rollback();
        } else {
            log.write(Verb.INTENT, operation, effects);
            session.commit();
            int moved = reception.unsettled().size();
            scene.tally(Place.PIPE_IN).addAndGet(-moved);
            scene.tally(Place.PIPE_OUT).addAndGet(moved);
        }
        log.write(Verb.DONE, operation);
        reception.settled();
    }
}
