package io.chasqui.ra.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiQueue;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.Session;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ManagedConnectionFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** A connection factory of the adapter without a server: all of Jakarta Messaging, none of the container's limits. */
class PlainConnectionsTest {

    private static final Queue QUEUE = new ChasquiQueue("q");

    @Test
    void connectionsAreTheProvidersOwn() throws Exception {
        try (Server server = new Server()) {
            ConnectionFactory factory =
                    (ConnectionFactory) server.managedFactory().createConnectionFactory();
            try (Connection connection = factory.createConnection()) {
                connection.setClientID("till");
                Session transacted = connection.createSession(true, Session.SESSION_TRANSACTED);
                Session second = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
                assertEquals(Session.CLIENT_ACKNOWLEDGE, second.getAcknowledgeMode());
                transacted.createProducer(QUEUE).send(transacted.createTextMessage("rolled back"));
                transacted.rollback();
                transacted.createProducer(QUEUE).send(transacted.createTextMessage("committed"));
                assertEquals(List.of(), server.texts("q"));
                transacted.commit();
                assertEquals(List.of("committed"), server.texts("q"));
                connection.stop();
            }
            try (JMSContext context = factory.createContext(JMSContext.SESSION_TRANSACTED);
                    JMSContext derived = context.createContext(JMSContext.CLIENT_ACKNOWLEDGE)) {
                assertTrue(context.getTransacted());
                assertEquals(JMSContext.CLIENT_ACKNOWLEDGE, derived.getSessionMode());
                context.createProducer().send(QUEUE, "second");
                context.commit();
            }
            assertEquals(List.of("committed", "second"), server.texts("q"));
        }
    }

    @Test
    void theClassicDomainsKeepTheirLimits() throws Exception {
        try (Server server = new Server()) {
            Object factory = server.managedFactory().createConnectionFactory();
            try (QueueConnection queues = ((QueueConnectionFactory) factory).createQueueConnection();
                    TopicConnection topics = ((TopicConnectionFactory) factory).createTopicConnection()) {
                Session queueSession = queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
                assertThrows(IllegalStateException.class, () -> queueSession.createTopic("t"));
                Session topicSession = topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
                assertThrows(IllegalStateException.class, () -> topicSession.createQueue("q"));
            }
        }
    }

    @Test
    void theDefaultConnectionManagerServesItsOwnFactoriesOnly() throws Exception {
        try (Server server = new Server()) {
            PlainConnections connections = new PlainConnections();
            Object connection = connections.allocateConnection(server.managedFactory(), null);
            assertInstanceOf(Connection.class, connection);
            ((Connection) connection).close();
            ManagedConnectionFactory other = Mockito.mock(ManagedConnectionFactory.class);
            assertThrows(ResourceException.class, () -> connections.allocateConnection(other, null));
        }
    }
}
