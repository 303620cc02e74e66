package io.chasqui.conformance.vm;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.broker.BrokerConfigurationBuilder;
import io.chasqui.conformance.ProviderUnderTest;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.XAConnectionFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A broker in the JVM of the tests, reached through {@code vm://}; it starts with the first factory that is asked for. */
public class VmProvider implements ProviderUnderTest {

    private static final String BROKER = "conformance";
    private static final String USER = "runner";
    private static final String PASSWORD = "secret";
    private static final List<String> ORDINARY_CLASSES =
            List.of("java.lang.*", "java.util.*", "io.chasqui.conformance.*");

    private @Nullable Broker broker;

    @Override
    public String name() {
        return "vm";
    }

    @Override
    public ConnectionFactory connectionFactory() {
        return factory();
    }

    @Override
    public QueueConnectionFactory queueConnectionFactory() {
        return factory();
    }

    @Override
    public TopicConnectionFactory topicConnectionFactory() {
        return factory();
    }

    @Override
    public XAConnectionFactory xaConnectionFactory() {
        return factory();
    }

    @Override
    public ConnectionFactory withClientId(String clientId) {
        ChasquiConnectionFactory factory = factory();
        factory.setClientID(clientId);
        return factory;
    }

    @Override
    public ConnectionFactory allowingDeserialization(String... patterns) {
        ChasquiConnectionFactory factory = factory();
        factory.setDeserializationAllowList(List.of(patterns));
        return factory;
    }

    private ChasquiConnectionFactory factory() {
        Broker started = start();
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory(address(started), USER, PASSWORD);
        factory.setDeserializationAllowList(ORDINARY_CLASSES);
        return factory;
    }

    /** Sets what another variant of this broker has. */
    protected void configure(BrokerConfigurationBuilder configuration) {}

    /** Where clients connect to it. */
    protected String address(Broker started) {
        return "vm://" + started.name();
    }

    private synchronized Broker start() {
        Broker running = broker;
        if (running != null) {
            return running;
        }
        BrokerConfigurationBuilder configuration =
                BrokerConfiguration.builder().name(BROKER).user(USER, PASSWORD).anonymousAllowed(false);
        configure(configuration);
        try {
            running = Broker.start(configuration.build());
            broker = running;
            return running;
        } catch (JMSException e) {
            throw new IllegalStateException("the broker under test does not start", e);
        }
    }

    @Override
    public String user() {
        return USER;
    }

    @Override
    public String password() {
        return PASSWORD;
    }

    @Override
    public synchronized void close() {
        if (broker != null) {
            broker.close();
        }
    }
}
