package io.chasqui.ra.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiQueue;
import io.chasqui.ra.outbound.FakePool.Support;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ManagedConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.ArgumentCaptor;
import org.mockito.Mockito;

/** A broker that goes away under pooled connections, and what recovers when it is back. */
class LossTest {

    private static final Queue QUEUE = new ChasquiQueue("q");

    @TempDir
    Path directory;

    private Remote remote;
    private ChasquiManagedConnectionFactory factory;

    @BeforeEach
    void start() throws Exception {
        remote = new Remote(directory);
        factory = new ChasquiManagedConnectionFactory();
        factory.setUrl(remote.url());
        factory.setUser("alice");
        factory.setPassword("secret");
    }

    @AfterEach
    void stop() {
        remote.close();
    }

    @Test
    void theServerLearnsOnceThatAConnectionIsLostAndIsNotToldSoWhileItMatches() throws Exception {
        ManagedConnection connection = factory.createManagedConnection(null, null);
        ConnectionEventListener listener = Mockito.mock(ConnectionEventListener.class);
        connection.addConnectionEventListener(listener);
        Connection handle = (Connection) connection.getConnection(null, null);
        Session session = handle.createSession();
        assertSame(connection, factory.matchManagedConnections(Set.of(connection), null, null));
        assertEquals(Set.of(), factory.getInvalidConnections(Set.of(connection)));

        remote.stop();
        Remote.await("the connection counts as lost", ((ChasquiManagedConnection) connection)::isLost);
        ArgumentCaptor<ConnectionEvent> event = ArgumentCaptor.forClass(ConnectionEvent.class);
        Mockito.verify(listener, Mockito.timeout(20_000)).connectionErrorOccurred(event.capture());
        assertEquals(ConnectionEvent.CONNECTION_ERROR_OCCURRED, event.getValue().getId());
        assertSame(connection, event.getValue().getSource());
        assertTrue(event.getValue().getException() instanceof JMSException);

        assertNull(factory.matchManagedConnections(Set.of(connection), null, null));
        assertEquals(Set.of(connection), factory.getInvalidConnections(Set.of(connection)));
        assertThrows(JMSException.class, session::createMessage);
        assertThrows(JMSException.class, () -> session.createConsumer(QUEUE));
        handle.close();
        Mockito.verifyNoMoreInteractions(listener);
        connection.destroy();
    }

    @Test
    void aConnectionThatIsOutOfReachForTheMomentIsNotGivenOut() throws Exception {
        factory.setUrl(remote.url() + "?reconnectAttempts=-1&reconnectDelayMillis=10&reconnectMaxDelayMillis=20");
        ManagedConnection connection = factory.createManagedConnection(null, null);
        try {
            remote.stop();
            Remote.await(
                    "the connection is interrupted",
                    () -> factory.getInvalidConnections(Set.of(connection)).size() == 1);
            assertNull(factory.matchManagedConnections(Set.of(connection), null, null));
            remote.restart();
            Remote.await("the connection is back", () -> factory.getInvalidConnections(Set.of(connection))
                    .isEmpty());
            assertSame(connection, factory.matchManagedConnections(Set.of(connection), null, null));
            try (Connection handle = (Connection) connection.getConnection(null, null)) {
                Session session = handle.createSession();
                session.createProducer(QUEUE).send(session.createTextMessage("after"));
            }
        } finally {
            connection.destroy();
        }
    }

    @Test
    void aTransactionOnALostConnectionFailsAsALostResourceManager() throws Exception {
        ManagedConnection connection = factory.createManagedConnection(null, null);
        XAResource resource = connection.getXAResource();
        Xid xid = new FakeTransactions.TestXid(1, 1);
        resource.start(xid, XAResource.TMNOFLAGS);
        remote.stop();
        Remote.await("the connection counts as lost", ((ChasquiManagedConnection) connection)::isLost);
        assertThrows(XAException.class, () -> resource.end(xid, XAResource.TMSUCCESS));
        XAException prepare = assertThrows(XAException.class, () -> resource.prepare(xid));
        assertEquals(XAException.XAER_RMFAIL, prepare.errorCode);
        XAException start = assertThrows(XAException.class, () -> resource.start(xid, XAResource.TMNOFLAGS));
        assertEquals(XAException.XAER_RMFAIL, start.errorCode);
        XAException recover = assertThrows(XAException.class, () -> resource.recover(XAResource.TMSTARTRSCAN));
        assertEquals(XAException.XAER_RMFAIL, recover.errorCode);
        connection.destroy();
    }

    /** Lesson 4, and a broker that was restarted between prepare and commit. */
    @Test
    void aConnectionWithoutAFactoryRecoversWhatIsInDoubt() throws Exception {
        FakeTransactions transactions = new FakeTransactions();
        FakePool pool = new FakePool(Support.XA, false, transactions);
        ConnectionFactory applications = (ConnectionFactory) factory.createConnectionFactory(pool);
        transactions.begin();
        try (JMSContext context = applications.createContext()) {
            context.createProducer().send(QUEUE, "to commit");
        }
        assertEquals(1, transactions.prepare().size());
        transactions.forget();
        transactions.begin();
        try (JMSContext context = applications.createContext()) {
            context.createProducer().send(QUEUE, "to roll back");
        }
        assertEquals(1, transactions.prepare().size());
        transactions.forget();
        remote.restart();

        ManagedConnection connection = factory.createManagedConnection(null, null);
        try {
            XAResource resource = connection.getXAResource();
            Xid[] inDoubt = resource.recover(XAResource.TMSTARTRSCAN);
            assertEquals(2, inDoubt.length);
            assertEquals(0, resource.recover(XAResource.TMENDRSCAN).length);
            boolean firstIsEarlier = number(inDoubt[0]) < number(inDoubt[1]);
            resource.commit(inDoubt[firstIsEarlier ? 0 : 1], false);
            resource.rollback(inDoubt[firstIsEarlier ? 1 : 0]);
            assertEquals(0, resource.recover(XAResource.TMSTARTRSCAN).length);
            // As recovery plug-ins do to be rid of a connection.
            Connection handle = (Connection) connection.getConnection(null, null);
            handle.start();
            Session session = handle.createSession();
            assertEquals(
                    List.of("to commit"),
                    List.of(session.createConsumer(QUEUE).receive(5_000).getBody(String.class)));
            assertNull(session.createConsumer(QUEUE).receiveNoWait());
            handle.close();
        } finally {
            connection.destroy();
        }
    }

    private static int number(Xid xid) {
        byte[] bytes = xid.getGlobalTransactionId();
        return (bytes[0] & 0xff) | (bytes[1] & 0xff) << 8;
    }

    @Test
    void whatIsTheSameBrokerStaysTheSameAfterItWasRestarted() throws Exception {
        ManagedConnection before = factory.createManagedConnection(null, null);
        ManagedConnection beside = factory.createManagedConnection(null, null);
        assertTrue(before.getXAResource().isSameRM(beside.getXAResource()));
        remote.restart();
        ManagedConnection after = factory.createManagedConnection(null, null);
        assertTrue(before.getXAResource().isSameRM(after.getXAResource()));
        for (ManagedConnection connection : List.of(before, beside, after)) {
            connection.destroy();
        }
    }
}
