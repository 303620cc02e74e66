package io.chasqui.ra.inbound;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.ChasquiObjectFactory;
import io.chasqui.ra.Access;
import io.chasqui.ra.ChasquiResourceAdapter;
import io.chasqui.ra.OwnClasses;
import jakarta.jms.JMSException;
import jakarta.jms.XAConnection;
import javax.naming.NamingException;

/** Opens the connection of an activation. Immutable. */
final class Connecting {

    private static final System.Logger LOG = System.getLogger(Connecting.class.getName());

    private final ChasquiResourceAdapter adapter;
    private final ActivationSettings settings;

    Connecting(ChasquiResourceAdapter adapter, ActivationSettings settings) {
        this.adapter = adapter;
        this.settings = settings;
    }

    /**
     * A new connection that is not started.
     *
     * @param identified whether it needs a client ID
     */
    XAConnection connect(boolean identified) throws JMSException {
        ChasquiConnectionFactory factory = factory();
        factory.setPrefetch(settings.prefetch());
        if (identified && factory.getClientID() == null) {
            factory.setClientID(settings.subscription().clientId());
        }
        return OwnClasses.call(factory::createXAConnection);
    }

    private ChasquiConnectionFactory factory() throws JMSException {
        String name = settings.connectionFactoryLookup();
        if (name != null) {
            try {
                Object found = settings.lookup().lookUp(name);
                if (found instanceof ChasquiConnectionFactory factory) {
                    return adjusted(factory);
                }
                LOG.log(
                        System.Logger.Level.WARNING,
                        "connectionFactoryLookup={0} has no effect, for it is no connection factory of Chasqui but {1};"
                                + " the resource adapter says which broker it is",
                        name,
                        found.getClass());
            } catch (NamingException e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "connectionFactoryLookup={0} has no effect, for JNDI does not have it ({1}); the resource adapter"
                                + " says which broker it is",
                        name,
                        e);
            }
        }
        return adapter.connectionFactory(settings.access());
    }

    /** A factory that was looked up is everybody's: what is changed is a copy. */
    private ChasquiConnectionFactory adjusted(ChasquiConnectionFactory found) throws NamingException {
        Object copy = new ChasquiObjectFactory().getObjectInstance(found.getReference(), null, null, null);
        if (!(copy instanceof ChasquiConnectionFactory own)) {
            throw new NamingException("cannot be copied: " + found);
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
