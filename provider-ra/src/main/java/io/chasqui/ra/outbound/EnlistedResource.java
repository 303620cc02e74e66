package io.chasqui.ra.outbound;

import java.nio.ByteBuffer;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * The XA resource of a managed connection, which also knows whether its session is in a branch now. Start and end come from
 * one thread at a time; any thread may ask.
 *
 * <p>Design note: a transaction manager ends what has timed out on a thread of its own, while the application goes on and
 * believes itself in the transaction still. What it did next would take effect at once, although everything before was
 * rolled back. So work whose end came from another thread is cut off, until there is other work.
 */
final class EnlistedResource implements XAResource {

    private final XAResource session;
    private volatile @Nullable Branch current;
    /** The branch that another thread has ended; null when there is none. */
    private volatile @Nullable Branch cut;

    private volatile long workerId;

    EnlistedResource(XAResource session) {
        this.session = session;
    }

    /** Transaction managers may give another object for the same branch each time. */
    private record Branch(Xid xid, int format, ByteBuffer transaction, ByteBuffer qualifier) {

        static Branch of(Xid xid) {
            return new Branch(
                    xid,
                    xid.getFormatId(),
                    ByteBuffer.wrap(xid.getGlobalTransactionId()),
                    ByteBuffer.wrap(xid.getBranchQualifier()));
        }

        boolean is(Branch other) {
            return format == other.format && transaction.equals(other.transaction) && qualifier.equals(other.qualifier);
        }
    }

    /** Whether what the session does now belongs to a branch. */
    boolean isEnlisted() {
        return current != null;
    }

    /** Whether the application may still believe itself in a branch that another thread has ended. */
    boolean isCut() {
        return cut != null && current == null;
    }

    /** Whoever comes next knows nothing of what was before. */
    void forgetCut() {
        cut = null;
    }

    /** Takes the session out of a branch that nobody has ended, which can then only be rolled back. */
    void abandon() throws XAException {
        Branch left = current;
        if (left != null) {
            end(left.xid, TMFAIL);
        }
    }

    @Override
    public void start(Xid xid, int flags) throws XAException {
        session.start(xid, flags);
        workerId = Thread.currentThread().getId();
        cut = null;
        current = Branch.of(xid);
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        Branch now = current;
        try {
            session.end(xid, flags);
        } finally {
            if (now != null && now.is(Branch.of(xid))) {
                if (flags != TMSUSPEND && Thread.currentThread().getId() != workerId) {
                    cut = now;
                }
                current = null;
            }
        }
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        return session.prepare(xid);
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        session.commit(xid, onePhase);
        Branch ended = cut;
        if (ended != null && ended.is(Branch.of(xid))) {
            cut = null; // Handed to another thread in good order.
        }
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        Branch now = current;
        if (now != null && now.is(Branch.of(xid))) {
            end(xid, TMFAIL); // Some servers roll back what they have not ended.
        }
        session.rollback(xid);
    }

    @Override
    public void forget(Xid xid) throws XAException {
        session.forget(xid);
    }

    @Override
    public Xid[] recover(int flags) throws XAException {
        return session.recover(flags);
    }

    /** Whether both are of one broker. */
    @Override
    public boolean isSameRM(XAResource other) throws XAException {
        return session.isSameRM(other instanceof EnlistedResource that ? that.session : other);
    }

    @Override
    public int getTransactionTimeout() throws XAException {
        return session.getTransactionTimeout();
    }

    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        return session.setTransactionTimeout(seconds);
    }
}
