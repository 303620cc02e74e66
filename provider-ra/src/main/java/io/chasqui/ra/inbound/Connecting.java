package io.chasqui.ra.inbound;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.ChasquiObjectFactory;
import io.chasqui.ra.access.Access;
import io.chasqui.ra.access.HomeAdapter;
import io.chasqui.ra.access.OwnThread;
import io.chasqui.ra.outbound.ConnectionFactoryHandle;
import jakarta.jms.JMSException;
import jakarta.jms.XAConnection;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** Opens the connections of an activation. Used by one thread at a time. */
final class Connecting {

    private static final System.Logger LOG = System.getLogger(Connecting.class.getName());

    private final HomeAdapter adapter;
    private final ActivationSettings settings;
    /** What JNDI has as {@code connectionFactoryLookup}; null until it is found. */
    private volatile @Nullable Object found;

    Connecting(HomeAdapter adapter, ActivationSettings settings) {
        this.adapter = adapter;
        this.settings = settings;
    }

    /**
     * A new connection that is not started.
     *
     * @param identified whether it needs a client ID
     */
    XAConnection connect(boolean identified) throws JMSException, NamingException {
        ChasquiConnectionFactory factory = factory();
        factory.setPrefetch(settings.prefetch());
        if (identified && factory.getClientID() == null) {
            factory.setClientID(settings.subscription().clientId());
        }
        return OwnThread.call(factory::createXAConnection);
    }

    /** Looks the connection factory up, if there is one to look up: the server's thread may see more of JNDI than others. */
    void lookUp() {
        String name = settings.connectionFactoryLookup();
        if (name != null && found == null) {
            try {
                found = settings.lookup().lookUp(name);
            } catch (NamingException e) {
                warn(name, "JNDI does not have it (" + e + ")");
            }
        }
    }

    private ChasquiConnectionFactory factory() throws JMSException, NamingException {
        lookUp();
        Object there = found;
        if (there instanceof ConnectionFactoryHandle pool) {
            return adapter.connectionFactory(settings.access().orElse(pool.access()));
        } else if (there instanceof ChasquiConnectionFactory factory) {
            return adjusted(factory);
        } else if (there != null) {
            warn(settings.connectionFactoryLookup(), "it is no connection factory of Chasqui but " + there.getClass());
        }
        return adapter.connectionFactory(settings.access());
    }

    private static void warn(@Nullable String name, String reason) {
        LOG.log(
                System.Logger.Level.WARNING,
                "connectionFactoryLookup={0} has no effect, for {1}; the resource adapter says which broker it is",
                name,
                reason);
    }

    /** A factory that was looked up is everybody's: what is changed is a copy. */
    private ChasquiConnectionFactory adjusted(ChasquiConnectionFactory shared) throws NamingException {
        Object copy = new ChasquiObjectFactory().getObjectInstance(shared.getReference(), null, null, null);
        if (!(copy instanceof ChasquiConnectionFactory own)) {
            throw new NamingException("cannot be copied: " + shared);
        }
        Access access = settings.access();
        if (access.user() != null) {
            own.setUser(access.user());
            own.setPassword(access.password());
        }
        if (access.clientId() != null) {
            own.setClientID(access.clientId());
        }
        return own;
    }
}
