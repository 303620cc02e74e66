package io.chasqui.ra.outbound;

import io.chasqui.api.spi.ConnectionState;
import io.chasqui.ra.access.Access;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.DissociatableManagedConnection;
import jakarta.resource.spi.LazyEnlistableConnectionManager;
import jakarta.resource.spi.LazyEnlistableManagedConnection;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.security.auth.Subject;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * A connection in the server's pool: a connection to the broker with one XA session, and the handles that use it now (Jakarta
 * Connectors 2.1, 6.5.4). It needs no connection factory: what a recovery plug-in opens works like what an application opens.
 * Used by any thread.
 */
public class ChasquiManagedConnection
        implements ManagedConnection, DissociatableManagedConnection, LazyEnlistableManagedConnection {

    private static final System.Logger LOG = System.getLogger(ChasquiManagedConnection.class.getName());

    private final Access access;
    private final XAConnection connection;
    private final Session session;
    private final EnlistedResource resource;
    private final LocalBranch local;
    private final ManagedConnectionMetaData description;
    private final Set<ManagedHandle> handles = ConcurrentHashMap.newKeySet();
    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
    /** The server has been told that the connection is broken. */
    private final AtomicBoolean failed = new AtomicBoolean();

    private volatile boolean destroyed;
    /** The server does not enlist connections of this kind. */
    private volatile boolean neverEnlisted;

    private volatile @Nullable PrintWriter log;

    /**
     * Takes over a connection.
     *
     * @param access what it was opened with
     * @throws JMSException when it has no session; it is closed then
     */
    ChasquiManagedConnection(Access access, XAConnection connection) throws JMSException {
        this.access = access;
        this.connection = connection;
        try {
            XASession opened = connection.createXASession();
            session = opened;
            resource = new EnlistedResource(opened.getXAResource());
            local = new LocalBranch(resource);
            description = new ConnectionDescription(connection.getMetaData(), access.user());
            connection.setExceptionListener(this::onException);
        } catch (JMSException e) {
            connection.close();
            throw e;
        }
    }

    // Handles.

    /** A new handle. Who asks is settled already: the server has chosen this connection by what it was opened with. */
    @Override
    public Object getConnection(@Nullable Subject subject, @Nullable ConnectionRequestInfo request)
            throws ResourceException {
        requireThere();
        ConnectionHandle handle = new ConnectionHandle();
        try {
            handle.associate(this);
        } catch (JMSException e) {
            throw new ResourceException(e.getMessage(), e);
        }
        trace("gave out a connection handle");
        return handle;
    }

    @Override
    public void associateConnection(Object handle) throws ResourceException {
        requireThere();
        if (!(handle instanceof ManagedHandle ours)) {
            throw new ResourceException(
                    "cannot associate " + handle + " with a connection of Chasqui's: it is no handle of its adapter");
        }
        try {
            ours.associate(this);
        } catch (JMSException e) {
            throw new ResourceException("cannot associate a connection handle: " + e.getMessage(), e);
        }
    }

    @Override
    public void dissociateConnections() {
        handles.forEach(ManagedHandle::dissociate);
    }

    void add(ManagedHandle handle) {
        handles.add(handle);
    }

    void forget(ManagedHandle handle) {
        handles.remove(handle);
    }

    /** The application has closed a handle: the server learns it, or that there is nothing to put back into the pool. */
    void closed(ConnectionHandle handle) {
        handles.remove(handle);
        if (destroyed) {
            return;
        }
        if (isLost()) {
            fail(new JMSException("the connection to the broker is lost"));
            return;
        }
        ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_CLOSED);
        event.setConnectionHandle(handle);
        listeners.forEach(listener -> listener.connectionClosed(event));
    }

    private void requireThere() throws ResourceException {
        if (destroyed) {
            throw new jakarta.resource.spi.IllegalStateException("the managed connection is destroyed");
        }
    }

    // For the handles.

    /** The one session that all handles share. */
    Session session() {
        return session;
    }

    XAConnection connection() {
        return connection;
    }

    void start() throws JMSException {
        connection.start();
    }

    /** Whether what is done now takes effect with a transaction. */
    boolean isEnlisted() {
        return resource.isEnlisted();
    }

    /**
     * Lets a server that enlists connections only when they are used do so.
     *
     * @param allocator the server's pool; null when it is not known
     * @throws TransactionRolledBackException when the transaction was ended behind the application's back
     */
    void enlist(@Nullable ConnectionManager allocator) throws JMSException {
        if (!neverEnlisted && !isEnlisted() && allocator instanceof LazyEnlistableConnectionManager lazy) {
            try {
                lazy.lazyEnlist(this);
            } catch (NotSupportedException e) {
                neverEnlisted = true;
            } catch (ResourceException e) {
                throw Failures.jms("enlist the connection in the transaction", e);
            }
        }
        if (resource.isCut()) {
            throw new TransactionRolledBackException(
                    "the transaction that this connection worked in was ended by another thread,"
                            + " as when it has timed out; what is done now would be outside it: end the transaction, close the"
                            + " connection, and begin again");
        }
    }

    // Whether it is of use.

    /** Whether it can never be used again. */
    boolean isLost() {
        return destroyed || connection instanceof ConnectionState state && state.isLost();
    }

    /** Whether it can be used now. Asks nobody, and tells nobody: the server calls it while it holds its pool. */
    boolean isUsable() {
        return !isLost() && !failed.get() && !(connection instanceof ConnectionState state && state.isInterrupted());
    }

    /** Whether it was opened for just that; the password too, for the pool must not be a way around it. */
    boolean isFor(Access wanted) {
        return access.equals(wanted);
    }

    private void onException(JMSException failure) {
        if (isLost()) {
            fail(failure);
        } else {
            LOG.log(System.Logger.Level.DEBUG, "a pooled connection goes on after a failure", failure);
        }
    }

    private void fail(JMSException reason) {
        if (!destroyed && failed.compareAndSet(false, true)) {
            trace("failed: " + reason.getMessage());
            ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_ERROR_OCCURRED, reason);
            listeners.forEach(listener -> listener.connectionErrorOccurred(event));
        }
    }

    // Life cycle.

    /** Makes it as new for the next user: handles left open are closed, transactions left open are rolled back. */
    @Override
    public void cleanup() throws ResourceException {
        requireThere();
        invalidateHandles();
        try {
            local.abandon();
            resource.abandon();
            resource.forgetCut();
            connection.stop();
        } catch (XAException | JMSException e) {
            throw new ResourceException("cannot clean up a connection: " + e.getMessage(), e);
        }
    }

    private void invalidateHandles() {
        handles.forEach(ManagedHandle::invalidate);
        handles.clear();
    }

    @Override
    public void destroy() throws ResourceException {
        if (destroyed) {
            return;
        }
        destroyed = true;
        invalidateHandles();
        listeners.clear();
        try {
            connection.close();
        } catch (JMSException e) {
            throw new ResourceException("a connection did not close cleanly: " + e.getMessage(), e);
        }
    }

    // Transactions.

    @Override
    public XAResource getXAResource() {
        return resource;
    }

    @Override
    public LocalTransaction getLocalTransaction() {
        return local;
    }

    // The rest.

    @Override
    public void addConnectionEventListener(ConnectionEventListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeConnectionEventListener(ConnectionEventListener listener) {
        listeners.remove(listener);
    }

    @Override
    public ManagedConnectionMetaData getMetaData() {
        return description;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) {
        log = writer;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return log;
    }

    private void trace(String what) {
        PrintWriter writer = log;
        if (writer != null) {
            writer.println("Chasqui: connection " + access + " " + what);
        }
    }

    @Override
    public String toString() {
        return "managed connection to " + access;
    }
}
