package io.chasqui.ra;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.broker.BrokerOptions;
import io.chasqui.api.option.Address;
import io.chasqui.ra.access.Access;
import io.chasqui.ra.access.HomeAdapter;
import io.chasqui.ra.access.OwnThread;
import io.chasqui.ra.inbound.Activations;
import jakarta.jms.JMSException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * What an application server starts (Jakarta Connectors 2.1, chapter 5): it connects to the broker that {@link #setUrl} names,
 * which it runs itself when that is a {@code vm://} address. Every property is optional. The server sets them before it calls
 * {@link #start}; from then on any thread may use it.
 *
 * <p>A bad property is reported by {@code start}; a remote broker that does not answer is not: connections and message-driven
 * beans connect when it does.
 */
public class ChasquiResourceAdapter implements HomeAdapter {

    private static final long serialVersionUID = 1L;

    private static final System.Logger LOG = System.getLogger(ChasquiResourceAdapter.class.getName());

    private @Nullable String url;
    private @Nullable String dataDirectory;
    private @Nullable String listen;
    private @Nullable String user;
    private @Nullable String password;
    private @Nullable String clientId;

    private transient @Nullable Running running;

    /** For application servers. */
    public ChasquiResourceAdapter() {}

    /** What there is from start to stop. */
    private static final class Running {
        private final BootstrapContext context;
        private final Activations activations;
        private final RecoveryResource recovery;
        private final ReentrantLock lock = new ReentrantLock();
        /** Names of the brokers taken from {@link EmbeddedBrokers}. */
        private final Set<String> brokers = new LinkedHashSet<>();

        Running(BootstrapContext context, ChasquiResourceAdapter adapter) {
            this.context = context;
            activations = new Activations(adapter);
            recovery = new RecoveryResource(adapter);
        }
    }

    // Life cycle.

    /**
     * Checks the properties, and starts the broker of a {@code vm://} address.
     *
     * @throws ResourceAdapterInternalException when a property is bad or the broker cannot start; the message says why
     */
    @Override
    public void start(BootstrapContext context) throws ResourceAdapterInternalException {
        Running starting = new Running(context, this);
        try {
            Address address = access().address();
            access().connectionFactory(); // Refuses what is bad now, and not at the first connection.
            warnOfUseless(address);
            if (address.isVm()) {
                take(starting, address);
            }
        } catch (IllegalArgumentException | JMSException e) {
            throw new ResourceAdapterInternalException("Chasqui's resource adapter cannot start: " + e.getMessage(), e);
        }
        Started.begin();
        running = starting;
    }

    private void warnOfUseless(Address address) {
        if (!address.isVm() && (dataDirectory != null || listen != null)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} is ignored, for it concerns a broker that the adapter runs itself, and {1} is another one; set it"
                            + " where that broker is started, or use vm://NAME",
                    dataDirectory == null
                            ? "listen=" + listen
                            : "dataDirectory=" + dataDirectory + (listen == null ? "" : " and listen=" + listen),
                    address);
        }
        if (password != null && user == null) {
            LOG.log(System.Logger.Level.WARNING, "the password is ignored, for no user is set; set user too");
        }
    }

    private void take(Running taker, Address address) throws JMSException {
        taker.lock.lock();
        try {
            if (!taker.brokers.contains(address.vmName())) {
                BrokerConfiguration wanted = configuration(address);
                OwnThread.<@Nullable Void>call(() -> {
                    EmbeddedBrokers.INSTANCE.take(wanted);
                    return null;
                });
                taker.brokers.add(address.vmName());
            }
        } finally {
            taker.lock.unlock();
        }
    }

    /** The adapter's directory and listener belong to the broker of its own address. */
    private BrokerConfiguration configuration(Address address) {
        List<Address.Setting> more = new ArrayList<>();
        if (address.vmName().equals(access().address().vmName())) {
            if (dataDirectory != null) {
                more.add(new Address.Setting(BrokerOptions.PREFIX + "dataDirectory", dataDirectory));
            }
            if (listen != null) {
                more.add(new Address.Setting(BrokerOptions.PREFIX + "listen", listen));
            }
        }
        return BrokerConfiguration.fromAddress(
                address.keeping(option -> option.name().startsWith(BrokerOptions.PREFIX))
                        .with(more)
                        .uri());
    }

    /** Ends deliveries, closes the connections that the adapter has opened for itself, and stops its broker wholly. */
    @Override
    public void stop() {
        Running stopping = running;
        running = null;
        if (stopping == null) {
            return;
        }
        stopping.activations.close();
        OwnThread.run(() -> {
            stopping.recovery.close();
            giveBackBrokers(stopping);
            Started.end();
        });
        RecordLinks.forget();
    }

    private static void giveBackBrokers(Running stopping) {
        stopping.lock.lock();
        try {
            stopping.brokers.forEach(EmbeddedBrokers.INSTANCE::giveBack);
            stopping.brokers.clear();
        } finally {
            stopping.lock.unlock();
        }
    }

    // Message-driven beans and recovery.

    /** @see Activations#activate */
    @Override
    public void endpointActivation(MessageEndpointFactory endpoints, ActivationSpec spec) throws ResourceException {
        running("activate an endpoint").activations.activate(endpoints, spec);
    }

    /** @see Activations#deactivate */
    @Override
    public void endpointDeactivation(MessageEndpointFactory endpoints, ActivationSpec spec) {
        Running now = running;
        if (now != null) {
            now.activations.deactivate(endpoints, spec);
        }
    }

    /**
     * The broker as the transaction manager asks it for transactions in doubt: one resource, however many activations there
     * are, for they are all of one broker. It connects when it is asked something.
     */
    @Override
    public XAResource[] getXAResources(ActivationSpec[] specs) throws ResourceException {
        return new XAResource[] {running("recover transactions").recovery};
    }

    private Running running(String action) throws ResourceException {
        Running now = running;
        if (now == null) {
            throw new ResourceException("cannot " + action + ": Chasqui's resource adapter is not started");
        }
        return now;
    }

    // For the other packages of the adapter.

    @Override
    public ChasquiConnectionFactory connectionFactory(Access overrides) throws JMSException {
        return exactly(overrides.orElse(access()));
    }

    @Override
    public ChasquiConnectionFactory exactly(Access access) throws JMSException {
        ChasquiConnectionFactory factory = access.connectionFactory();
        Running now = running;
        if (now != null && access.address().isVm()) {
            take(now, access.address());
        }
        return factory;
    }

    @Override
    public BootstrapContext context() {
        return Objects.requireNonNull(running, "the resource adapter is not started").context;
    }

    @Override
    public Access access() {
        return new Access(url, user, password, clientId);
    }

    // Properties.

    /** The address of the broker; null for {@value Access#DEFAULT_URL}. */
    public @Nullable String getUrl() {
        return url;
    }

    /**
     * Sets the address: {@code vm://NAME} is a broker that the adapter runs itself, {@code tcp://HOST:PORT}, {@code
     * tls://HOST:PORT} and lists of these are brokers elsewhere. Options of a connection factory may follow, and for {@code
     * vm://} those of a broker too, as in {@code vm://orders?prefetch=10&broker.maxDeliveries=5}.
     */
    public void setUrl(@Nullable String url) {
        this.url = Access.unlessEmpty(url);
    }

    /** Where a broker that the adapter runs keeps what must survive it; null keeps everything in memory. */
    public @Nullable String getDataDirectory() {
        return dataDirectory;
    }

    /** @param dataDirectory relative to the working directory of the server */
    public void setDataDirectory(@Nullable String dataDirectory) {
        this.dataDirectory = Access.unlessEmpty(dataDirectory);
    }

    /** Where a broker that the adapter runs takes clients over the network; null for nowhere. */
    public @Nullable String getListen() {
        return listen;
    }

    /** @param listen {@code tcp://HOST:PORT} and {@code tls://HOST:PORT}, separated by commas */
    public void setListen(@Nullable String listen) {
        this.listen = Access.unlessEmpty(listen);
    }

    /** Who connects where nothing else is said; null for the anonymous user. */
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

    /** The client ID of connections where nothing else is said; null for none. */
    public @Nullable String getClientId() {
        return clientId;
    }

    /** @param clientId only one connection at a time can have it, so it suits a pool of one and activations that name none */
    public void setClientId(@Nullable String clientId) {
        this.clientId = Access.unlessEmpty(clientId);
    }

    /** Two adapters are equal when all their properties are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChasquiResourceAdapter that
                && access().equals(that.access())
                && Objects.equals(dataDirectory, that.dataDirectory)
                && Objects.equals(listen, that.listen);
    }

    @Override
    public int hashCode() {
        return Objects.hash(access(), dataDirectory, listen);
    }

    /** Without passwords. */
    @Override
    public String toString() {
        return "ChasquiResourceAdapter " + access();
    }
}
