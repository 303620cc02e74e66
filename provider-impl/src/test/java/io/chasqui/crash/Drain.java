package io.chasqui.crash;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.List;

/** Consumes all there is, so that backlogs begin anew. Used by one thread. */
final class Drain {

    private static final int MOST_AT_ONCE = 100;

    private final Scene scene;
    private final OracleLog log;
    private final long patienceMillis;

    /** @param patienceMillis how long to wait for messages that are not due yet */
    Drain(Scene scene, OracleLog log, long patienceMillis) {
        this.scene = scene;
        this.log = log;
        this.patienceMillis = patienceMillis;
    }

    void run(List<Place> places) throws JMSException {
        for (Place place : places) {
            empty(place);
        }
    }

    private void empty(Place place) throws JMSException {
        try (Connection connection = scene.connect(place.clientId())) {
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            Reception reception = new Reception(place, "drain", log, place.consumer(session));
            long patience = place.equals(Place.LATER) ? patienceMillis : 100;
            do {
                reception.settled();
                reception.takeUpTo(MOST_AT_ONCE, patience);
                String operation = scene.operation();
                log.write(Verb.INTENT, operation, reception.effects());
                session.commit();
                log.write(Verb.DONE, operation);
            } while (!reception.unsettled().isEmpty());
        }
        scene.tally(place).set(0);
    }
}
