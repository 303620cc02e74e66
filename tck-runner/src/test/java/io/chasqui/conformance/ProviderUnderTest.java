package io.chasqui.conformance;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.XAConnectionFactory;

/**
 * A provider with one running broker, shared by all tests of a run. Found by {@link java.util.ServiceLoader} and chosen by
 * {@link #name()}, which the system property {@code conformance.provider} names ({@code vm} unless set).
 *
 * <p>Destinations come into being when they are first used. Every factory lets its no-argument methods in as {@link
 * #user()}; it refuses a wrong password. All methods may be called by any thread.
 */
public interface ProviderUnderTest extends AutoCloseable {

    String name();

    /**
     * The factory for everything without special needs. {@code ObjectMessage} accepts the classes of {@code java.lang},
     * {@code java.util} and of this suite.
     */
    ConnectionFactory connectionFactory();

    QueueConnectionFactory queueConnectionFactory();

    TopicConnectionFactory topicConnectionFactory();

    XAConnectionFactory xaConnectionFactory();

    /** As {@link #connectionFactory()}, with the client ID set by the administrator. */
    ConnectionFactory withClientId(String clientId);

    /**
     * As {@link #connectionFactory()}, where {@code ObjectMessage} accepts only these classes (full name) and packages (name
     * followed by {@code .*}, sub-packages included); none at all without patterns.
     */
    ConnectionFactory allowingDeserialization(String... patterns);

    String user();

    String password();

    /** Stops the broker. Called once, after the last test. */
    @Override
    void close();
}
