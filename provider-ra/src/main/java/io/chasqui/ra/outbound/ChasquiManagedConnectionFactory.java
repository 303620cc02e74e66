package io.chasqui.ra.outbound;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.ra.access.Access;
import io.chasqui.ra.access.HomeAdapter;
import io.chasqui.ra.access.OwnThread;
import jakarta.jms.JMSException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import jakarta.resource.spi.TransactionSupport;
import jakarta.resource.spi.ValidatingManagedConnectionFactory;
import jakarta.resource.spi.security.PasswordCredential;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections for the server's pool (Jakarta Connectors 2.1, 6.5.3). Every property is optional: what is not set here, the
 * resource adapter says, but for the client ID, which only one connection can have.
 *
 * <p>Who connects is said by the first of these that says something: the {@link Subject} that the server has signed on, the
 * application in {@code createConnection(user, password)}, this factory, the resource adapter, the address.
 */
public class ChasquiManagedConnectionFactory
        implements ManagedConnectionFactory,
                ResourceAdapterAssociation,
                ValidatingManagedConnectionFactory,
                TransactionSupport {

    private static final long serialVersionUID = 1L;

    private static final System.Logger LOG = System.getLogger(ChasquiManagedConnectionFactory.class.getName());

    /**
     * How often a pooled connection tries to reach a lost broker again, unless its address says something else: enough for a link
     * that is cut for a moment. Then the pool replaces it, and callers learn at once that there is no broker.
     */
    private static final int RECONNECT_ATTEMPTS = 3;

    private static final List<String> LEVELS = List.of("xa", "local", "none");

    private @Nullable HomeAdapter adapter;
    private @Nullable String url;
    private @Nullable String user;
    private @Nullable String password;
    private @Nullable String clientId;
    private String transactions = "xa";
    private transient @Nullable PrintWriter log;

    /** For application servers. */
    public ChasquiManagedConnectionFactory() {}

    // Connection factories.

    @Override
    public Object createConnectionFactory(ConnectionManager allocator) throws ResourceException {
        checkProperties();
        return new ConnectionFactoryHandle(this, allocator);
    }

    /** A factory of plain connections, for use without a server. */
    @Override
    public Object createConnectionFactory() throws ResourceException {
        return createConnectionFactory(new PlainConnections());
    }

    private void checkProperties() throws ResourceException {
        if (password != null && user == null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the password of {0} is ignored, for no user is set; set user too",
                    this);
        }
        try {
            access().connectionFactory();
        } catch (IllegalArgumentException bad) {
            throw Failures.badProperty(bad);
        }
    }

    // Managed connections.

    /** @throws ResourceException when the broker is out of reach, or refuses the user; the message says which */
    @Override
    public ManagedConnection createManagedConnection(@Nullable Subject subject, @Nullable ConnectionRequestInfo request)
            throws ResourceException {
        Access access = access(subject, request);
        try {
            return OwnThread.call(() ->
                    new ChasquiManagedConnection(access, pooledFactory(access).createXAConnection()));
        } catch (JMSException e) {
            throw Failures.opening(access.toString(), e);
        } catch (IllegalArgumentException bad) {
            throw Failures.badProperty(bad);
        }
    }

    private ChasquiConnectionFactory pooledFactory(Access access) throws JMSException {
        ChasquiConnectionFactory factory = factory(access);
        if (access.address().options().noneMatch(option -> option.name().equals("reconnectAttempts"))) {
            factory.setReconnectAttempts(RECONNECT_ATTEMPTS);
        }
        return factory;
    }

    private ChasquiConnectionFactory factory(Access access) throws JMSException {
        HomeAdapter known = adapter;
        return known == null ? access.connectionFactory() : known.exactly(access);
    }

    /** The provider's own factory, for use without a server. */
    ChasquiConnectionFactory plainFactory(ConnectionRequest request) throws ResourceException, JMSException {
        try {
            return factory(access(null, request));
        } catch (IllegalArgumentException bad) {
            throw Failures.badProperty(bad);
        }
    }

    /**
     * Chooses a connection that can be used now and was opened for the same user, password, client ID and address; null when
     * there is none. It tells no one about those that cannot be used: the server holds its pool now.
     */
    @Override
    @SuppressWarnings("rawtypes") // as the specification has it
    public @Nullable ManagedConnection matchManagedConnections(
            Set candidates, @Nullable Subject subject, @Nullable ConnectionRequestInfo request)
            throws ResourceException {
        Access access = access(subject, request);
        for (Object candidate : candidates) {
            if (candidate instanceof ChasquiManagedConnection connection
                    && connection.isFor(access)
                    && connection.isUsable()) {
                return connection;
            }
        }
        return null;
    }

    /** Those that have lost their broker, for the moment or for good. Asks nobody. */
    @Override
    @SuppressWarnings("rawtypes") // as the specification has it
    public Set getInvalidConnections(Set candidates) {
        Set<Object> invalid = new HashSet<>();
        for (Object candidate : candidates) {
            if (candidate instanceof ChasquiManagedConnection connection && !connection.isUsable()) {
                invalid.add(connection);
            }
        }
        return invalid;
    }

    // Who connects.

    /** What is said here and in the resource adapter. */
    /** Whom its connections are for, where the request does not say. */
    Access access() {
        Access own = new Access(url, user, password, clientId);
        HomeAdapter known = adapter;
        if (known == null) {
            return own;
        }
        Access merged = own.orElse(known.access());
        return new Access(merged.url(), merged.user(), merged.password(), clientId);
    }

    private Access access(@Nullable Subject subject, @Nullable ConnectionRequestInfo request) {
        Access signedOn = subject == null ? Access.UNSAID : credential(subject);
        Access asked = request instanceof ConnectionRequest ours ? ours.access() : Access.UNSAID;
        return signedOn.orElse(asked).orElse(access());
    }

    /** The credential that the server made for this factory; some servers leave out for whom it is. */
    private Access credential(Subject subject) {
        for (PasswordCredential credential : subject.getPrivateCredentials(PasswordCredential.class)) {
            ManagedConnectionFactory owner = credential.getManagedConnectionFactory();
            if (owner == null || owner.equals(this)) {
                char[] secret = credential.getPassword();
                return new Access(null, credential.getUserName(), secret == null ? null : new String(secret), null);
            }
        }
        return Access.UNSAID;
    }

    // The adapter.

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return adapter;
    }

    /** @throws ResourceException when it is another adapter's, or has been set to another one before */
    @Override
    public void setResourceAdapter(ResourceAdapter resourceAdapter) throws ResourceException {
        if (!(resourceAdapter instanceof HomeAdapter ours)) {
            throw new ResourceException(resourceAdapter + " is no adapter of Chasqui's");
        }
        if (adapter != null && adapter != ours) {
            throw new jakarta.resource.spi.IllegalStateException(
                    "this connection factory belongs to " + adapter + " and cannot be given to " + ours);
        }
        adapter = ours;
    }

    /** What the server may use; XA unless {@link #setTransactions} says less. */
    @Override
    public TransactionSupportLevel getTransactionSupport() {
        return switch (transactions) {
            case "none" -> TransactionSupportLevel.NoTransaction;
            case "local" -> TransactionSupportLevel.LocalTransaction;
            default -> TransactionSupportLevel.XATransaction;
        };
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) {
        log = writer;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return log;
    }

    // Properties.

    /** The address of the broker, of the same form as the adapter's; null for the adapter's. */
    public @Nullable String getUrl() {
        return url;
    }

    public void setUrl(@Nullable String url) {
        this.url = Access.unlessEmpty(url);
    }

    /** Who connects when neither the server nor the application says; null for the adapter's. */
    public @Nullable String getUser() {
        return user;
    }

    public void setUser(@Nullable String user) {
        this.user = Access.unlessEmpty(user);
    }

    /** Another name of {@link #getUser}. */
    public @Nullable String getUserName() {
        return user;
    }

    /** Another name of {@link #setUser}; an empty one leaves that as it is. */
    public void setUserName(@Nullable String userName) {
        if (Access.unlessEmpty(userName) != null) {
            user = userName;
        }
    }

    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(@Nullable String password) {
        this.password = Access.unlessEmpty(password);
    }

    /** The client ID of these connections; null for none. */
    public @Nullable String getClientId() {
        return clientId;
    }

    /** @param clientId only one connection at a time can have it, so it suits a pool of one */
    public void setClientId(@Nullable String clientId) {
        this.clientId = Access.unlessEmpty(clientId);
    }

    /** Which transactions connections take part in: xa, local or none. */
    public String getTransactions() {
        return transactions;
    }

    /**
     * Says less than xa, in servers whose pools have no setting of their own for that.
     *
     * @param transactions xa (the default), local or none; anything else is refused
     */
    public void setTransactions(@Nullable String transactions) {
        String said = Access.unlessEmpty(transactions);
        if (said != null && !LEVELS.contains(said)) {
            throw new IllegalArgumentException("transactions is \"" + said + "\"; use one of " + LEVELS);
        }
        this.transactions = said == null ? "xa" : said;
    }

    /** Two are equal when all their properties and their adapters are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChasquiManagedConnectionFactory that
                && Objects.equals(url, that.url)
                && Objects.equals(user, that.user)
                && Objects.equals(password, that.password)
                && Objects.equals(clientId, that.clientId)
                && transactions.equals(that.transactions)
                && Objects.equals(adapter, that.adapter);
    }

    @Override
    public int hashCode() {
        return Objects.hash(url, user, password, clientId, transactions, adapter);
    }

    /** Without passwords. */
    @Override
    public String toString() {
        return "ChasquiManagedConnectionFactory of " + access();
    }
}
