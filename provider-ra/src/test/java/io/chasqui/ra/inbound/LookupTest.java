package io.chasqui.ra.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.ra.access.Access;
import io.chasqui.ra.admin.QueueObject;
import io.chasqui.ra.outbound.ChasquiManagedConnectionFactory;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.resource.spi.ConnectionManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** Beans whose destination and connection factory are in JNDI, now or later. */
class LookupTest extends InboundFixture {

    private final TestNaming naming = new TestNaming();
    private Broker other;

    @Override
    String start() {
        return "vm://" + brokerName;
    }

    @Override
    void stop() {
        // The adapter does that.
    }

    @BeforeEach
    void startOther() throws Exception {
        other = Broker.start(
                BrokerConfiguration.builder().name(brokerName + "-other").build());
    }

    @AfterEach
    void unbind() {
        naming.close();
        other.close();
    }

    private static ChasquiActivationSpec lookingUp() {
        ChasquiActivationSpec spec = spec("orders");
        spec.setJndiParams(TestNaming.PARAMS);
        return spec;
    }

    private static void sendTo(ConnectionFactory broker, String text) {
        try (JMSContext context = broker.createContext()) {
            context.createProducer().send(context.createQueue("orders"), text);
        }
    }

    @Test
    void aDestinationThatIsBoundLaterIsFoundThen() throws Exception {
        TestBean bean = TestBean.transacted();
        ChasquiActivationSpec spec = lookingUp();
        spec.setDestination(null);
        spec.setDestinationLookup("jms/orders");
        server.deploy(bean, spec);
        send("orders", "a");
        assertEquals(0, bean.made.get());
        naming.bind("jms/orders", new QueueObject("orders"));
        assertEquals("a/1", bean.next().toString());
    }

    @Test
    void aConnectionFactoryInJndiSaysWhichBrokerItIs() throws Exception {
        naming.bind("jms/Other", other.connectionFactory());
        TestBean bean = TestBean.transacted();
        ChasquiActivationSpec spec = lookingUp();
        spec.setConnectionFactoryLookup("jms/Other");
        server.deploy(bean, spec);
        sendTo(other.connectionFactory(), "a");
        assertEquals("a/1", bean.next().toString());
    }

    @Test
    void soDoesAPoolOfTheAdapter() throws Exception {
        // A second broker inside the adapter, which starts it.
        String url = "vm://" + brokerName + "-second";
        server.adapter.connectionFactory(new Access(url, null, null, null));
        ChasquiManagedConnectionFactory pool = new ChasquiManagedConnectionFactory();
        pool.setUrl(url);
        Object factory = pool.createConnectionFactory(Mockito.mock(ConnectionManager.class));
        naming.bind("jms/Pool", factory);
        TestBean bean = TestBean.transacted();
        ChasquiActivationSpec spec = lookingUp();
        spec.setConnectionFactoryLookup("jms/Pool");
        server.deploy(bean, spec);
        sendTo(new ChasquiConnectionFactory(url), "a");
        assertEquals("a/1", bean.next().toString());
    }

    @Test
    void whatIsNoneOfOursHasNoEffect() throws Exception {
        naming.bind("jms/Foreign", Mockito.mock(ConnectionFactory.class));
        try (LogProbe log = new LogProbe("io.chasqui.ra.inbound.Connecting")) {
            for (String name : new String[] {"jms/Foreign", "jms/Missing"}) {
                TestBean bean = TestBean.transacted();
                ChasquiActivationSpec spec = lookingUp();
                spec.setConnectionFactoryLookup(name);
                server.deploy(bean, spec);
                send("orders", "a");
                assertEquals("a/1", bean.next().toString());
                log.await("connectionFactoryLookup=" + name);
                server.undeploy(bean, spec);
            }
        }
    }
}
