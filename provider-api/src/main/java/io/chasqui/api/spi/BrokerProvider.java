package io.chasqui.api.spi;

import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import jakarta.jms.JMSException;

/** Starts brokers in this JVM, for {@link Broker#start}. */
public interface BrokerProvider {

    /**
     * Starts a broker and returns when it serves connections.
     *
     * @throws JMSException when a broker of that name runs in this JVM already, or when it cannot start
     */
    Broker start(BrokerConfiguration configuration) throws JMSException;
}
