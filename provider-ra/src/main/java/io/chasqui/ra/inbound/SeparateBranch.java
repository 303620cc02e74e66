package io.chasqui.ra.inbound;

import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * The resource of a session that shares its branch with nobody, for servers that roll back a branch without having ended what
 * a message came with.
 *
 * <p>Design note: GlassFish and Payara do that when a bean has failed. Where what the bean has sent is in the same branch, they
 * tell the resource of the sender, the broker refuses because the receiver still works in the branch, and the message does not
 * come again. With a branch of its own it is the receiver's resource that is told, and that ends the branch first. The price
 * is a second branch for a bean that sends, which only these servers pay.
 */
final class SeparateBranch implements XAResource {

    private static final String GLASSFISH = "com.sun.enterprise.";

    private final XAResource session;

    private SeparateBranch(XAResource session) {
        this.session = session;
    }

    /** The resource as the server of these endpoints needs it. */
    static @Nullable XAResource where(MessageEndpointFactory factory, @Nullable XAResource session) {
        boolean needed = factory.getClass().getName().startsWith(GLASSFISH);
        return session == null || !needed ? session : new SeparateBranch(session);
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return other == this;
    }

    @Override
    public void start(Xid xid, int flags) throws XAException {
        session.start(xid, flags);
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        session.end(xid, flags);
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

    @Override
    public int getTransactionTimeout() throws XAException {
        return session.getTransactionTimeout();
    }

    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        return session.setTransactionTimeout(seconds);
    }
}
