package io.chasqui.ra.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.chasqui.api.ChasquiQueue;
import io.chasqui.ra.outbound.FakePool.Support;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ManagedConnection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handles from which the server takes the managed connection away, and gets another one when they are used. */
class DissociationTest {

    private static final Queue QUEUE = new ChasquiQueue("q");

    private Server server;

    @BeforeEach
    void start() throws Exception {
        server = new Server();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    /** A server that knows lazy association, one that does not, and one that does not and wraps handles. */
    private FakePool pool(String kind) {
        return kind.equals("lazy") ? server.lazyPool(Support.XA) : server.pool(Support.XA, kind.equals("proxying"));
    }

    private static ManagedConnection only(FakePool pool) {
        assertEquals(1, pool.created.size());
        return pool.created.iterator().next();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lazy", "eager", "proxying"})
    void aDissociatedHandleGoesOnOnAnotherConnection(String kind) throws Exception {
        FakePool pool = pool(kind);
        server.put("q", "one", "two");
        Connection connection = server.factory(pool).createConnection();
        connection.start();
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(QUEUE);
        MessageProducer producer = session.createProducer(new ChasquiQueue("out"));
        producer.setPriority(7);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        QueueBrowser browser = session.createBrowser(QUEUE);
        assertEquals("one", consumer.receive(5_000).getBody(String.class));

        ManagedConnection first = only(pool);
        pool.dissociate(first);
        assertEquals(List.of(first), pool.idle);
        // Somebody else takes the connection meanwhile.
        try (Connection other = server.factory(pool).createConnection()) {
            assertNotNull(other.getMetaData());
            assertEquals("two", consumer.receive(5_000).getBody(String.class));
            assertEquals(2, pool.created.size());
        }
        producer.send(session.createTextMessage("sent"));
        assertEquals(false, browser.getEnumeration().hasMoreElements());
        Message sent = server.take("out");
        assertEquals(7, sent.getJMSPriority());
        assertEquals(DeliveryMode.NON_PERSISTENT, sent.getJMSDeliveryMode());
        connection.close();
        assertEquals(2, pool.idle.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lazy", "eager", "proxying"})
    void aContextGoesOnToo(String kind) throws Exception {
        FakePool pool = pool(kind);
        server.put("q", "one", "two");
        try (JMSContext context = server.factory(pool).createContext()) {
            JMSConsumer consumer = context.createConsumer(QUEUE);
            JMSProducer producer = context.createProducer().setProperty("kind", "x");
            assertEquals("one", consumer.receiveBody(String.class, 5_000));
            pool.dissociate(only(pool));
            producer.send(new ChasquiQueue("out"), "sent");
            assertEquals("x", server.take("out").getStringProperty("kind"));
            pool.dissociate(only(pool));
            assertEquals("two", consumer.receiveBody(String.class, 5_000));
        }
        assertEquals(1, pool.idle.size());
    }

    @Test
    void whatAConsumerHadFetchedIsThereForOthersWhileItIsDissociated() throws Exception {
        FakePool pool = server.lazyPool(Support.XA);
        server.put("q", "one", "two");
        try (Connection connection = server.factory(pool).createConnection()) {
            connection.start();
            MessageConsumer consumer = connection.createSession().createConsumer(QUEUE);
            assertEquals("one", consumer.receive(5_000).getBody(String.class));
            pool.dissociate(only(pool));
            assertEquals("two", server.take("q").getBody(String.class));
            assertNull(consumer.receiveNoWait());
        }
    }

    @Test
    void aHandleThatIsClosedWhileDissociatedTellsTheServer() throws Exception {
        LazyPool pool = server.lazyPool(Support.XA);
        Connection connection = server.factory(pool).createConnection();
        pool.dissociate(only(pool));
        connection.close();
        assertEquals(List.of(connection), pool.closedWhileInactive);
        assertEquals(List.of(), pool.events);
        assertThrows(JMSException.class, connection::createSession);
    }

    @Test
    void associatingMovesAHandleFromOneConnectionToAnother() throws Exception {
        ChasquiManagedConnectionFactory factory = server.managedFactory();
        ManagedConnection first = factory.createManagedConnection(null, null);
        ManagedConnection second = factory.createManagedConnection(null, null);
        try (Connection handle = (Connection) first.getConnection(null, null)) {
            Session session = handle.createSession();
            MessageProducer producer = session.createProducer(QUEUE);
            second.associateConnection(handle);
            second.getLocalTransaction().begin();
            producer.send(session.createTextMessage("in the second's transaction"));
            assertEquals(List.of(), server.texts("q"));
            first.destroy();
            second.getLocalTransaction().commit();
            assertEquals(List.of("in the second's transaction"), server.texts("q"));
        } finally {
            second.destroy();
        }
    }

    @Test
    void cleaningUpEndsTheHandlesLeftOpen() throws Exception {
        ManagedConnection connection = server.managedFactory().createManagedConnection(null, null);
        Connection handle = (Connection) connection.getConnection(null, null);
        Session session = handle.createSession();
        connection.cleanup();
        assertThrows(jakarta.jms.IllegalStateException.class, session::createMessage);
        assertThrows(jakarta.jms.IllegalStateException.class, handle::getMetaData);
        try (Connection next = (Connection) connection.getConnection(null, null)) {
            next.createSession().createProducer(QUEUE);
        }
        connection.destroy();
        assertThrows(ResourceException.class, () -> connection.getConnection(null, null));
        assertThrows(ResourceException.class, connection::cleanup);
        connection.destroy();
    }

    @Test
    void nothingButItsOwnHandlesCanBeAssociated() throws Exception {
        ManagedConnection connection = server.managedFactory().createManagedConnection(null, null);
        try {
            assertThrows(ResourceException.class, () -> connection.associateConnection("a handle"));
        } finally {
            connection.destroy();
        }
    }

    /** As recovery plug-ins use it: there is nobody to ask for another connection. */
    @Test
    void aHandleWithoutAFactorySaysSoWhenItIsDissociatedAndClosesAllTheSame() throws Exception {
        ChasquiManagedConnection connection =
                (ChasquiManagedConnection) server.managedFactory().createManagedConnection(null, null);
        Connection handle = (Connection) connection.getConnection(null, null);
        connection.dissociateConnections();
        JMSException refusal = assertThrows(JMSException.class, handle::createSession);
        assertEquals(true, refusal.getMessage().contains("no connection factory"), refusal.getMessage());
        handle.close();
        connection.destroy();
    }
}
