package io.chasqui.ra.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.chasqui.ra.ChasquiResourceAdapter;
import io.chasqui.ra.outbound.FakePool.Support;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TopicConnectionFactory;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAllocationException;
import jakarta.resource.spi.SecurityException;
import jakarta.resource.spi.TransactionSupport.TransactionSupportLevel;
import jakarta.resource.spi.security.PasswordCredential;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Set;
import javax.security.auth.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who connects, which connections fit whom, and what a connection factory is. */
class PoolTest {

    @TempDir
    Path directory;

    private Remote remote;
    private ChasquiResourceAdapter adapter;
    private ChasquiManagedConnectionFactory factory;

    @BeforeEach
    void start() throws Exception {
        remote = new Remote(directory);
        adapter = new ChasquiResourceAdapter();
        adapter.setUrl(remote.url());
        factory = new ChasquiManagedConnectionFactory();
        factory.setResourceAdapter(adapter);
    }

    @AfterEach
    void stop() {
        remote.close();
    }

    private Subject subject(String user, String password) {
        PasswordCredential credential = new PasswordCredential(user, password.toCharArray());
        credential.setManagedConnectionFactory(factory);
        return new Subject(false, Set.of(), Set.of(), Set.of(credential));
    }

    private String userOf(Subject subject, ConnectionRequest request) throws ResourceException {
        ManagedConnection connection = factory.createManagedConnection(subject, request);
        try {
            return connection.getMetaData().getUserName();
        } finally {
            connection.destroy();
        }
    }

    private static final ConnectionRequest ALICE = new ConnectionRequest("alice", "secret", null);
    private static final ConnectionRequest BOB = new ConnectionRequest("bob", "hidden", null);

    /** Lesson 10. */
    @Test
    void theSubjectSignsOnBeforeTheRequestTheFactoryAndTheAdapter() throws Exception {
        adapter.setUser("alice");
        adapter.setPassword("secret");
        assertEquals("alice", userOf(null, ConnectionRequest.ANY));
        assertEquals("alice", userOf(null, null));
        factory.setUserName("bob");
        factory.setPassword("hidden");
        assertEquals("bob", userOf(null, ConnectionRequest.ANY));
        assertEquals("alice", userOf(null, ALICE));
        assertEquals("bob", userOf(subject("bob", "hidden"), ALICE));
        assertEquals("bob", userOf(new Subject(), null));
        Subject ofAnother = new Subject(false, Set.of(), Set.of(), Set.of(credentialOfAnotherFactory()));
        assertEquals("bob", userOf(ofAnother, null));
    }

    private static PasswordCredential credentialOfAnotherFactory() {
        PasswordCredential credential = new PasswordCredential("alice", "secret".toCharArray());
        ChasquiManagedConnectionFactory another = new ChasquiManagedConnectionFactory();
        another.setUrl("vm://another");
        credential.setManagedConnectionFactory(another);
        return credential;
    }

    @Test
    void aPasswordOfTheAdapterIsNeverSentWithAUserOfSomebodyElse() {
        adapter.setUser("alice");
        adapter.setPassword("secret");
        factory.setUser("bob");
        assertThrows(SecurityException.class, () -> factory.createManagedConnection(null, null));
    }

    @Test
    void aWrongPasswordIsASecurityExceptionToTheServerAndToTheApplication() throws Exception {
        ConnectionRequest wrong = new ConnectionRequest("alice", "guessed", null);
        SecurityException refusal =
                assertThrows(SecurityException.class, () -> factory.createManagedConnection(null, wrong));
        assertFalse(refusal.getMessage().contains("guessed"), refusal.getMessage());
        FakePool pool = new FakePool(Support.XA, false, new FakeTransactions());
        ConnectionFactory handle = (ConnectionFactory) factory.createConnectionFactory(pool);
        assertThrows(JMSSecurityException.class, () -> handle.createConnection("alice", "wrong"));
        assertThrows(JMSSecurityRuntimeException.class, () -> handle.createContext("alice", "wrong"));
        try (JMSContext context = handle.createContext("alice", "secret")) {
            assertEquals(JMSContext.AUTO_ACKNOWLEDGE, context.getSessionMode());
        }
        pool.close();
    }

    @Test
    void aConnectionFitsOnlyWhoOpenedIt() throws Exception {
        ManagedConnection alice = factory.createManagedConnection(null, ALICE);
        ManagedConnection bob = factory.createManagedConnection(null, BOB);
        try {
            Set<ManagedConnection> idle = Set.of(alice, bob);
            assertSame(alice, factory.matchManagedConnections(idle, null, ALICE));
            assertSame(bob, factory.matchManagedConnections(idle, null, BOB));
            assertSame(bob, factory.matchManagedConnections(idle, subject("bob", "hidden"), ALICE));
            ConnectionRequest wrongPassword = new ConnectionRequest("alice", "wrong", null);
            assertNull(factory.matchManagedConnections(idle, null, wrongPassword));
            ConnectionRequest withClientId = new ConnectionRequest("alice", "secret", "till");
            assertNull(factory.matchManagedConnections(idle, null, withClientId));
            assertNull(factory.matchManagedConnections(Set.of("no connection of ours"), null, ALICE));
        } finally {
            alice.destroy();
            bob.destroy();
        }
    }

    @Test
    void theClientIdIsTheFactorysAndNotTheAdapters() throws Exception {
        adapter.setClientId("of the adapter");
        FakePool pool = new FakePool(Support.XA, false, new FakeTransactions());
        try (Connection connection =
                ((ConnectionFactory) factory.createConnectionFactory(pool)).createConnection("alice", "secret")) {
            assertNull(connection.getClientID());
        }
        factory.setClientId("till");
        try (Connection connection =
                ((ConnectionFactory) factory.createConnectionFactory(pool)).createConnection("alice", "secret")) {
            assertEquals("till", connection.getClientID());
        }
        pool.close();
    }

    @Test
    void aBrokerThatIsDownFailsTheConnectionAtOnceAndNotTheFactory() throws Exception {
        remote.stop();
        FakePool pool = new FakePool(Support.XA, false, new FakeTransactions());
        ConnectionFactory handle = (ConnectionFactory) factory.createConnectionFactory(pool);
        assertThrows(ResourceAllocationException.class, () -> factory.createManagedConnection(null, ALICE));
        JMSException refusal = assertThrows(JMSException.class, handle::createConnection);
        assertTrue(refusal.getMessage().contains(remote.url().substring("tcp://".length())), refusal.getMessage());
    }

    @Test
    void aBadAddressIsReportedWithTheRule() {
        factory.setUrl("tcp://somewhere");
        InvalidPropertyException refusal = assertThrows(
                InvalidPropertyException.class, () -> factory.createConnectionFactory(mock(ConnectionManager.class)));
        assertTrue(refusal.getMessage().contains("HOST:PORT"), refusal.getMessage());
        assertTrue(factory.toString().contains("a bad address"), factory.toString());
        factory.setUrl("vm://x?prefetsch=1");
        InvalidPropertyException unknown =
                assertThrows(InvalidPropertyException.class, () -> factory.createConnectionFactory());
        assertTrue(unknown.getMessage().contains("'prefetch'"), unknown.getMessage());
    }

    @Test
    void theServersOwnRefusalReachesTheApplication() throws Exception {
        ConnectionManager exhausted = (owner, request) -> {
            throw new ResourceAllocationException("the pool is exhausted");
        };
        ConnectionFactory handle = (ConnectionFactory) factory.createConnectionFactory(exhausted);
        jakarta.jms.ResourceAllocationException refusal =
                assertThrows(jakarta.jms.ResourceAllocationException.class, handle::createConnection);
        assertTrue(refusal.getMessage().contains("the pool is exhausted"), refusal.getMessage());
    }

    @Test
    void theFactoryIsABeanThatEqualsItsCopies() throws Exception {
        factory.setUser("alice");
        factory.setPassword("secret");
        ChasquiManagedConnectionFactory copy = (ChasquiManagedConnectionFactory) copyOf(factory);
        assertEquals(factory, copy);
        assertEquals(factory.hashCode(), copy.hashCode());
        copy.setPassword("other");
        assertNotEquals(factory, copy);
        assertFalse(factory.toString().contains("secret"), factory.toString());
        assertEquals(TransactionSupportLevel.XATransaction, factory.getTransactionSupport());
        FakePool pool = new FakePool(Support.XA, false, new FakeTransactions());
        Object handle = factory.createConnectionFactory(pool);
        assertInstanceOf(QueueConnectionFactory.class, handle);
        assertInstanceOf(TopicConnectionFactory.class, handle);
        assertInstanceOf(ConnectionFactoryHandle.class, copyOf(handle));
    }

    private static Object copyOf(Object original) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    @Test
    void theFactoryBelongsToOneAdapter() throws Exception {
        factory.setResourceAdapter(adapter);
        assertSame(adapter, factory.getResourceAdapter());
        assertThrows(ResourceException.class, () -> factory.setResourceAdapter(new ChasquiResourceAdapter()));
        ChasquiManagedConnectionFactory fresh = new ChasquiManagedConnectionFactory();
        assertThrows(ResourceException.class, () -> fresh.setResourceAdapter(mock(ResourceAdapter.class)));
    }

    @Test
    void theServersLogGetsTraces() throws Exception {
        StringWriter log = new StringWriter();
        ManagedConnection connection = factory.createManagedConnection(null, ALICE);
        try {
            connection.setLogWriter(new PrintWriter(log));
            ((Connection) connection.getConnection(null, null)).close();
            assertTrue(log.toString().contains("gave out a connection handle"), log.toString());
            assertFalse(log.toString().contains("secret"), log.toString());
            assertEquals("Chasqui", connection.getMetaData().getEISProductName());
        } finally {
            connection.destroy();
        }
    }

    @Test
    void aFactoryIsNeverAskedForConnectionsBeforeItIsUsed() throws Exception {
        ConnectionManager untouched = mock(ConnectionManager.class);
        factory.createConnectionFactory(untouched);
        verify(untouched, never()).allocateConnection(any(), any());
    }
}
