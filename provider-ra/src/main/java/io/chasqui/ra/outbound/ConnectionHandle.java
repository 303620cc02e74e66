package io.chasqui.ra.outbound;

import jakarta.jms.ConnectionConsumer;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicSession;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.LazyAssociatableConnectionManager;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A connection as an application in a server sees it. While a managed connection is associated with it, it works on that; while
 * none is, its first use asks the server for one. It closes its sessions and temporary destinations with it, and works without
 * a connection factory behind it. Any thread may close it.
 *
 * <p>Design note: some servers put a subclass made at run time before it. So nothing outside calls anything but public methods
 * that can be overridden, and only the handle inside, never the one in front, is given to others.
 */
public class ConnectionHandle implements QueueConnection, TopicConnection, ManagedHandle {

    private static final System.Logger LOG = System.getLogger(ConnectionHandle.class.getName());

    private final AtomicBoolean closed = new AtomicBoolean();
    private final Set<SessionHandle> sessions = ConcurrentHashMap.newKeySet();
    private final Set<Temporary> temporaries = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ChasquiManagedConnection managed;
    private volatile @Nullable Allocation allocation;
    /** The handle that the server knows of, when this one was given a managed connection outside the server's own ways. */
    private volatile @Nullable ConnectionHandle standIn;

    private volatile boolean started;

    ConnectionHandle() {}

    /** Deletes a temporary destination. */
    interface Temporary {
        void delete() throws JMSException;
    }

    // Association.

    @Override
    public void associate(ChasquiManagedConnection connection) throws JMSException {
        ChasquiManagedConnection before = managed;
        if (before == connection) {
            return;
        }
        if (before != null) {
            release();
            before.forget(this);
        }
        connection.add(this);
        managed = connection;
        if (started) {
            connection.start();
        }
    }

    @Override
    public void dissociate() {
        ChasquiManagedConnection before = managed;
        managed = null;
        standIn = null;
        release();
        if (before != null) {
            before.forget(this);
        }
    }

    /** What is beneath the sessions is closed; they make it anew when they are used. */
    private void release() {
        sessions.forEach(SessionHandle::release);
    }

    @Override
    public void invalidate() {
        closed.set(true);
        dissociate();
        sessions.clear();
    }

    @Override
    public void allocated(Allocation from) {
        allocation = from;
    }

    void checkOpen() throws JMSException {
        if (closed.get()) {
            throw Failures.closed("connection");
        }
    }

    /**
     * The managed connection, asked for if need be.
     *
     * @throws JMSException when this is closed, when the broker is lost, or when the server has no connection to give
     */
    ChasquiManagedConnection managed() throws JMSException {
        checkOpen();
        ChasquiManagedConnection now = managed;
        if (now == null) {
            now = associated();
        }
        if (now.isLost()) {
            throw new JMSException("the connection has lost its broker; close it, and create another one");
        }
        return now;
    }

    private ChasquiManagedConnection associated() throws JMSException {
        Allocation from = allocation;
        if (from == null) {
            throw new JMSException("the server has taken the managed connection from this handle,"
                    + " which belongs to no connection factory; create another connection");
        }
        try {
            if (from.allocator() instanceof LazyAssociatableConnectionManager lazy) {
                lazy.associateConnection(this, from.factory(), from.request());
            } else {
                // Some servers take managed connections away when a method returns, and know no way to ask for another.
                borrow(from.allocator().allocateConnection(from.factory(), from.request()));
            }
        } catch (ResourceException e) {
            throw Failures.jms("get a connection from the server", e);
        }
        ChasquiManagedConnection now = managed;
        if (now == null) {
            throw new JMSException("the server did not associate a managed connection with this handle");
        }
        return now;
    }

    private void borrow(Object given) throws JMSException {
        if (!(given instanceof ManagedHandle handle)) {
            throw new JMSException("the server gave " + given + ", which is no connection of Chasqui's");
        }
        handle.lend(this);
    }

    @Override
    public void lend(ConnectionHandle borrower) throws JMSException {
        ChasquiManagedConnection own = managed();
        borrower.associate(own);
        borrower.standIn = this;
    }

    /** The managed connection for something that a transaction may be about. */
    ChasquiManagedConnection enlisted() throws JMSException {
        ChasquiManagedConnection now = managed();
        Allocation from = allocation;
        now.enlist(from == null ? null : from.allocator());
        return now;
    }

    // Sessions.

    @Override
    public Session createSession() throws JMSException {
        return open(domain(), Session.AUTO_ACKNOWLEDGE);
    }

    @Override
    public Session createSession(int sessionMode) throws JMSException {
        return open(domain(), sessionMode);
    }

    /**
     * A session that belongs to the transaction the server has enlisted it in. Outside any, it acknowledges by itself, whatever
     * the arguments say (Jakarta Messaging 3.1, 12.3).
     */
    @Override
    public Session createSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return open(domain(), acknowledgeMode);
    }

    @Override
    public QueueSession createQueueSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return open(Domain.QUEUE, acknowledgeMode);
    }

    @Override
    public TopicSession createTopicSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return open(Domain.TOPIC, acknowledgeMode);
    }

    private SessionHandle open(Domain domain, int mode) throws JMSException {
        managed();
        if (!sessions.isEmpty()) {
            throw new jakarta.jms.IllegalStateException(
                    "this connection has an open session, and a connection has one at a"
                            + " time in a Jakarta EE container (Jakarta Messaging 3.1, 12.2); close that session first, or create"
                            + " another connection");
        }
        SessionHandle session =
                new SessionHandle(this, domain, mode == Session.DUPS_OK_ACKNOWLEDGE ? mode : Session.AUTO_ACKNOWLEDGE);
        sessions.add(session);
        return session;
    }

    private Domain domain() {
        Allocation from = allocation;
        return from == null ? Domain.COMMON : from.narrowed();
    }

    @Override
    public JMSContext context(int sessionMode) throws JMSException {
        return new ContextHandle(this, open(Domain.COMMON, sessionMode));
    }

    void forget(SessionHandle session) {
        sessions.remove(session);
    }

    void add(Temporary temporary) {
        temporaries.add(temporary);
    }

    // Itself.

    @Override
    public @Nullable String getClientID() throws JMSException {
        return managed().connection().getClientID();
    }

    @Override
    public ConnectionMetaData getMetaData() throws JMSException {
        return managed().connection().getMetaData();
    }

    @Override
    public void start() throws JMSException {
        managed().start();
        started = true;
    }

    @Override
    public void close() throws JMSException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        sessions.forEach(SessionHandle::close);
        temporaries.forEach(ConnectionHandle::delete);
        temporaries.clear();
        leave();
    }

    private static void delete(Temporary temporary) {
        try {
            temporary.delete();
        } catch (JMSException e) {
            LOG.log(System.Logger.Level.DEBUG, "a temporary destination was not deleted with its connection", e);
        }
    }

    private void leave() throws JMSException {
        ChasquiManagedConnection there = managed;
        ConnectionHandle known = standIn;
        Allocation from = allocation;
        managed = null;
        standIn = null;
        if (there != null && known != null) {
            there.forget(this);
            known.close();
        } else if (there != null) {
            there.closed(this);
        } else if (from != null && from.allocator() instanceof LazyAssociatableConnectionManager lazy) {
            lazy.inactiveConnectionClosed(this, from.factory());
        }
    }

    // What is not for applications in a server.

    @Override
    public void setClientID(@Nullable String clientId) throws JMSException {
        throw Failures.forbidden("setClientID");
    }

    /** Always null: none can be set. */
    @Override
    public @Nullable ExceptionListener getExceptionListener() throws JMSException {
        checkOpen();
        return null;
    }

    @Override
    public void setExceptionListener(@Nullable ExceptionListener listener) throws JMSException {
        throw Failures.forbidden("setExceptionListener");
    }

    @Override
    public void stop() throws JMSException {
        throw Failures.forbidden("stop");
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            @Nullable Destination destination,
            @Nullable String selector,
            @Nullable ServerSessionPool pool,
            int maxMessages)
            throws JMSException {
        throw Failures.forbidden("createConnectionConsumer");
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            @Nullable Queue queue, @Nullable String selector, @Nullable ServerSessionPool pool, int maxMessages)
            throws JMSException {
        throw Failures.forbidden("createConnectionConsumer");
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            @Nullable Topic topic, @Nullable String selector, @Nullable ServerSessionPool pool, int maxMessages)
            throws JMSException {
        throw Failures.forbidden("createConnectionConsumer");
    }

    @Override
    public ConnectionConsumer createSharedConnectionConsumer(
            @Nullable Topic topic,
            @Nullable String name,
            @Nullable String selector,
            @Nullable ServerSessionPool pool,
            int maxMessages)
            throws JMSException {
        throw Failures.forbidden("createSharedConnectionConsumer");
    }

    @Override
    public ConnectionConsumer createDurableConnectionConsumer(
            @Nullable Topic topic,
            @Nullable String name,
            @Nullable String selector,
            @Nullable ServerSessionPool pool,
            int maxMessages)
            throws JMSException {
        throw Failures.forbidden("createDurableConnectionConsumer");
    }

    @Override
    public ConnectionConsumer createSharedDurableConnectionConsumer(
            @Nullable Topic topic,
            @Nullable String name,
            @Nullable String selector,
            @Nullable ServerSessionPool pool,
            int maxMessages)
            throws JMSException {
        throw Failures.forbidden("createSharedDurableConnectionConsumer");
    }
}
