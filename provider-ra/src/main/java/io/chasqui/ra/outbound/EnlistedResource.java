package io.chasqui.ra.outbound;

import java.nio.ByteBuffer;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * The XA resource of a managed connection, which also knows whether its session is in a branch now. Start and end come from
 * one thread at a time; any thread may ask.
 */
final class EnlistedResource implements XAResource {

    private final XAResource session;
    private volatile @Nullable Branch current;

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
        current = Branch.of(xid);
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        Branch now = current;
        try {
            session.end(xid, flags);
        } finally {
            if (now != null && now.is(Branch.of(xid))) {
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
    }

    @Override
    public void rollback(Xid xid) throws XAException {
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
