package io.chasqui.crash;

import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.util.ArrayList;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;

/** Moves messages from one queue to another in branches, which end in every way there is. */
final class XaLoad extends Load {

    private static final int MOST_AT_ONCE = 3;
    private static final int MOST_IN_BACKLOG = 300;
    private static final int MOST_LEFT_IN_DOUBT = 6;
    private static final long PATIENCE_MILLIS = 20;

    private XAConnection connection;
    private XASession session;
    private XAResource resource;
    private Reception reception;
    private MessageProducer producer;
    private int number;
    private int leftInDoubt;

    XaLoad(Scene scene, String name) {
        super(scene, name);
    }

    @Override
    void open() throws JMSException {
        connection = scene.factory.createXAConnection();
        connection.start();
        session = connection.createXASession();
        resource = session.getXAResource();
        reception = new Reception(Place.XA_IN, name, log, Place.XA_IN.consumer(session));
        producer = session.createProducer(Place.XA_OUT.destination(session));
    }

    @Override
    void step() throws Exception {
        if (scene.tally(Place.XA_OUT).get() > MOST_IN_BACKLOG) {
            Scene.pauseMillis(5);
            return;
        }
        CrashXid xid = next();
        resource.start(xid, XAResource.TMNOFLAGS);
        reception.takeUpTo(1 + random.nextInt(MOST_AT_ONCE), PATIENCE_MILLIS);
        List<Effect> effects = new ArrayList<>(reception.effects());
        for (Item item : reception.unsettled()) {
            producer.send(Parcel.wrap(session, item));
            effects.add(Effect.add(Place.XA_OUT.name(), item));
        }
        resource.end(xid, XAResource.TMSUCCESS);
        if (effects.isEmpty()) {
            resource.rollback(xid);
        } else {
            finish(xid, effects);
        }
        reception.settled();
    }

    @Override
    void close() throws JMSException {
        connection.close();
    }

    private CrashXid next() {
        CrashXid xid = new CrashXid(scene.round, ++number);
        if (xid.course() == CrashXid.Course.LEAVE_PREPARED && leftInDoubt >= MOST_LEFT_IN_DOUBT) {
            return next();
        }
        return xid;
    }

    private void finish(CrashXid xid, List<Effect> effects) throws XAException {
        switch (xid.course()) {
            case ROLL_BACK_UNPREPARED -> {
                log.write(Verb.BACK, xid.id(), reception.returns());
                resource.rollback(xid);
                log.write(Verb.DONE, xid.id());
            }
            case COMMIT_IN_ONE_PHASE -> {
                log.write(Verb.INTENT, xid.id(), effects);
                resource.commit(xid, true);
                log.write(Verb.DONE, xid.id());
                count();
            }
            case LEAVE_PREPARED -> {
                prepare(xid, effects);
                leftInDoubt++;
            }
            default -> {
                prepare(xid, effects);
                decide(resource, log, xid);
                if (xid.commits()) {
                    count();
                }
            }
        }
    }

    private void prepare(CrashXid xid, List<Effect> effects) throws XAException {
        log.write(Verb.PREPARE, xid.id(), effects);
        resource.prepare(xid);
        log.write(Verb.PREPARED, xid.id());
    }

    /** The second phase of a branch, as its name says. */
    static void decide(XAResource resource, OracleLog log, CrashXid xid) throws XAException {
        log.write(Verb.DECIDE, xid.id(), xid.commits() ? "commit" : "rollback");
        if (xid.commits()) {
            resource.commit(xid, false);
            log.write(Verb.DONE, xid.id());
        } else {
            resource.rollback(xid);
            log.write(Verb.UNDONE, xid.id());
        }
    }

    private void count() {
        int moved = reception.unsettled().size();
        scene.tally(Place.XA_IN).addAndGet(-moved);
        scene.tally(Place.XA_OUT).addAndGet(moved);
    }
}
