package io.chasqui.ra.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiConnectionFactory;
import jakarta.jms.JMSContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** Beans that consume from topics: whose subscription it is, how long it lives, and how many sessions have it. */
class SubscriptionTest extends InboundFixture {

    private static final String PROBE = "probe";

    @Override
    String start() {
        return "vm://" + brokerName;
    }

    @Override
    void stop() {
        // The adapter does that.
    }

    /** Deploys the bean, and returns when it gets what is published. */
    private void deploy(TestBean bean, ChasquiActivationSpec spec) throws Exception {
        bean.forget();
        server.deploy(bean, spec);
        await("the bean consumes", () -> {
            publish("prices", PROBE);
            return bean.waiting() > 0;
        });
    }

    /** The next messages in the order of their texts, whatever probes are among them. */
    private static List<String> texts(TestBean bean, int count) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        while (texts.size() < count) {
            String text = bean.next().text;
            if (!text.equals(PROBE)) {
                texts.add(text);
            }
        }
        Collections.sort(texts);
        return texts;
    }

    private static ChasquiActivationSpec durable(String name) {
        ChasquiActivationSpec spec = topicSpec("prices");
        spec.setSubscriptionDurability("Durable");
        spec.setSubscriptionName(name);
        return spec;
    }

    /** What the bean gets after a last message, sent when everything before is to have come. */
    private void assertNothingMore(TestBean bean) throws Exception {
        publish("prices", "last");
        assertEquals(List.of("last"), texts(bean, 1));
    }

    @Test
    void severalSessionsOfAPlainSubscriptionGetEachMessageOnce() throws Exception {
        CountDownLatch together = new CountDownLatch(2);
        TestBean bean = TestBean.transacted(delivery -> {
            if (!delivery.text.equals(PROBE)) {
                together.countDown();
                assertTrue(together.await(10, TimeUnit.SECONDS), "one at a time");
            }
        });
        deploy(bean, topicSpec("prices"));
        publish("prices", "a", "b", "c", "d", "e");
        assertEquals(List.of("a", "b", "c", "d", "e"), texts(bean, 5));
        assertNothingMore(bean);
        assertEquals(10, bean.made.get());
    }

    @Test
    void twoBeansWithPlainSubscriptionsGetEachMessageBoth() throws Exception {
        TestBean one = TestBean.transacted();
        TestBean two = TestBean.notTransacted(delivery -> {});
        deploy(one, topicSpec("prices"));
        deploy(two, topicSpec("prices"));
        publish("prices", "a", "b");
        assertEquals(List.of("a", "b"), texts(one, 2));
        assertEquals(List.of("a", "b"), texts(two, 2));
    }

    @Test
    void aPlainSubscriptionEndsWithTheActivation() throws Exception {
        TestBean bean = TestBean.transacted();
        ChasquiActivationSpec spec = topicSpec("prices");
        deploy(bean, spec);
        server.undeploy(bean, spec);
        publish("prices", "missed");
        deploy(bean, spec);
        assertNothingMore(bean);
    }

    @Test
    void aSharedSubscriptionIsOneOfAllWhoNameIt() throws Exception {
        CountDownLatch bothHaveOne = new CountDownLatch(2);
        TestBean.Behaviour waiting = delivery -> {
            if (!delivery.text.equals(PROBE)) {
                bothHaveOne.countDown();
                assertTrue(bothHaveOne.await(10, TimeUnit.SECONDS), "one bean has got both");
            }
        };
        ChasquiActivationSpec spec = single(topicSpec("prices"));
        spec.setShareSubscriptions("true");
        spec.setSubscriptionName("together");
        TestBean one = TestBean.transacted(waiting);
        TestBean two = TestBean.transacted(waiting);
        deploy(one, spec);
        deploy(two, spec);
        publish("prices", "a", "b");
        List<String> all = new ArrayList<>(texts(one, 1));
        all.addAll(texts(two, 1));
        Collections.sort(all);
        assertEquals(List.of("a", "b"), all);
    }

    @Test
    void anUnsharedDurableSubscriptionKeepsWhatComesBetweenTwoActivationsAndHasOneSession() throws Exception {
        TestBean bean = TestBean.transacted();
        ChasquiActivationSpec spec = durable("ledger");
        spec.setClientId("accounts");
        deploy(bean, spec);
        assertEquals(1, bean.made.get());
        server.undeploy(bean, spec);
        publish("prices", "kept");
        server.deploy(bean, spec);
        assertEquals(List.of("kept"), texts(bean, 1));
        server.undeploy(bean, spec);
        try (JMSContext owner = client(brokerName, "accounts")) {
            owner.unsubscribe("ledger"); // Fails unless it is a subscription of this client ID.
        }
    }

    @Test
    void moreSessionsThanASubscriptionCanHaveAreAWarning() throws Exception {
        TestBean bean = TestBean.transacted();
        ChasquiActivationSpec spec = durable("ledger");
        spec.setMaxSession("4");
        try (LogProbe log = new LogProbe("io.chasqui.ra.inbound.Activation")) {
            deploy(bean, spec);
            log.await("WARNING application/Bean of prices: one message at a time is delivered");
        }
        assertEquals(1, bean.made.get());
    }

    private static JMSContext client(String broker, String clientId) {
        JMSContext context = new ChasquiConnectionFactory("vm://" + broker).createContext();
        context.setClientID(clientId);
        return context;
    }

    @Test
    void aDurableSubscriptionWithoutNamesIsCalledAfterTheActivation() throws Exception {
        TestBean bean = TestBean.transacted();
        ChasquiActivationSpec spec = durable("");
        deploy(bean, spec);
        server.undeploy(bean, spec);
        try (JMSContext owner = client(brokerName, "application/Bean")) {
            owner.unsubscribe("application/Bean");
        }
    }

    /** Servers give several beans the same name. */
    @Test
    void twoBeansOfOneNameHaveTwoSubscriptions() throws Exception {
        TestBean one = TestBean.transacted();
        TestBean two = TestBean.transacted();
        Mockito.doReturn(SubscriptionTest.class).when(one.factory).getEndpointClass();
        Mockito.doReturn(InboundFixture.class).when(two.factory).getEndpointClass();
        ChasquiActivationSpec spec = durable("");
        spec.setShareSubscriptions("true");
        deploy(one, spec);
        deploy(two, spec);
        publish("prices", "a");
        assertEquals(List.of("a"), texts(one, 1));
        assertEquals(List.of("a"), texts(two, 1));
    }

    @Test
    void aSharedDurableSubscriptionHasAllSessionsAndKeepsWhatComesBetween() throws Exception {
        TestBean bean = TestBean.transacted();
        ChasquiActivationSpec spec = durable("shared");
        spec.setShareSubscriptions("true");
        spec.setMaxSession("4");
        deploy(bean, spec);
        assertEquals(4, bean.made.get());
        server.undeploy(bean, spec);
        publish("prices", "kept", "too");
        server.deploy(bean, spec);
        assertEquals(List.of("kept", "too"), texts(bean, 2));
        server.undeploy(bean, spec);
        client.unsubscribe("shared");
    }

    @Test
    void aBeanGetsWhatItsSelectorLetsThrough() throws Exception {
        TestBean bean = TestBean.transacted();
        ChasquiActivationSpec spec = topicSpec("prices");
        spec.setMessageSelector("wanted = TRUE OR JMSPriority = 4 AND wanted IS NULL");
        deploy(bean, spec);
        client.createProducer().setProperty("wanted", false).send(client.createTopic("prices"), "no");
        client.createProducer().setProperty("wanted", true).send(client.createTopic("prices"), "yes");
        assertEquals(List.of("yes"), texts(bean, 1));
    }
}
