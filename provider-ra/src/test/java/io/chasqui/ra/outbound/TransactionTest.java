package io.chasqui.ra.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.ra.outbound.FakePool.Support;
import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TransactionInProgressException;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.LocalTransactionException;
import jakarta.resource.spi.ManagedConnection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done takes effect with the transaction that the server has enlisted the connection in, and at once in none. */
class TransactionTest {

    private Server server;

    @BeforeEach
    void start() throws Exception {
        server = new Server();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private static void send(Connection connection, String text) throws JMSException {
        try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            session.createProducer(session.createQueue("q")).send(session.createTextMessage(text));
        }
    }

    @ParameterizedTest
    @CsvSource({"XA,false", "XA,true", "LOCAL,false", "LOCAL,true"})
    void whatIsSentInATransactionIsThereWhenItCommits(Support support, boolean proxying) throws Exception {
        ConnectionFactoryHandle factory = server.factory(server.pool(support, proxying));
        server.transactions.begin();
        try (Connection connection = factory.createConnection()) {
            send(connection, "one");
        }
        assertEquals(List.of(), server.texts("q"));
        server.transactions.commit();
        assertEquals(List.of("one"), server.texts("q"));
    }

    @ParameterizedTest
    @CsvSource({"XA,false", "XA,true", "LOCAL,false", "LOCAL,true"})
    void whatIsDoneInATransactionIsUndoneWhenItRollsBack(Support support, boolean proxying) throws Exception {
        server.put("in", "received");
        ConnectionFactoryHandle factory = server.factory(server.pool(support, proxying));
        server.transactions.begin();
        try (JMSContext context = factory.createContext()) {
            context.createProducer().send(context.createQueue("q"), "sent");
            assertEquals(
                    "received",
                    context.createConsumer(context.createQueue("in")).receiveBody(String.class, 5_000));
        }
        server.transactions.rollback();
        assertEquals(List.of(), server.texts("q"));
        Message again = server.take("in");
        assertTrue(again.getJMSRedelivered());
        assertEquals(2, again.getIntProperty("JMSXDeliveryCount"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Support.class,
            names = {"XA", "LOCAL"})
    void whatIsReceivedInATransactionIsGoneWhenItCommits(Support support) throws Exception {
        server.put("in", "one");
        ConnectionFactoryHandle factory = server.factory(server.pool(support, false));
        server.transactions.begin();
        try (JMSContext context = factory.createContext()) {
            context.createConsumer(context.createQueue("in")).receiveBody(String.class, 5_000);
        }
        server.transactions.commit();
        server.transactions.begin();
        try (JMSContext context = factory.createContext()) {
            assertNull(context.createConsumer(context.createQueue("in")).receiveNoWait());
        }
        server.transactions.rollback();
        assertEquals(List.of(), server.texts("in"));
    }

    /** Lesson 3: there is a transaction, but nobody has enlisted this connection in it. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aPoolWithoutTransactionsLosesNothingInsideATransaction(boolean proxying) throws Exception {
        server.put("in", "received");
        ConnectionFactoryHandle factory = server.factory(server.pool(Support.NONE, proxying));
        server.transactions.begin();
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            assertFalse(session.getTransacted());
            assertEquals(Session.AUTO_ACKNOWLEDGE, session.getAcknowledgeMode());
            session.createProducer(session.createQueue("q")).send(session.createTextMessage("sent"));
            assertEquals(List.of("sent"), server.texts("q"));
            connection.start();
            MessageConsumer consumer = session.createConsumer(session.createQueue("in"));
            assertEquals("received", consumer.receive(5_000).getBody(String.class));
            assertThrows(IllegalStateException.class, session::commit);
        }
        server.transactions.rollback();
        assertEquals(List.of("sent"), server.texts("q"));
        assertEquals(List.of(), server.texts("in"));
    }

    @Test
    void outsideTransactionsEverythingTakesEffectAtOnceWhateverTheModeSays() throws Exception {
        ConnectionFactoryHandle factory = server.factory(server.pool(Support.XA, false));
        server.put("in", "a", "b");
        for (int mode : new int[] {Session.SESSION_TRANSACTED, Session.CLIENT_ACKNOWLEDGE}) {
            try (JMSContext context = factory.createContext(mode)) {
                assertEquals(Session.AUTO_ACKNOWLEDGE, context.getSessionMode());
                context.createProducer().send(context.createQueue("q"), "sent");
                context.createConsumer(context.createQueue("in")).receive(5_000);
            }
        }
        assertEquals(List.of("sent", "sent"), server.texts("q"));
        assertEquals(List.of(), server.texts("in"));
    }

    /** EE-8: a session outlives the transaction it was made in. */
    @Test
    void oneSessionServesOneTransactionAfterTheOtherAndNoneBetween() throws Exception {
        LazyPool pool = server.lazyPool(Support.XA);
        try (JMSContext context = server.factory(pool).createContext()) {
            context.createProducer().send(context.createQueue("q"), "outside");
            assertEquals(List.of("outside"), server.texts("q"));
            server.transactions.begin();
            context.createProducer().send(context.createQueue("q"), "undone");
            assertTrue(context.getTransacted());
            server.transactions.rollback();
            server.transactions.begin();
            context.createProducer().send(context.createQueue("q"), "done");
            server.transactions.commit();
            assertFalse(context.getTransacted());
            context.createProducer().send(context.createQueue("q"), "outside again");
        }
        assertEquals(List.of("outside", "done", "outside again"), server.texts("q"));
        assertEquals(1, pool.created.size());
    }

    @Test
    void aLazyServerEnlistsAConnectionWhenItIsUsedAndOnlyOnce() throws Exception {
        LazyPool pool = server.lazyPool(Support.XA);
        server.transactions.begin();
        try (Connection connection = server.factory(pool).createConnection()) {
            Session session = connection.createSession();
            assertEquals(0, server.transactions.enlisted().size());
            send(session, "one");
            send(session, "two");
            assertEquals(1, server.transactions.enlisted().size());
            assertEquals(1, pool.enlistments);
        }
        server.transactions.rollback();
        assertEquals(List.of(), server.texts("q"));
    }

    private static void send(Session session, String text) throws JMSException {
        session.createProducer(session.createQueue("q")).send(session.createTextMessage(text));
    }

    @Test
    void twoHandlesInOneTransactionShareAConnectionAndItsBranch() throws Exception {
        FakePool pool = server.pool(Support.XA, false);
        ConnectionFactoryHandle factory = server.factory(pool);
        server.transactions.begin();
        try (Connection first = factory.createConnection();
                Connection second = factory.createConnection()) {
            send(first, "one");
            send(second, "two");
        }
        assertEquals(1, pool.created.size());
        server.transactions.commit();
        assertEquals(List.of("one", "two"), server.texts("q"));
        assertEquals(1, pool.idle.size());
    }

    @Test
    void connectionsOfTwoPoolsJoinOneBranchBecauseTheyAreOfOneBroker() throws Exception {
        ConnectionFactoryHandle one = server.factory(server.pool(Support.XA, false));
        ConnectionFactoryHandle other = server.factory(server.pool(Support.XA, false));
        server.transactions.begin();
        try (Connection first = one.createConnection();
                Connection second = other.createConnection()) {
            send(first, "one");
            send(second, "two");
            assertEquals(2, server.transactions.enlisted().size());
            assertEquals(1, server.transactions.branches());
        }
        server.transactions.commit();
        assertEquals(List.of("one", "two"), server.texts("q"));
    }

    @Test
    void connectionsOfTwoBrokersHaveABranchEach() throws Exception {
        try (Server elsewhere = new Server()) {
            ConnectionFactoryHandle one = server.factory(server.pool(Support.XA, false));
            ChasquiManagedConnectionFactory managed = server.managedFactory();
            managed.setUrl(elsewhere.url);
            ConnectionFactoryHandle other =
                    (ConnectionFactoryHandle) managed.createConnectionFactory(server.pool(Support.XA, false));
            server.transactions.begin();
            try (Connection first = one.createConnection();
                    Connection second = other.createConnection()) {
                send(first, "here");
                send(second, "there");
            }
            assertEquals(2, server.transactions.branches());
            server.transactions.commit();
            assertEquals(List.of("here"), server.texts("q"));
            assertEquals(List.of("there"), elsewhere.texts("q"));
        }
    }

    @Test
    void whatIsDoneWhileTheTransactionIsSuspendedIsOutsideIt() throws Exception {
        ConnectionFactoryHandle factory = server.factory(server.pool(Support.XA, false));
        server.transactions.begin();
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession();
            send(session, "inside");
            server.transactions.suspend();
            assertFalse(session.getTransacted());
            send(session, "outside");
            assertEquals(List.of("outside"), server.texts("q"));
            server.transactions.resume();
            send(session, "inside again");
            assertEquals(List.of("outside"), server.texts("q"));
        }
        server.transactions.commit();
        assertEquals(3, server.texts("q").size());
    }

    @ParameterizedTest
    @EnumSource(
            value = Support.class,
            names = {"XA", "LOCAL"})
    void theApplicationCannotEndATransactionOfTheServer(Support support) throws Exception {
        ConnectionFactoryHandle factory = server.factory(server.pool(support, false));
        server.transactions.begin();
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession();
            assertTrue(session.getTransacted());
            assertEquals(Session.SESSION_TRANSACTED, session.getAcknowledgeMode());
            assertThrows(TransactionInProgressException.class, session::commit);
            assertThrows(TransactionInProgressException.class, session::rollback);
            assertThrows(IllegalStateException.class, session::recover);
        }
        server.transactions.rollback();
    }

    @Test
    void aTransactionLeftOpenIsRolledBackForTheNextUser() throws Exception {
        ManagedConnection connection = server.managedFactory().createManagedConnection(null, null);
        try {
            connection.getLocalTransaction().begin();
            try (Connection handle = (Connection) connection.getConnection(null, null)) {
                send(handle, "local");
            }
            connection.cleanup();
            connection.getXAResource().start(new FakeTransactions.TestXid(1, 1), 0);
            try (Connection handle = (Connection) connection.getConnection(null, null)) {
                send(handle, "xa");
            }
            connection.cleanup();
            try (Connection handle = (Connection) connection.getConnection(null, null)) {
                Session session = handle.createSession();
                assertFalse(session.getTransacted());
                send(session, "next");
            }
            assertEquals(List.of("next"), server.texts("q"));
        } finally {
            connection.destroy();
        }
    }

    @Test
    void localTransactionsAreOneAfterTheOther() throws Exception {
        ManagedConnection connection = server.managedFactory().createManagedConnection(null, null);
        LocalTransaction local = connection.getLocalTransaction();
        try {
            assertThrows(LocalTransactionException.class, local::commit);
            local.begin();
            assertThrows(LocalTransactionException.class, local::begin);
            local.commit();
            local.begin();
            local.rollback();
            assertThrows(LocalTransactionException.class, local::rollback);
        } finally {
            connection.destroy();
        }
    }
}
