package io.chasqui.network;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/** Moves messages in branches of two phases; a branch that was prepared is decided by a later connection if need be. */
final class XaWork extends Work {

    private static final long PATIENCE_MILLIS = 50;
    private static final int MOST_DECISIONS = 200;

    private final Place from;
    private final Place to;
    private @Nullable XAConnection connection;
    private @Nullable XASession session;
    private @Nullable XAResource resource;
    private @Nullable MessageConsumer consumer;
    private @Nullable MessageProducer producer;
    private long number;

    XaWork(Scene scene, String name, Place from, Place to) {
        super(scene, name);
        this.from = from;
        this.to = to;
    }

    /** A branch of this load. */
    record Branch(long run, long number) implements Xid {
        @Override
        public int getFormatId() {
            return 7374;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(run)
                    .putLong(number)
                    .array();
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {1};
        }
    }

    @Override
    void open() throws Exception {
        connection = scene.connectXa();
        connection.start();
        session = connection.createXASession();
        resource = session.getXAResource();
        consumer = from.consumer(session);
        producer = session.createProducer(to.of(session));
    }

    @Override
    @Nullable
    XAConnection connection() {
        return connection;
    }

    @Override
    void step() throws Exception {
        List<String> moved = new ArrayList<>();
        Branch branch = new Branch(scene.seed() ^ System.identityHashCode(this), ++number);
        try {
            timed("work in a branch", () -> {
                resource.start(branch, XAResource.TMNOFLAGS);
                move(moved);
                resource.end(branch, XAResource.TMSUCCESS);
                return "";
            });
        } catch (JMSException | XAException e) {
            failed("work in a branch", e);
            undo(branch, moved);
            throw new JMSException("the state of the session is not known any more");
        }
        if (moved.isEmpty() || random.nextInt(10) == 0) {
            undo(branch, moved);
            return;
        }
        try {
            timed("prepare", () -> resource.prepare(branch));
        } catch (XAException e) {
            failed("prepare", e);
            undo(branch, moved);
            return;
        }
        if (decide("commit", () -> resource.commit(branch, false))) {
            moved.forEach(item -> ledger.settled(from.lane(), item));
            moved.forEach(item -> ledger.confirmed(List.of(to.lane()), item));
        } else {
            ledger.wrong(name + ": a branch that was prepared was not committed");
        }
    }

    private void move(List<String> moved) throws Exception {
        for (int i = random.nextInt(3); i >= 0; i--) {
            Message message = consumer.receive(PATIENCE_MILLIS);
            if (message == null) {
                return;
            }
            String item = item(message);
            ledger.received(from.lane(), item, how(message));
            ledger.sending(List.of(to.lane()), item);
            moved.add(item);
            producer.send(wrap(session, item));
        }
    }

    private void undo(Branch branch, List<String> moved) throws Exception {
        moved.forEach(item -> ledger.never(List.of(to.lane()), item));
        decide("roll back", () -> resource.rollback(branch));
    }

    /** What the second phase does. */
    @FunctionalInterface
    private interface Decision {
        void make() throws XAException;
    }

    /** Tries until the broker says that it is done; false when it says that the opposite was done. */
    private boolean decide(String what, Decision decision) throws Exception {
        for (int i = 0; i < MOST_DECISIONS; i++) {
            try {
                timed(what, () -> {
                    decision.make();
                    return "";
                });
                return true;
            } catch (XAException e) {
                failed(what, e);
                if (e.errorCode == XAException.XAER_NOTA) {
                    return true;
                }
                if (e.errorCode >= XAException.XA_RBBASE && e.errorCode <= XAException.XA_RBEND) {
                    return what.equals("roll back");
                }
                if (connection == null || e.errorCode == XAException.XAER_RMFAIL) {
                    reopen();
                }
                idle();
            }
        }
        ledger.wrong(name + ": could not " + what + " a branch in " + MOST_DECISIONS + " attempts");
        return false;
    }

    private void reopen() throws JMSException {
        try {
            scene.checkAlive(connection);
        } catch (JMSException lost) {
            connection.close();
            connection = scene.connectXa();
            connection.start();
            session = connection.createXASession();
            resource = session.getXAResource();
            consumer = from.consumer(session);
            producer = session.createProducer(to.of(session));
        }
    }
}
