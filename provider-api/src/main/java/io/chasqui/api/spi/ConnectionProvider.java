package io.chasqui.api.spi;

import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.QueueConnection;
import jakarta.jms.TopicConnection;
import jakarta.jms.XAConnection;
import jakarta.jms.XAJMSContext;
import jakarta.jms.XAQueueConnection;
import jakarta.jms.XATopicConnection;
import java.net.URI;

/** Opens connections for a connection factory. */
public interface ConnectionProvider {

    /** Whether this provider serves addresses like this one, judged by its scheme. */
    boolean serves(URI address);

    /**
     * Finds the broker and makes ready to open one connection to it.
     *
     * @param address the broker's address with the options that concern the broker (not the connection) left in; a list of
     *     addresses arrives as {@code failover:(tcp://a:1,tcp://b:2)}
     * @throws JMSException when there is no such broker and none can be started; the message says why
     */
    Opener opener(URI address, ConnectionSettings settings, Credentials credentials) throws JMSException;

    /**
     * Ends what is kept ready for connections to come, such as threads, unless there are connections; those that are closing are
     * waited for, but not for long. A connection opened later starts it again. For whoever is about to unload the classes.
     */
    default void rest() {}

    /** Opens one connection of the kind the application asked for. Authentication takes place here. */
    interface Opener {
        Connection connection() throws JMSException;

        QueueConnection queueConnection() throws JMSException;

        TopicConnection topicConnection() throws JMSException;

        XAConnection xaConnection() throws JMSException;

        XAQueueConnection xaQueueConnection() throws JMSException;

        XATopicConnection xaTopicConnection() throws JMSException;

        /** @param sessionMode as in {@link jakarta.jms.ConnectionFactory#createContext(int)}; throws runtime exceptions */
        JMSContext context(int sessionMode);

        XAJMSContext xaContext();
    }
}
