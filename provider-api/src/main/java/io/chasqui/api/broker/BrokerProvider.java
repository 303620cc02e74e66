package io.chasqui.api.broker;

import jakarta.jms.JMSException;

/** Starts brokers in this JVM, for {@link Broker#start}, which finds it by {@link java.util.ServiceLoader}. Applications do not use it. */
public interface BrokerProvider {

    /**
     * Starts a broker and returns when it serves connections.
     *
     * @throws JMSException when a broker of that name runs in this JVM already, or when it cannot start
     */
    Broker start(BrokerConfiguration configuration) throws JMSException;
}
