package io.chasqui.ra;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.spi.ConnectionState;
import io.chasqui.ra.access.Access;
import io.chasqui.ra.access.OwnThread;
import jakarta.jms.JMSException;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.util.concurrent.locks.ReentrantLock;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * The broker, for a transaction manager that wants to know what is in doubt there. It connects at the first call, and again
 * when that connection has failed; a broker out of reach is {@code XAER_RMFAIL}, so the transaction manager asks again
 * later. Used by any thread.
 */
final class RecoveryResource implements XAResource {

    private final ChasquiResourceAdapter adapter;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable XAConnection connection;
    private @Nullable XAResource broker;
    private boolean closed;

    RecoveryResource(ChasquiResourceAdapter adapter) {
        this.adapter = adapter;
    }

    /**
     * A question to the broker.
     *
     * @param <T> the answer
     */
    private interface Question<T extends @Nullable Object> {
        T ask(XAResource broker) throws XAException;
    }

    private <T extends @Nullable Object> T ask(Question<T> question) throws XAException {
        lock.lock();
        try {
            return question.ask(connected());
        } catch (XAException e) {
            if (e.errorCode == XAException.XAER_RMFAIL) {
                disconnect();
            }
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private XAResource connected() throws XAException {
        XAResource there = broker;
        if (there != null && !(connection instanceof ConnectionState state && state.isLost())) {
            return there;
        }
        disconnect();
        if (closed) {
            throw failure("the resource adapter is stopped", null);
        }
        try {
            XAConnection opened = OwnThread.call(() -> {
                ChasquiConnectionFactory factory = adapter.exactly(access());
                factory.setReconnectAttempts(0); // The next call connects anew.
                return factory.createXAConnection();
            });
            connection = opened;
            XASession session = opened.createXASession();
            XAResource found = session.getXAResource();
            broker = found;
            return found;
        } catch (JMSException | IllegalArgumentException e) {
            disconnect();
            throw failure("cannot connect to " + adapter.access() + ": " + e.getMessage(), e);
        }
    }

    /** The client ID stays free for those who work with it. */
    private Access access() {
        Access all = adapter.access();
        return new Access(all.url(), all.user(), all.password(), null);
    }

    private static XAException failure(String message, @Nullable Exception cause) {
        XAException failure = new XAException(message);
        failure.errorCode = XAException.XAER_RMFAIL;
        if (cause != null) {
            failure.initCause(cause);
        }
        return failure;
    }

    private void disconnect() {
        XAConnection old = connection;
        connection = null;
        broker = null;
        if (old != null) {
            try {
                old.close();
            } catch (JMSException e) {
                System.getLogger(RecoveryResource.class.getName())
                        .log(System.Logger.Level.DEBUG, "a connection for recovery did not close cleanly", e);
            }
        }
    }

    /** No call connects any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            disconnect();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Xid[] recover(int flags) throws XAException {
        return ask(there -> there.recover(flags));
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        this.<@Nullable Void>ask(there -> {
            there.commit(xid, onePhase);
            return null;
        });
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        this.<@Nullable Void>ask(there -> {
            there.rollback(xid);
            return null;
        });
    }

    @Override
    public void forget(Xid xid) throws XAException {
        this.<@Nullable Void>ask(there -> {
            there.forget(xid);
            return null;
        });
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        return ask(there -> there.prepare(xid));
    }

    @Override
    public void start(Xid xid, int flags) throws XAException {
        this.<@Nullable Void>ask(there -> {
            there.start(xid, flags);
            return null;
        });
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        this.<@Nullable Void>ask(there -> {
            there.end(xid, flags);
            return null;
        });
    }

    @Override
    public boolean isSameRM(XAResource other) throws XAException {
        return other == this || ask(there -> there.isSameRM(other));
    }

    @Override
    public int getTransactionTimeout() throws XAException {
        return ask(XAResource::getTransactionTimeout);
    }

    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        return ask(there -> there.setTransactionTimeout(seconds));
    }
}
