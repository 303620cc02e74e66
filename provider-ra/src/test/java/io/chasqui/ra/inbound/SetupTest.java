package io.chasqui.ra.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.ra.inbound.TestBean.Delivery;
import jakarta.jms.JMSContext;
import jakarta.resource.NotSupportedException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An activation waits for whatever is missing, and comes back after whatever it loses. */
class SetupTest {

    @TempDir
    Path directory;

    private int port;
    private TestServer server;
    private Broker broker;

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        server = new TestServer("tcp://127.0.0.1:" + port + "?reconnectDelayMillis=20&reconnectMaxDelayMillis=50");
    }

    @AfterEach
    void stop() {
        server.close();
        stopBroker();
    }

    private void startBroker() throws Exception {
        broker = Broker.start(BrokerConfiguration.builder()
                .name("setup-" + port)
                .dataDirectory(directory.toString())
                .remoteAnonymousAllowed(true)
                .listen("tcp://127.0.0.1:" + port)
                .build());
    }

    private void stopBroker() {
        if (broker != null) {
            broker.close();
        }
    }

    private void send(String... texts) {
        try (JMSContext context = new ChasquiConnectionFactory("tcp://127.0.0.1:" + port).createContext()) {
            for (String text : texts) {
                context.createProducer().send(context.createQueue("orders"), text);
            }
        }
    }

    private void assertEmpty() {
        try (JMSContext context = new ChasquiConnectionFactory("tcp://127.0.0.1:" + port).createContext()) {
            assertEquals(
                    null, context.createConsumer(context.createQueue("orders")).receiveNoWait());
        }
    }

    @Test
    void aBrokerThatIsDownFailsNoDeploymentAndIsConsumedFromWhenItIsUp() throws Exception {
        TestBean bean = TestBean.transacted();
        ChasquiActivationSpec spec = InboundFixture.spec("orders");
        server.deploy(bean, spec);
        assertEquals(0, bean.made.get());
        startBroker();
        send("a");
        assertEquals("a/1", bean.next().toString());
        server.undeploy(bean, spec);
        assertEmpty();
    }

    @Test
    void anActivationEndsAtOnceWhileTheBrokerIsDown() throws Exception {
        TestBean bean = TestBean.transacted();
        ChasquiActivationSpec spec = InboundFixture.spec("orders");
        server.deploy(bean, spec);
        long began = System.nanoTime();
        server.undeploy(bean, spec);
        assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(5));
        startBroker();
        send("a");
        assertEquals(0, bean.made.get());
    }

    @Test
    void afterSetupAttemptsInVainNothingIsTriedAnyMore() throws Exception {
        TestBean bean = TestBean.transacted();
        ChasquiActivationSpec spec = InboundFixture.spec("orders");
        spec.setSetupAttempts("2");
        spec.setSetupInterval("10");
        try (LogProbe log = new LogProbe("io.chasqui.ra.inbound.Activation")) {
            server.deploy(bean, spec);
            log.await("setupAttempts=2");
        }
        startBroker();
        send("a");
        server.undeploy(bean, spec);
        assertEquals(0, bean.made.get());
    }

    @Test
    void aBrokerIsRestartedUnderARunningBean() throws Exception {
        startBroker();
        TestBean bean = TestBean.transacted();
        ChasquiActivationSpec spec = InboundFixture.spec("orders");
        server.deploy(bean, spec);
        send("a");
        assertEquals("a/1", bean.next().toString());
        bean.awaitCommits(1);
        stopBroker();
        startBroker();
        send("b", "c");
        Delivery first = bean.next();
        Delivery second = bean.next();
        assertEquals("[b, c]", new TreeSet<>(List.of(first.text, second.text)).toString());
        server.undeploy(bean, spec);
        assertEmpty();
    }

    /** The work of the bean is rolled back with its transaction, and what it had comes again: once, as far as is committed. */
    @Test
    void aBrokerIsRestartedWhileTheBeanHasAMessage() throws Exception {
        startBroker();
        CountDownLatch restarted = new CountDownLatch(1);
        TestBean bean = TestBean.transacted(delivery -> {
            if (delivery.text.equals("a")) {
                assertTrue(restarted.await(20, TimeUnit.SECONDS));
            }
        });
        ChasquiActivationSpec spec = InboundFixture.single(InboundFixture.spec("orders"));
        server.deploy(bean, spec);
        send("a");
        assertEquals("a", bean.next().text);
        stopBroker();
        startBroker();
        restarted.countDown();
        send("b");
        assertEquals("a", bean.next().text, "it was not committed, and comes again");
        assertEquals("b", bean.next().text);
        server.undeploy(bean, spec);
        assertEmpty();
        assertEquals(0, bean.waiting());
    }

    /** With reconnectAttempts=0 the connection is lost for good, and the activation sets up another one. */
    @Test
    void aConnectionThatIsLostForGoodIsReplaced() throws Exception {
        server.close();
        server = new TestServer("tcp://127.0.0.1:" + port + "?reconnectAttempts=0");
        startBroker();
        TestBean bean = TestBean.transacted();
        ChasquiActivationSpec spec = InboundFixture.spec("orders");
        spec.setMaxSession("2");
        server.deploy(bean, spec);
        send("a");
        bean.next();
        bean.awaitCommits(1);
        stopBroker();
        startBroker();
        send("b");
        assertEquals("b/1", bean.next().toString());
        server.undeploy(bean, spec);
        assertEmpty();
        assertEquals(bean.made.get(), bean.released.get());
    }

    /** Somebody has taken its client ID while the broker was away: the old connection is of no use any more. */
    @Test
    void aSubscriptionThatSomebodyElseHasMeanwhileIsTakenBackLater() throws Exception {
        server.close();
        server = new TestServer("tcp://127.0.0.1:" + port + "?reconnectDelayMillis=1000&reconnectMaxDelayMillis=1000");
        startBroker();
        TestBean bean = TestBean.transacted();
        ChasquiActivationSpec spec = InboundFixture.topicSpec("prices");
        spec.setSubscriptionDurability("Durable");
        spec.setSubscriptionName("ledger");
        spec.setClientId("accounts");
        server.deploy(bean, spec);
        InboundFixture.await("the bean consumes", () -> {
            publish("probe");
            return bean.waiting() > 0;
        });
        try (LogProbe log = new LogProbe("io.chasqui.ra.inbound.Activation")) {
            stopBroker();
            startBroker();
            try (JMSContext rival = new ChasquiConnectionFactory("tcp://127.0.0.1:" + port).createContext()) {
                rival.setClientID("accounts");
                publish("a");
                log.await("attempt 1 to consume has failed");
            }
        }
        Delivery next = bean.next();
        while (next.text.equals("probe")) {
            next = bean.next();
        }
        assertEquals("a", next.text);
        server.undeploy(bean, spec);
    }

    private void publish(String text) {
        try (JMSContext context = new ChasquiConnectionFactory("tcp://127.0.0.1:" + port).createContext()) {
            context.createProducer().send(context.createTopic("prices"), text);
        }
    }

    @Test
    void anActivationEndsSoonWhenTheBrokerIsGoneMeanwhile() throws Exception {
        startBroker();
        TestBean bean = TestBean.transacted();
        ChasquiActivationSpec spec = InboundFixture.spec("orders");
        server.deploy(bean, spec);
        send("a");
        bean.awaitCommits(1);
        stopBroker();
        long began = System.nanoTime();
        server.undeploy(bean, spec);
        long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        assertTrue(tookMillis < 10_000, () -> "it took " + tookMillis + " ms");
        assertEquals(bean.made.get(), bean.released.get());
    }

    @Test
    void anApplicationThatIsStillStartingIsAskedAgain() throws Exception {
        startBroker();
        TestBean bean = TestBean.transacted().unavailableAtFirst(3);
        server.deploy(bean, InboundFixture.spec("orders"));
        send("a");
        assertEquals("a/1", bean.next().toString());
    }

    @Test
    void aMessageThatDoesNotReachTheBeanDoesNotCountAsDelivered() throws Exception {
        startBroker();
        TestBean bean = TestBean.transacted();
        bean.failuresBefore.set(3);
        ChasquiActivationSpec spec = InboundFixture.single(InboundFixture.spec("orders"));
        spec.setMaximumRedeliveries("0");
        server.deploy(bean, spec);
        send("a", "b");
        assertEquals("a/1", bean.next().toString());
        assertEquals("b/1", bean.next().toString());
        server.undeploy(bean, spec);
        assertEmpty();
    }

    @Test
    void aWorkThatIsRejectedIsOfferedAgain() throws Exception {
        startBroker();
        TestBean bean = TestBean.transacted();
        server.refusals.set(3);
        server.deploy(bean, InboundFixture.spec("orders"));
        send("a");
        assertEquals("a/1", bean.next().toString());
        assertEquals(0, server.refusals.get());
    }

    @Test
    void whatCanNeverWorkIsRefused() throws Exception {
        TestBean bean = TestBean.transacted();
        InvalidPropertyException nowhere =
                assertThrows(InvalidPropertyException.class, () -> server.deploy(bean, new ChasquiActivationSpec()));
        assertTrue(nowhere.getMessage().contains("destinationLookup"), nowhere.getMessage());
        ActivationSpec foreign = mock(ActivationSpec.class);
        assertThrows(NotSupportedException.class, () -> server.adapter.endpointActivation(bean.factory, foreign));
    }

    @Test
    void noThreadIsLeftAfterTheEnd() throws Exception {
        startBroker();
        TestBean bean = TestBean.transacted();
        ChasquiActivationSpec spec = InboundFixture.spec("orders");
        for (int i = 0; i < 3; i++) {
            server.deploy(bean, spec);
            send("a");
            bean.next();
            server.undeploy(bean, spec);
        }
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("chasqui-activation")));
        InboundFixture.await("threads of the connections end", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getContextClassLoader() == TestBean.CLASSES));
    }
}
