package io.chasqui.boot;

import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.broker.BrokerProvider;
import jakarta.jms.JMSException;

/** Starts brokers for {@link Broker#start}. */
public final class VmBrokerProvider implements BrokerProvider {

    @Override
    public Broker start(BrokerConfiguration configuration) throws JMSException {
        return VmBrokers.INSTANCE.start(configuration);
    }
}
