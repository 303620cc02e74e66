package io.chasqui.crash;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;

/** Consumes one backlog, with client acknowledgement or in transactions, and gives some of it back. */
final class ConsumerLoad extends Load {

    private static final int MOST_AT_ONCE = 8;
    private static final long PATIENCE_MILLIS = 20;

    private final Place place;
    private final boolean transacted;
    private final boolean leavesSome;
    private Session session;
    private Reception reception;
    private int floor;

    /** @param leavesSome whether it lets a backlog grow before it goes on */
    ConsumerLoad(Scene scene, String name, Place place, boolean transacted, boolean leavesSome) {
        super(scene, name);
        this.place = place;
        this.transacted = transacted;
        this.leavesSome = leavesSome;
    }

    @Override
    void open() throws JMSException {
        session = scene.connect(place.clientId())
                .createSession(transacted, transacted ? Session.SESSION_TRANSACTED : Session.CLIENT_ACKNOWLEDGE);
        reception = new Reception(place, name, log, place.consumer(session));
    }

    @Override
    void step() throws JMSException {
        if (leavesSome && oneIn(50)) {
            floor = oneIn(2) ? 0 : random.nextInt(250);
        }
        if (scene.tally(place).get() < floor) {
            Scene.pauseMillis(5);
            return;
        }
        Message last = null;
        int count = 1 + random.nextInt(MOST_AT_ONCE);
        for (int i = 0; i < count; i++) {
            Message next = reception.take(PATIENCE_MILLIS);
            if (next == null) {
                break;
            }
            last = next;
        }
        if (last != null) {
            if (oneIn(7)) {
                giveBack();
            } else {
                settle(last);
            }
        }
    }

    private void settle(Message last) throws JMSException {
        String operation = scene.operation();
        log.write(transacted ? Verb.INTENT : Verb.ACKNOWLEDGE, operation, reception.effects());
        if (transacted) {
            session.commit();
        } else {
            last.acknowledge();
        }
        log.write(Verb.DONE, operation);
        scene.tally(place).addAndGet(-reception.unsettled().size());
        reception.settled();
    }

    private void giveBack() throws JMSException {
        String operation = scene.operation();
        log.write(Verb.BACK, operation, reception.returns());
        if (transacted) {
            session.rollback();
        } else {
            session.recover();
        }
        log.write(Verb.DONE, operation);
        reception.settled();
    }
}
