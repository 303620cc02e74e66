package io.chasqui.ra.outbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * A server's pool for one thread: it matches, shares within a transaction, enlists, cleans up and destroys as Jakarta
 * Connectors says. It may put a proxy before each handle, as some servers do.
 */
class FakePool implements ConnectionManager {

    private static final long serialVersionUID = 1L;

    /** What the administrator has set the pool to. */
    enum Support {
        XA,
        LOCAL,
        NONE
    }

    private final Support support;
    private final boolean proxying;
    final transient FakeTransactions transactions;

    final transient List<ManagedConnection> idle = new ArrayList<>();
    final transient Set<ManagedConnection> created = new LinkedHashSet<>();
    final transient List<ManagedConnection> broken = new CopyOnWriteArrayList<>();
    final transient List<Integer> events = new CopyOnWriteArrayList<>();
    private final transient Map<ManagedConnection, Set<Object>> handles = new HashMap<>();
    private final transient Map<ManagedConnection, ConnectionRequestInfo> requests = new HashMap<>();
    transient @Nullable Subject subject;

    FakePool(Support support, boolean proxying, FakeTransactions transactions) {
        this.support = support;
        this.proxying = proxying;
        this.transactions = transactions;
    }

    @Override
    public Object allocateConnection(ManagedConnectionFactory factory, @Nullable ConnectionRequestInfo request)
            throws ResourceException {
        ManagedConnection connection = take(factory, request);
        Object handle = connection.getConnection(subject, request);
        handlesOf(connection).add(handle);
        return proxying ? proxy(handle) : handle;
    }

    /** One that shares the transaction, one that waits for work, or a new one. */
    ManagedConnection take(ManagedConnectionFactory factory, @Nullable ConnectionRequestInfo request)
            throws ResourceException {
        for (ManagedConnection shared : transactions.enlisted()) {
            if (created.contains(shared) && java.util.Objects.equals(requests.get(shared), request)) {
                return shared;
            }
        }
        ManagedConnection connection = factory.matchManagedConnections(new HashSet<>(idle), subject, request);
        if (connection == null) {
            connection = factory.createManagedConnection(subject, request);
            connection.addConnectionEventListener(new Listener());
            created.add(connection);
        }
        idle.remove(connection);
        requests.put(connection, request);
        enlistEagerly(connection);
        return connection;
    }

    void enlistEagerly(ManagedConnection connection) throws ResourceException {
        enlist(connection);
    }

    void enlist(ManagedConnection connection) throws ResourceException {
        if (!transactions.isActive() || transactions.enlisted().contains(connection)) {
            return;
        }
        if (support == Support.XA) {
            transactions.enlist(connection, connection.getXAResource(), () -> returned(connection));
        } else if (support == Support.LOCAL) {
            transactions.enlist(connection, connection.getLocalTransaction(), () -> returned(connection));
        }
    }

    Set<Object> handlesOf(ManagedConnection connection) {
        return handles.computeIfAbsent(connection, any -> new HashSet<>());
    }

    private void returned(ManagedConnection connection) {
        if (handlesOf(connection).isEmpty()
                && !transactions.enlisted().contains(connection)
                && !broken.contains(connection)
                && !idle.contains(connection)) {
            try {
                connection.cleanup();
                idle.add(connection);
            } catch (ResourceException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** As a server does at the end of a method: handles stay open, the connection goes back. */
    void dissociate(ManagedConnection connection) throws ResourceException {
        ((ChasquiManagedConnection) connection).dissociateConnections();
        handlesOf(connection).clear();
        returned(connection);
    }

    void close() throws ResourceException {
        for (ManagedConnection connection : created) {
            connection.destroy();
        }
    }

    /** Knows nothing of the class inside: every call has to be a method of an interface. */
    private static Object proxy(Object handle) {
        Set<Class<?>> faces = new LinkedHashSet<>(List.of(handle.getClass().getInterfaces()));
        return Proxy.newProxyInstance(
                handle.getClass().getClassLoader(), faces.toArray(Class<?>[]::new), (proxy, method, arguments) -> {
                    try {
                        return method.invoke(handle, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private final class Listener implements ConnectionEventListener {

        @Override
        public void connectionClosed(ConnectionEvent event) {
            events.add(event.getId());
            ManagedConnection connection = (ManagedConnection) event.getSource();
            if (!handlesOf(connection).remove(event.getConnectionHandle())) {
                throw new IllegalStateException(
                        "closed a handle that was not given out: " + event.getConnectionHandle());
            }
            returned(connection);
        }

        @Override
        public void connectionErrorOccurred(ConnectionEvent event) {
            events.add(event.getId());
            broken.add((ManagedConnection) event.getSource());
        }

        @Override
        public void localTransactionStarted(ConnectionEvent event) {
            throw new IllegalStateException("nobody but the server begins transactions");
        }

        @Override
        public void localTransactionCommitted(ConnectionEvent event) {
            throw new IllegalStateException("nobody but the server ends transactions");
        }

        @Override
        public void localTransactionRolledback(ConnectionEvent event) {
            throw new IllegalStateException("nobody but the server ends transactions");
        }
    }
}
