package io.chasqui.ra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.ra.access.Access;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.ref.WeakReference;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The adapter from start to stop, and its properties. */
class ChasquiResourceAdapterTest {

    private final BootstrapContext context = mock(BootstrapContext.class);

    @TempDir
    Path directory;

    private static ChasquiResourceAdapter adapter(String url) {
        ChasquiResourceAdapter adapter = new ChasquiResourceAdapter();
        adapter.setUrl(url);
        return adapter;
    }

    private static void send(ChasquiConnectionFactory factory, String text) {
        try (JMSContext client = factory.createContext()) {
            client.createProducer().send(client.createQueue("q"), text);
        }
    }

    private static String receive(ChasquiConnectionFactory factory) {
        try (JMSContext client = factory.createContext()) {
            Queue queue = client.createQueue("q");
            return client.createConsumer(queue).receiveBody(String.class, 5_000);
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    // The broker inside.

    @Test
    void runsABrokerFromStartToStopThatKeepsWhatIsInItsDirectory() throws Exception {
        ChasquiResourceAdapter adapter = adapter("vm://adapter-directory");
        adapter.setDataDirectory(directory.toString());
        adapter.start(context);
        send(adapter.connectionFactory(Access.UNSAID), "kept");
        adapter.stop();
        JMSException stopped = assertThrows(
                JMSException.class, () -> new ChasquiConnectionFactory("vm://adapter-directory").createConnection());
        assertTrue(stopped.getMessage().contains("was closed"), stopped.getMessage());
        adapter.start(context);
        assertEquals("kept", receive(adapter.connectionFactory(Access.UNSAID)));
        adapter.stop();
        adapter.stop();
    }

    @Test
    void letsClientsInOverTheNetworkWhereItListens() throws Exception {
        int port = freePort();
        ChasquiResourceAdapter adapter = adapter("vm://adapter-listens?broker.users=alice:secret");
        adapter.setListen("tcp://127.0.0.1:" + port);
        adapter.start(context);
        try {
            send(new ChasquiConnectionFactory("tcp://127.0.0.1:" + port, "alice", "secret"), "from outside");
            assertEquals("from outside", receive(adapter.connectionFactory(Access.UNSAID)));
        } finally {
            adapter.stop();
        }
    }

    /** A server may start one archive twice, to have pools of two kinds. */
    @Test
    void sharesItsBrokerWithAnotherAdapterOfTheSameConfiguration() throws Exception {
        ChasquiResourceAdapter first = adapter("vm://adapter-shared?broker.maxDeliveries=3");
        ChasquiResourceAdapter second = adapter("vm://adapter-shared?broker.maxDeliveries=3&prefetch=1");
        ChasquiResourceAdapter third = adapter("vm://adapter-shared");
        ChasquiResourceAdapter other = adapter("vm://adapter-shared?broker.maxDeliveries=4");
        first.start(context);
        second.start(context);
        third.start(context);
        ResourceAdapterInternalException refusal =
                assertThrows(ResourceAdapterInternalException.class, () -> other.start(context));
        assertTrue(refusal.getMessage().contains("adapter-shared"), refusal.getMessage());
        send(first.connectionFactory(Access.UNSAID), "shared");
        first.stop();
        third.stop();
        assertEquals("shared", receive(second.connectionFactory(Access.UNSAID)));
        second.stop();
        other.start(context);
        other.stop();
    }

    @Test
    void aSecondBrokerThatAConnectionFactoryNamesStopsWithTheAdapter() throws Exception {
        ChasquiResourceAdapter adapter = adapter("vm://adapter-first");
        adapter.start(context);
        Access elsewhere = new Access("vm://adapter-second", null, null, null);
        send(adapter.connectionFactory(elsewhere), "x");
        assertEquals("x", receive(adapter.connectionFactory(elsewhere)));
        adapter.stop();
        assertThrows(JMSException.class, () -> new ChasquiConnectionFactory("vm://adapter-second").createConnection());
    }

    @Test
    void reportsABrokerThatCannotStart() throws Exception {
        ChasquiResourceAdapter holder = adapter("vm://adapter-holder");
        holder.setDataDirectory(directory.toString());
        holder.start(context);
        ChasquiResourceAdapter late = adapter("vm://adapter-late");
        late.setDataDirectory(directory.toString());
        ResourceAdapterInternalException refusal =
                assertThrows(ResourceAdapterInternalException.class, () -> late.start(context));
        assertTrue(refusal.getMessage().contains(directory.toString()), refusal.getMessage());
        holder.stop();
        late.start(context);
        late.stop();
    }

    @Test
    void tenStartsLeaveNoThreadAndNoLock() throws Exception {
        int port = freePort();
        ChasquiResourceAdapter adapter = adapter("vm://adapter-ten?broker.users=alice:secret");
        adapter.setDataDirectory(directory.toString());
        adapter.setListen("tcp://127.0.0.1:" + port);
        for (int round = 0; round < 10; round++) {
            adapter.start(context);
            send(adapter.connectionFactory(Access.UNSAID), "round " + round);
            assertEquals("round " + round, receive(adapter.connectionFactory(Access.UNSAID)));
            adapter.stop();
        }
        assertEquals(
                0,
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().contains("adapter-ten"))
                        .count());
    }

    @Test
    void tenDeploymentsLeaveNoClassLoader() throws Exception {
        WeakReference<ClassLoader> loader =
                deployTenTimes(Map.of("url", "vm://adapter-isolated", "dataDirectory", directory.toString()));
        assertTrue(Isolated.isUnloaded(loader), "the class loader of the adapter is still in memory");
    }

    private static WeakReference<ClassLoader> deployTenTimes(Map<String, String> properties) throws Exception {
        try (Isolated isolated = new Isolated(Isolated.classPath())) {
            for (int round = 0; round < 10; round++) {
                isolated.sendAndReceive(properties);
            }
            ClassLoader loader = isolated.load("io.chasqui.ra.access.Access").getClassLoader();
            assertEquals("", Isolated.threadsLeftBy(loader));
            return isolated.reference();
        }
    }

    // Remote brokers.

    @Test
    void deploymentsWithARemoteBrokerLeaveNothingEither() throws Exception {
        BrokerConfiguration configuration = BrokerConfiguration.builder()
                .name("adapter-far")
                .listen(List.of(URI.create("tcp://127.0.0.1:0")))
                .user("alice", "secret")
                .build();
        WeakReference<ClassLoader> loader;
        try (Broker broker = Broker.start(configuration)) {
            loader = deployTenTimes(
                    Map.of("url", broker.addresses().get(0).toString(), "user", "alice", "password", "secret"));
        }
        // Not before: a loop of the broker may wait inside a method of the JDK that was compiled for classes of the
        // adapter's
        // loader as well, and the frame of such a method keeps them in memory.
        assertTrue(Isolated.isUnloaded(loader), "the class loader of the adapter is still in memory");
    }

    @Test
    void startsWhileTheRemoteBrokerIsDownAndConnectsWhenItIsUp() throws Exception {
        int port = freePort();
        ChasquiResourceAdapter adapter = adapter("tcp://127.0.0.1:" + port);
        adapter.setUserName("alice");
        adapter.setPassword("secret");
        adapter.start(context);
        try {
            XAResource resource = adapter.getXAResources(new ActivationSpec[0])[0];
            XAException failure = assertThrows(XAException.class, () -> resource.recover(XAResource.TMSTARTRSCAN));
            assertEquals(XAException.XAER_RMFAIL, failure.errorCode);
            BrokerConfiguration configuration = BrokerConfiguration.builder()
                    .name("adapter-remote")
                    .listen(List.of(URI.create("tcp://127.0.0.1:" + port)))
                    .user("alice", "secret")
                    .build();
            try (Broker broker = Broker.start(configuration)) {
                assertEquals(0, resource.recover(XAResource.TMSTARTRSCAN).length);
                send(adapter.connectionFactory(Access.UNSAID), "x");
                assertTrue(broker.isRunning());
            }
        } finally {
            adapter.stop();
        }
    }

    /** The last connection is out of reach when the adapter stops: nobody may go on trying to reach it again. */
    @Test
    void stopsWhileTheRemoteBrokerIsOutOfReachAndLeavesNothing() throws Exception {
        WeakReference<ClassLoader> loader = deployOutOfReach();
        assertTrue(Isolated.isUnloaded(loader), "the class loader of the adapter is still in memory");
    }

    private static WeakReference<ClassLoader> deployOutOfReach() throws Exception {
        try (Isolated isolated = new Isolated(Isolated.classPath())) {
            stopOutOfReach(isolated);
            assertEquals(
                    "",
                    Isolated.threadsLeftBy(isolated.load("io.chasqui.ra.ChasquiResourceAdapter")
                            .getClassLoader()));
            return isolated.reference();
        }
    }

    private static void stopOutOfReach(Isolated isolated) throws Exception {
        BrokerConfiguration configuration = BrokerConfiguration.builder()
                .name("adapter-goes")
                .listen(List.of(URI.create("tcp://127.0.0.1:0")))
                .user("alice", "secret")
                .build();
        ResourceAdapter adapter;
        try (Broker broker = Broker.start(configuration)) {
            adapter = isolated.adapter(
                    Map.of("url", broker.addresses().get(0).toString(), "user", "alice", "password", "secret"));
            adapter.start(mock(BootstrapContext.class));
            XAResource resource = adapter.getXAResources(new ActivationSpec[0])[0];
            assertEquals(0, resource.recover(XAResource.TMSTARTRSCAN).length);
        }
        adapter.stop();
    }

    // Recovery.

    @Test
    void offersOneResourceForAllActivationsThatRecoversWhatIsInDoubt() throws Exception {
        ChasquiResourceAdapter adapter = adapter("vm://adapter-recovery");
        adapter.start(context);
        XAResource[] resources =
                adapter.getXAResources(new ActivationSpec[] {mock(ActivationSpec.class), mock(ActivationSpec.class)});
        assertEquals(1, resources.length);
        XAResource resource = resources[0];
        assertSame(resource, adapter.getXAResources(new ActivationSpec[0])[0]);
        try (XAConnection client = adapter.connectionFactory(Access.UNSAID).createXAConnection()) {
            XASession session = client.createXASession();
            Xid xid = new LocalXid();
            session.getXAResource().start(xid, XAResource.TMNOFLAGS);
            session.createProducer(session.createQueue("q")).send(session.createTextMessage("in doubt"));
            session.getXAResource().end(xid, XAResource.TMSUCCESS);
            session.getXAResource().prepare(xid);
            assertTrue(resource.isSameRM(session.getXAResource()));
        }
        Xid[] inDoubt = resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN);
        assertEquals(1, inDoubt.length);
        resource.commit(inDoubt[0], false);
        assertEquals("in doubt", receive(adapter.connectionFactory(Access.UNSAID)));
        adapter.stop();
        XAException stopped = assertThrows(XAException.class, () -> resource.recover(XAResource.TMSTARTRSCAN));
        assertEquals(XAException.XAER_RMFAIL, stopped.errorCode);
        assertThrows(ResourceException.class, () -> adapter.getXAResources(new ActivationSpec[0]));
    }

    private record LocalXid() implements Xid {

        @Override
        public int getFormatId() {
            return 4711;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return new byte[] {1};
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {1};
        }
    }

    // Properties.

    @Test
    void refusesABadAddressWithTheRule() {
        ChasquiResourceAdapter adapter = adapter("tcp://somewhere");
        ResourceAdapterInternalException refusal =
                assertThrows(ResourceAdapterInternalException.class, () -> adapter.start(context));
        assertTrue(refusal.getMessage().contains("HOST:PORT"), refusal.getMessage());
        ChasquiResourceAdapter unknown = adapter("vm://x?broker.maxDeliverys=3");
        ResourceAdapterInternalException hint =
                assertThrows(ResourceAdapterInternalException.class, () -> unknown.start(context));
        assertTrue(hint.getMessage().contains("broker.maxDeliveries"), hint.getMessage());
        ChasquiResourceAdapter listens = adapter("vm://x");
        listens.setListen("7373");
        ResourceAdapterInternalException listen =
                assertThrows(ResourceAdapterInternalException.class, () -> listens.start(context));
        assertTrue(listen.getMessage().contains("7373"), listen.getMessage());
    }

    @Test
    void warnsOfWhatItCannotUse() throws Exception {
        ChasquiResourceAdapter adapter = adapter("tcp://127.0.0.1:1");
        adapter.setDataDirectory("somewhere");
        adapter.setListen("tcp://127.0.0.1:2");
        adapter.setPassword("secret");
        String warnings = logOf(() -> adapter.start(context));
        adapter.stop();
        assertTrue(warnings.contains("dataDirectory=somewhere and listen=tcp://127.0.0.1:2 is ignored"), warnings);
        assertTrue(warnings.contains("no user is set"), warnings);
        assertFalse(warnings.contains("secret"), warnings);
    }

    private interface Step {
        void run() throws Exception;
    }

    private static String logOf(Step step) throws Exception {
        StringBuilder lines = new StringBuilder();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                lines.append(new SimpleFormatter().formatMessage(record)).append('\n');
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(ChasquiResourceAdapter.class.getName());
        logger.addHandler(handler);
        try {
            step.run();
        } finally {
            logger.removeHandler(handler);
        }
        return lines.toString();
    }

    @Test
    void isABeanThatEqualsItsCopies() throws Exception {
        ChasquiResourceAdapter adapter = adapter("vm://x");
        adapter.setUser("alice");
        adapter.setPassword("secret");
        adapter.setClientId("till");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(adapter);
        }
        ChasquiResourceAdapter copy = (ChasquiResourceAdapter)
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertEquals(adapter, copy);
        assertEquals(adapter.hashCode(), copy.hashCode());
        copy.setListen("tcp://127.0.0.1:1");
        assertNotEquals(adapter, copy);
        assertFalse(adapter.toString().contains("secret"), adapter.toString());
        assertEquals("alice", adapter.getUserName());
        adapter.setUserName("");
        assertEquals("alice", adapter.getUser());
        adapter.setUserName("bob");
        assertEquals("bob", adapter.getUser());
        adapter.setUrl("");
        assertEquals(null, adapter.getUrl());
    }

    @Test
    void doesNothingBeforeItIsStarted() {
        ChasquiResourceAdapter adapter = new ChasquiResourceAdapter();
        assertThrows(ResourceException.class, () -> adapter.endpointActivation(null, null));
        adapter.endpointDeactivation(null, null);
        assertThrows(NullPointerException.class, adapter::context);
    }
}
