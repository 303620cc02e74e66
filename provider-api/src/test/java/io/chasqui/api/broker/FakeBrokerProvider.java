package io.chasqui.api.broker;

import io.chasqui.api.ChasquiConnectionFactory;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.net.URI;
import java.util.List;

/** Starts brokers that only have a configuration; none of the name {@code taken}. */
public final class FakeBrokerProvider implements BrokerProvider {

    /** For the service loader. */
    public FakeBrokerProvider() {}

    @Override
    public Broker start(BrokerConfiguration configuration) throws JMSException {
        if (configuration.name().equals("taken")) {
            throw new JMSException("broker 'taken' runs already");
        }
        return new FakeBroker(configuration);
    }

    private static final class FakeBroker implements Broker {

        private final BrokerConfiguration configuration;
        private boolean running = true;

        FakeBroker(BrokerConfiguration configuration) {
            this.configuration = configuration;
        }

        @Override
        public BrokerConfiguration configuration() {
            return configuration;
        }

        @Override
        public ConnectionFactory connectionFactory() {
            return new ChasquiConnectionFactory("vm://" + name());
        }

        @Override
        public List<URI> addresses() {
            return List.of();
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public void close() {
            running = false;
        }
    }
}
