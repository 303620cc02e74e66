package io.chasqui.jms;

import io.chasqui.api.spi.ConnectionProvider;
import io.chasqui.api.spi.ConnectionSettings;
import io.chasqui.api.spi.Credentials;
import io.chasqui.protocol.BrokerPort;
import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.QueueConnection;
import jakarta.jms.TopicConnection;
import jakarta.jms.XAConnection;
import jakarta.jms.XAJMSContext;
import jakarta.jms.XAQueueConnection;
import jakarta.jms.XATopicConnection;

/** Opens connections to one broker: the way into this package. Immutable; used by any thread. */
public final class JmsOpener implements ConnectionProvider.Opener {

    private final BrokerPort broker;
    private final ConnectionSettings settings;
    private final Credentials credentials;

    public JmsOpener(BrokerPort broker, ConnectionSettings settings, Credentials credentials) {
        this.broker = broker;
        this.settings = settings;
        this.credentials = credentials;
    }

    private ConnectionCore open() throws JMSException {
        return ConnectionCore.open(broker, settings, credentials);
    }

    @Override
    public Connection connection() throws JMSException {
        return new JmsConnection(open(), Domain.COMMON);
    }

    @Override
    public QueueConnection queueConnection() throws JMSException {
        return new JmsConnection(open(), Domain.QUEUE);
    }

    @Override
    public TopicConnection topicConnection() throws JMSException {
        return new JmsConnection(open(), Domain.TOPIC);
    }

    @Override
    public XAConnection xaConnection() throws JMSException {
        return new JmsXaConnection(open(), Domain.COMMON);
    }

    @Override
    public XAQueueConnection xaQueueConnection() throws JMSException {
        return new JmsXaConnection(open(), Domain.QUEUE);
    }

    @Override
    public XATopicConnection xaTopicConnection() throws JMSException {
        return new JmsXaConnection(open(), Domain.TOPIC);
    }

    @Override
    public JMSContext context(int sessionMode) {
        return Unchecked.get(() -> {
            AcknowledgeMode mode = AcknowledgeMode.of(sessionMode); // Before anything is opened: nothing to leak.
            ConnectionCore core = open();
            ContextFamily family = new ContextFamily(new JmsConnection(core, Domain.COMMON));
            return new JmsContext(family, new JmsSession(core.openSession(mode), Domain.COMMON));
        });
    }

    @Override
    public XAJMSContext xaContext() {
        return Unchecked.get(() -> {
            ConnectionCore core = open();
            ContextFamily family = new ContextFamily(new JmsXaConnection(core, Domain.COMMON));
            return new JmsXaContext(family, new JmsXaSession(core.openSession(AcknowledgeMode.XA), Domain.COMMON));
        });
    }
}
