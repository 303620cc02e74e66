package io.chasqui.api.broker;

import io.chasqui.api.spi.Providers;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * A broker that runs in this JVM; one named {@code N} serves the address {@code vm://N}. Whoever starts it closes it; any
 * thread may call it.
 */
public interface Broker extends AutoCloseable {

    /**
     * Starts a broker and returns when it serves connections.
     *
     * @throws JMSException when this JVM runs a broker of that name already, when the implementation is not on the class
     *     path, or when the broker cannot start; the message says which
     */
    static Broker start(BrokerConfiguration configuration) throws JMSException {
        Objects.requireNonNull(configuration, "the configuration is null; make one with BrokerConfiguration.builder()");
        return Providers.find(BrokerProvider.class, provider -> true)
                .orElseThrow(() -> new JMSException("no implementation can start broker '" + configuration.name()
                        + "'; is the artifact io.chasqui:chasqui on the class path?"))
                .start(configuration);
    }

    /** Unique in this JVM while the broker runs. */
    default String name() {
        return configuration().name();
    }

    BrokerConfiguration configuration();

    /** A new {@code ChasquiConnectionFactory} for {@code vm://NAME} with default settings, the caller's to change. */
    ConnectionFactory connectionFactory();

    /** Where it listens, with the ports that were chosen; empty when it serves this JVM only. */
    List<URI> addresses();

    /** Whether it accepts connections: true from {@link #start} to {@link #close}. */
    boolean isRunning();

    /**
     * Closes every connection and stops; returns when the threads of the broker have ended. The name is free afterwards: who connects to
     * {@code vm://NAME} then starts a new, empty broker with default options, so close the clients first.
     * Closing a second time does nothing.
     */
    @Override
    void close();
}
