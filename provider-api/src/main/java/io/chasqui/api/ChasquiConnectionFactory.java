package io.chasqui.api;

import io.chasqui.api.option.Address;
import io.chasqui.api.spi.ConnectionProvider;
import io.chasqui.api.spi.ConnectionProvider.Opener;
import io.chasqui.api.spi.ConnectionSettings;
import io.chasqui.api.spi.Credentials;
import io.chasqui.api.spi.Providers;
import io.chasqui.api.spi.RuntimeExceptions;
import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.XAConnection;
import jakarta.jms.XAJMSContext;
import jakarta.jms.XAQueueConnection;
import jakarta.jms.XAQueueConnectionFactory;
import jakarta.jms.XATopicConnection;
import jakarta.jms.XATopicConnectionFactory;
import java.net.URI;
import java.util.Optional;
import javax.naming.Reference;
import javax.naming.Referenceable;
import org.jspecify.annotations.Nullable;

/**
 * Connects an application to a broker: {@code new ChasquiConnectionFactory("vm://orders").createContext()}. An administered
 * object (Jakarta Messaging 3.1, 5.1): a bean that is serializable, can be bound in JNDI, and opens nothing by itself. After
 * it is configured any thread may use it.
 *
 * <p>Every create method looks for the implementation on the class path, authenticates, and throws {@link JMSException} (or
 * its runtime twin) when there is no implementation for the address, when there is no such broker, or when the broker refuses
 * the connection. A user and password given to a create method replace both of the factory's.
 */
public non-sealed class ChasquiConnectionFactory extends FactorySettings
        implements QueueConnectionFactory,
                TopicConnectionFactory,
                XAQueueConnectionFactory,
                XATopicConnectionFactory,
                Referenceable {

    private static final long serialVersionUID = 1L;

    /** Connects to {@value FactorySettings#DEFAULT_URI} until told otherwise. */
    public ChasquiConnectionFactory() {}

    /** @throws IllegalArgumentException as {@link #setUri} does */
    public ChasquiConnectionFactory(String uri) {
        setUri(uri);
    }

    /** @throws IllegalArgumentException as {@link #setUri} does */
    public ChasquiConnectionFactory(String uri, @Nullable String user, @Nullable String password) {
        setUri(uri);
        setUser(user);
        setPassword(password);
    }

    @Override
    public Connection createConnection() throws JMSException {
        return opener().connection();
    }

    @Override
    public Connection createConnection(@Nullable String user, @Nullable String password) throws JMSException {
        return opener(user, password).connection();
    }

    @Override
    public QueueConnection createQueueConnection() throws JMSException {
        return opener().queueConnection();
    }

    @Override
    public QueueConnection createQueueConnection(@Nullable String user, @Nullable String password) throws JMSException {
        return opener(user, password).queueConnection();
    }

    @Override
    public TopicConnection createTopicConnection() throws JMSException {
        return opener().topicConnection();
    }

    @Override
    public TopicConnection createTopicConnection(@Nullable String user, @Nullable String password) throws JMSException {
        return opener(user, password).topicConnection();
    }

    @Override
    public XAConnection createXAConnection() throws JMSException {
        return opener().xaConnection();
    }

    @Override
    public XAConnection createXAConnection(@Nullable String user, @Nullable String password) throws JMSException {
        return opener(user, password).xaConnection();
    }

    @Override
    public XAQueueConnection createXAQueueConnection() throws JMSException {
        return opener().xaQueueConnection();
    }

    @Override
    public XAQueueConnection createXAQueueConnection(@Nullable String user, @Nullable String password)
            throws JMSException {
        return opener(user, password).xaQueueConnection();
    }

    @Override
    public XATopicConnection createXATopicConnection() throws JMSException {
        return opener().xaTopicConnection();
    }

    @Override
    public XATopicConnection createXATopicConnection(@Nullable String user, @Nullable String password)
            throws JMSException {
        return opener(user, password).xaTopicConnection();
    }

    @Override
    public JMSContext createContext() {
        return createContext(getUser(), getPassword(), JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        return createContext(getUser(), getPassword(), sessionMode);
    }

    @Override
    public JMSContext createContext(@Nullable String user, @Nullable String password) {
        return createContext(user, password, JMSContext.AUTO_ACKNOWLEDGE);
    }

    /** Judges the mode before anything is opened, so that nothing is left open. */
    @Override
    public JMSContext createContext(@Nullable String user, @Nullable String password, int sessionMode) {
        if (sessionMode < JMSContext.SESSION_TRANSACTED || sessionMode > JMSContext.DUPS_OK_ACKNOWLEDGE) {
            throw new JMSRuntimeException("session mode " + sessionMode
                    + " does not exist; use SESSION_TRANSACTED (0), AUTO_ACKNOWLEDGE (1), CLIENT_ACKNOWLEDGE (2) or"
                    + " DUPS_OK_ACKNOWLEDGE (3) of JMSContext");
        }
        return runtimeOpener(user, password).context(sessionMode);
    }

    @Override
    public XAJMSContext createXAContext() {
        return createXAContext(getUser(), getPassword());
    }

    @Override
    public XAJMSContext createXAContext(@Nullable String user, @Nullable String password) {
        return runtimeOpener(user, password).xaContext();
    }

    private Opener opener() throws JMSException {
        return opener(getUser(), getPassword());
    }

    /** Properties are set one by one, so only now can it be seen that two of them contradict each other. */
    private ConnectionSettings consistentSettings() throws JMSException {
        try {
            return settings();
        } catch (IllegalArgumentException contradiction) {
            JMSException failure = new JMSException(contradiction.getMessage() + " (in " + this + ")");
            failure.initCause(contradiction);
            throw failure;
        }
    }

    private Opener opener(@Nullable String user, @Nullable String password) throws JMSException {
        URI address = address();
        Optional<ConnectionProvider> serving =
                Providers.find(ConnectionProvider.class, provider -> provider.serves(address));
        if (serving.isEmpty()) {
            throw unserved(address);
        }
        return serving.get().opener(address, consistentSettings(), new Credentials(user, password));
    }

    /** Two mistakes look alike here, and differ in what to do: the implementation is missing, or it has no such scheme. */
    private static JMSException unserved(URI address) throws JMSException {
        boolean implemented =
                Providers.find(ConnectionProvider.class, provider -> true).isPresent();
        return new JMSException("nothing on the class path can connect to " + Address.parse(address.toString())
                + " (scheme '" + address.getScheme() + "'); "
                + (implemented
                        ? "it connects to vm://NAME, a broker in this JVM, and to tcp://HOST:PORT and tls://HOST:PORT: use one of these"
                        : "is the artifact io.chasqui:chasqui on the class path?"));
    }

    private Opener runtimeOpener(@Nullable String user, @Nullable String password) {
        try {
            return opener(user, password);
        } catch (JMSException checked) {
            throw RuntimeExceptions.of(checked);
        }
    }

    /** All properties, the password included: a directory that stores it must be protected. */
    @Override
    public Reference getReference() {
        return ChasquiObjectFactory.referenceTo(this);
    }
}
