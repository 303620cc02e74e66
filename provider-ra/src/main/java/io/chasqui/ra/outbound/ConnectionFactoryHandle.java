package io.chasqui.ra.outbound;

import io.chasqui.api.spi.RuntimeExceptions;
import io.chasqui.ra.access.Access;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import java.io.Serializable;
import java.util.Objects;
import javax.naming.NamingException;
import javax.naming.Reference;
import org.jspecify.annotations.Nullable;

/**
 * The connection factory that applications in a server look up: it gets its connections from the server's pool. Without a server
 * it opens plain ones. Immutable but for its reference; used by any thread.
 */
public class ConnectionFactoryHandle
        implements ConnectionFactory, QueueConnectionFactory, TopicConnectionFactory, Referenceable, Serializable {

    private static final long serialVersionUID = 1L;

    private final ChasquiManagedConnectionFactory factory;
    private final ConnectionManager allocator;
    private @Nullable Reference reference;

    /** @param allocator the server's pool */
    public ConnectionFactoryHandle(ChasquiManagedConnectionFactory factory, ConnectionManager allocator) {
        this.factory = factory;
        this.allocator = allocator;
    }

    /** Which broker its connections are for, and as whom. Internal to the adapter. */
    public Access access() {
        return factory.access();
    }

    // Connections.

    @Override
    public Connection createConnection() throws JMSException {
        return allocate(ConnectionRequest.ANY, Domain.COMMON);
    }

    @Override
    public Connection createConnection(@Nullable String user, @Nullable String password) throws JMSException {
        return allocate(new ConnectionRequest(user, password, null), Domain.COMMON);
    }

    @Override
    public QueueConnection createQueueConnection() throws JMSException {
        return (QueueConnection) allocate(ConnectionRequest.ANY, Domain.QUEUE);
    }

    @Override
    public QueueConnection createQueueConnection(@Nullable String user, @Nullable String password) throws JMSException {
        return (QueueConnection) allocate(new ConnectionRequest(user, password, null), Domain.QUEUE);
    }

    @Override
    public TopicConnection createTopicConnection() throws JMSException {
        return (TopicConnection) allocate(ConnectionRequest.ANY, Domain.TOPIC);
    }

    @Override
    public TopicConnection createTopicConnection(@Nullable String user, @Nullable String password) throws JMSException {
        return (TopicConnection) allocate(new ConnectionRequest(user, password, null), Domain.TOPIC);
    }

    private Connection allocate(ConnectionRequest request, Domain domain) throws JMSException {
        if (allocator instanceof PlainConnections) {
            return plain(request, domain);
        }
        Object given;
        try {
            given = allocator.allocateConnection(factory, request);
        } catch (ResourceException e) {
            throw Failures.jms("get a connection from the server", e);
        }
        if (given instanceof ManagedHandle handle) {
            handle.allocated(new Allocation(allocator, factory, request, domain.name()));
        }
        return (Connection) Objects.requireNonNull(given, "the server gave no connection");
    }

    private Connection plain(ConnectionRequest request, Domain domain) throws JMSException {
        try {
            return switch (domain) {
                case COMMON -> (Connection) allocator.allocateConnection(factory, request);
                case QUEUE -> factory.plainFactory(request).createQueueConnection();
                case TOPIC -> factory.plainFactory(request).createTopicConnection();
            };
        } catch (ResourceException e) {
            throw Failures.jms("open a connection", e);
        }
    }

    // Contexts.

    @Override
    public JMSContext createContext() {
        return context(ConnectionRequest.ANY, JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        return context(ConnectionRequest.ANY, sessionMode);
    }

    @Override
    public JMSContext createContext(@Nullable String user, @Nullable String password) {
        return context(new ConnectionRequest(user, password, null), JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(@Nullable String user, @Nullable String password, int sessionMode) {
        return context(new ConnectionRequest(user, password, null), sessionMode);
    }

    private JMSContext context(ConnectionRequest request, int sessionMode) {
        if (sessionMode < JMSContext.SESSION_TRANSACTED || sessionMode > JMSContext.DUPS_OK_ACKNOWLEDGE) {
            throw new JMSRuntimeException("session mode " + sessionMode
                    + " does not exist; use SESSION_TRANSACTED (0), AUTO_ACKNOWLEDGE (1), CLIENT_ACKNOWLEDGE (2) or"
                    + " DUPS_OK_ACKNOWLEDGE (3) of JMSContext");
        }
        try {
            if (allocator instanceof PlainConnections) {
                return factory.plainFactory(request).createContext(sessionMode);
            }
            return managedContext(request, sessionMode);
        } catch (JMSException e) {
            throw RuntimeExceptions.of(e);
        } catch (ResourceException e) {
            throw RuntimeExceptions.of(Failures.jms("open a connection", e));
        }
    }

    private JMSContext managedContext(ConnectionRequest request, int sessionMode) throws JMSException {
        Connection connection = allocate(request, Domain.COMMON);
        try {
            if (connection instanceof ManagedHandle handle) {
                return handle.context(sessionMode);
            }
            throw new JMSException("the server gave " + connection + ", which is no connection of Chasqui's");
        } catch (JMSException e) {
            connection.close();
            throw e;
        }
    }

    // JNDI.

    @Override
    public void setReference(Reference reference) {
        this.reference = reference;
    }

    /** @throws NamingException when the server has not set it */
    @Override
    public Reference getReference() throws NamingException {
        Reference given = reference;
        if (given == null) {
            throw new NamingException(
                    "this connection factory was not bound by an application server, so there is no reference to it");
        }
        return given;
    }

    /** Without passwords. */
    @Override
    public String toString() {
        return "ConnectionFactoryHandle of " + factory;
    }
}
