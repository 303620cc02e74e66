package io.chasqui.api;

import io.chasqui.api.spi.ConnectionProvider;
import io.chasqui.api.spi.ConnectionSettings;
import io.chasqui.api.spi.Credentials;
import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.QueueConnection;
import jakarta.jms.TopicConnection;
import jakarta.jms.XAConnection;
import jakarta.jms.XAJMSContext;
import jakarta.jms.XAQueueConnection;
import jakarta.jms.XATopicConnection;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;

/** Serves {@code vm} addresses with connections that do nothing but tell how they were opened; refuses one password. */
public final class FakeProvider implements ConnectionProvider {

    /** For the service loader. */
    public FakeProvider() {}

    static final String WRONG_PASSWORD = "wrong";
    static final Exception CAUSE = new IllegalArgumentException("the realm said no");

    /** What every connection and context of this provider implements besides. */
    public interface Opened {
        How how();
    }

    /** How a connection was opened; the mode is that of a context, or -1. */
    public record How(URI address, ConnectionSettings settings, Credentials credentials, int mode) {}

    @Override
    public boolean serves(URI address) {
        return address.getScheme().equals("vm");
    }

    @Override
    public Opener opener(URI address, ConnectionSettings settings, Credentials credentials) throws JMSException {
        if (WRONG_PASSWORD.equals(credentials.password())) {
            JMSSecurityException refused = new JMSSecurityException(credentials + " is refused", "SECURITY");
            refused.setLinkedException(CAUSE);
            refused.initCause(CAUSE);
            throw refused;
        }
        return new FakeOpener(address, settings, credentials);
    }

    private record FakeOpener(URI address, ConnectionSettings settings, Credentials credentials) implements Opener {

        private <C> C open(Class<C> type, int mode) {
            How how = new How(address, settings, credentials, mode);
            InvocationHandler handler = (proxy, method, arguments) -> {
                if (method.getName().equals("how")) {
                    return how;
                }
                throw new UnsupportedOperationException(method.getName());
            };
            return type.cast(Proxy.newProxyInstance(
                    FakeProvider.class.getClassLoader(), new Class<?>[] {type, Opened.class}, handler));
        }

        @Override
        public Connection connection() {
            return open(Connection.class, -1);
        }

        @Override
        public QueueConnection queueConnection() {
            return open(QueueConnection.class, -1);
        }

        @Override
        public TopicConnection topicConnection() {
            return open(TopicConnection.class, -1);
        }

        @Override
        public XAConnection xaConnection() {
            return open(XAConnection.class, -1);
        }

        @Override
        public XAQueueConnection xaQueueConnection() {
            return open(XAQueueConnection.class, -1);
        }

        @Override
        public XATopicConnection xaTopicConnection() {
            return open(XATopicConnection.class, -1);
        }

        @Override
        public JMSContext context(int sessionMode) {
            return open(JMSContext.class, sessionMode);
        }

        @Override
        public XAJMSContext xaContext() {
            return open(XAJMSContext.class, -1);
        }
    }
}
