package io.chasqui.ra.access;

import io.chasqui.api.ChasquiConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import java.io.Serializable;

/**
 * The resource adapter as its connection factories and activations see it. Used by any thread. Internal to the adapter, and
 * public only because its packages share it.
 */
public interface HomeAdapter extends ResourceAdapter, Serializable {

    /**
     * A new connection factory for the adapter's broker, or the one that the overrides name; the caller's to change. A {@code
     * vm://} broker is started if need be, and stops with the adapter. Open connections in {@link OwnThread#call}.
     *
     * @throws JMSException when the broker cannot start
     * @throws IllegalArgumentException when the overrides are bad
     */
    ChasquiConnectionFactory connectionFactory(Access overrides) throws JMSException;

    /** As {@link #connectionFactory}, but what is not said here, the adapter does not say either. */
    ChasquiConnectionFactory exactly(Access access) throws JMSException;

    /** What the adapter says where a connection factory or an activation says nothing. */
    Access access();

    /** The server's work manager and timers, from start to stop. */
    BootstrapContext context();
}
