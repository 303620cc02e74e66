package io.chasqui.ra.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.ra.inbound.TestBean.Behaviour;
import io.chasqui.ra.inbound.TestBean.Delivery;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a message that is delivered to a bean, over whichever transport. */
abstract class DeliveryContract extends InboundFixture {

    private static final Behaviour FAILING_ONCE = delivery -> {
        if (delivery.count == 1) {
            throw new IllegalStateException("the bean fails on purpose");
        }
    };

    private static TestBean bean(boolean transacted, Behaviour behaviour) throws Exception {
        return transacted ? TestBean.transacted(behaviour) : TestBean.notTransacted(behaviour);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMessageIsDeliveredOnceAndIsGone(boolean transacted) throws Exception {
        TestBean bean = bean(transacted, delivery -> {});
        ChasquiActivationSpec spec = spec("orders");
        server.deploy(bean, spec);
        send("orders", "a");
        Delivery delivery = bean.next();
        assertEquals("a", delivery.text);
        assertEquals(1, delivery.count);
        assertFalse(delivery.redelivered);
        server.undeploy(bean, spec);
        assertEmpty("orders");
        assertEquals(0, bean.waiting());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBeanRunsOnTheServersThreadsWithItsOwnClasses(boolean transacted) throws Exception {
        TestBean bean = bean(transacted, delivery -> {});
        server.deploy(bean, spec("orders"));
        send("orders", "a");
        Delivery delivery = bean.next();
        assertTrue(delivery.thread.startsWith(TestServer.THREAD), delivery.thread);
        assertSame(TestBean.CLASSES, delivery.classes);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTheBeanThrowsMakesTheMessageComeAgain(boolean transacted) throws Exception {
        TestBean bean = bean(transacted, FAILING_ONCE);
        ChasquiActivationSpec spec = single(spec("orders"));
        server.deploy(bean, spec);
        send("orders", "a");
        assertEquals(1, bean.next().count);
        Delivery again = bean.next();
        assertEquals("a", again.text);
        assertEquals(2, again.count);
        assertTrue(again.redelivered);
        server.undeploy(bean, spec);
        assertEmpty("orders");
        assertEquals(bean.made.get(), bean.released.get());
    }

    @Test
    void rollbackOnlyMakesTheMessageComeAgain() throws Exception {
        TestBean bean = TestBean.transacted(delivery -> {
            if (delivery.count == 1) {
                delivery.setRollbackOnly();
            }
        });
        ChasquiActivationSpec spec = spec("orders");
        server.deploy(bean, spec);
        send("orders", "a");
        assertEquals(1, bean.next().count);
        Delivery again = bean.next();
        assertEquals(2, again.count);
        assertTrue(again.redelivered);
        server.undeploy(bean, spec);
        assertEmpty("orders");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneSessionKeepsTheOrderWhateverFails(boolean transacted) throws Exception {
        TestBean bean = bean(transacted, FAILING_ONCE);
        ChasquiActivationSpec spec = single(spec("orders"));
        spec.setInitialRedeliveryDelay("20");
        send("orders", "a", "b", "c");
        server.deploy(bean, spec);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            order.add(bean.next().toString());
        }
        assertEquals(List.of("a/1", "a/2", "b/1", "b/2", "c/1", "c/2"), order);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMessageThatComesAgainWaitsEverLonger(boolean transacted) throws Exception {
        TestBean bean = bean(transacted, delivery -> {
            if (delivery.count < 4) {
                throw new IllegalStateException("fails on purpose");
            }
        });
        ChasquiActivationSpec spec = spec("orders");
        spec.setInitialRedeliveryDelay("60");
        spec.setRedeliveryBackOffMultiplier("2");
        spec.setMaximumRedeliveryDelay("100");
        server.deploy(bean, spec);
        send("orders", "a");
        long[] at = new long[4];
        for (int i = 0; i < 4; i++) {
            Delivery delivery = bean.next();
            assertEquals(i + 1, delivery.count);
            at[i] = TimeUnit.NANOSECONDS.toMillis(delivery.atNanos);
        }
        assertTrue(at[1] - at[0] >= 59, () -> "the first pause was " + (at[1] - at[0]));
        assertTrue(at[2] - at[1] >= 99, () -> "the second pause was " + (at[2] - at[1]));
        assertTrue(at[3] - at[2] >= 99, () -> "the third pause was " + (at[3] - at[2]));
    }

    @Test
    void whileOneSessionBacksOffTheOthersGetWhatItHasInHand() throws Exception {
        TestBean bean = TestBean.transacted(delivery -> {
            if (delivery.text.equals("0") && delivery.count == 1) {
                throw new IllegalStateException("fails on purpose");
            }
        });
        ChasquiActivationSpec spec = spec("orders");
        spec.setMaxSession("2");
        spec.setInitialRedeliveryDelay("3600000");
        for (int i = 0; i < 40; i++) {
            send("orders", Integer.toString(i));
        }
        server.deploy(bean, spec);
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < 40; i++) {
            assertTrue(seen.add(bean.next().text), () -> "twice: " + seen);
        }
        assertEquals(40, seen.size());
        assertEquals(0, bean.waiting());
        server.undeploy(bean, spec);
        Message failed = receive("orders");
        assertEquals("0", failed.getBody(String.class));
        assertEquals(2, failed.getIntProperty("JMSXDeliveryCount"), "waiting does not count as a delivery");
        assertEmpty("orders");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void afterItsRedeliveriesAMessageIsADeadLetterOfTheBroker(boolean transacted) throws Exception {
        TestBean bean = bean(transacted, delivery -> {
            if (delivery.text.equals("bad")) {
                throw new IllegalStateException("fails on purpose");
            }
        });
        ChasquiActivationSpec spec = spec("orders");
        spec.setMaximumRedeliveries("2");
        server.deploy(bean, single(spec));
        send("orders", "bad", "good");
        for (int i = 1; i <= 3; i++) {
            assertEquals("bad/" + i, bean.next().toString());
        }
        assertEquals("good/1", bean.next().toString());
        Message letter = receive("DLQ");
        assertEquals("bad", letter.getBody(String.class));
        assertEquals("queue orders", letter.getStringProperty("JMS_Chasqui_OriginalDestination"));
        assertEquals(3, letter.getIntProperty("JMS_Chasqui_Deliveries"));
        server.undeploy(bean, spec);
        assertEmpty("orders");
        assertEquals(0, bean.waiting());
    }

    @Test
    void inTheDeadLetterQueueItselfAMessageComesAgainAndAgainButWaits() throws Exception {
        TestBean bean = TestBean.transacted(delivery -> {
            if (delivery.count < 4) {
                throw new IllegalStateException("fails on purpose");
            }
        });
        ChasquiActivationSpec spec = single(spec("DLQ"));
        spec.setMaximumRedeliveries("0");
        spec.setInitialRedeliveryDelay("20");
        spec.setMaximumRedeliveryDelay("20");
        server.deploy(bean, spec);
        send("DLQ", "bad");
        long before = bean.next().atNanos;
        for (int i = 2; i <= 4; i++) {
            Delivery again = bean.next();
            assertEquals("bad/" + i, again.toString());
            assertTrue(again.atNanos - before >= TimeUnit.MILLISECONDS.toNanos(19), "it did not wait");
            before = again.atNanos;
        }
    }

    @Test
    void withoutAnyRedeliveriesTheFirstFailureIsTheLast() throws Exception {
        TestBean bean = TestBean.transacted(delivery -> {
            throw new IllegalStateException("fails on purpose");
        });
        ChasquiActivationSpec spec = spec("orders");
        spec.setMaximumRedeliveries("0");
        spec.setInitialRedeliveryDelay("3600000");
        server.deploy(bean, spec);
        send("orders", "bad");
        assertEquals("bad/1", bean.next().toString());
        assertEquals("bad", receive("DLQ").getBody(String.class));
    }

    @Test
    void asManyMessagesAreProcessedAtATimeAsThereAreSessions() throws Exception {
        CountDownLatch together = new CountDownLatch(4);
        TestBean bean = TestBean.transacted(delivery -> {
            together.countDown();
            assertTrue(together.await(10, TimeUnit.SECONDS), "not four at a time");
        });
        ChasquiActivationSpec spec = spec("orders");
        spec.setMaxSession("4");
        server.deploy(bean, spec);
        send("orders", "a", "b", "c", "d");
        for (int i = 0; i < 4; i++) {
            bean.next();
        }
        assertTrue(together.await(10, TimeUnit.SECONDS));
        server.undeploy(bean, spec);
        assertEmpty("orders");
        assertEquals(4, bean.made.get());
        assertEquals(4, bean.released.get());
    }

    @Test
    void theServersLimitOfEndpointsCountsWhenItIsTheSmallerOne() throws Exception {
        CountDownLatch together = new CountDownLatch(3);
        TestBean bean = TestBean.transacted(delivery -> {
                    together.countDown();
                    assertTrue(together.await(10, TimeUnit.SECONDS), "not three at a time");
                })
                .limit(3);
        ChasquiActivationSpec spec = spec("orders");
        spec.setMaxSession("15");
        server.deploy(bean, spec);
        send("orders", "a", "b", "c");
        for (int i = 0; i < 3; i++) {
            bean.next();
        }
        server.undeploy(bean, spec);
        assertEquals(3, bean.made.get());
        assertEmpty("orders");
    }

    @Test
    void theEndWaitsForTheBeanAndGivesEverythingElseBackAtOnce() throws Exception {
        Semaphore mayReturn = new Semaphore(0);
        TestBean bean = TestBean.transacted(delivery -> mayReturn.acquire());
        ChasquiActivationSpec spec = single(spec("orders"));
        send("orders", "a", "b", "c");
        server.deploy(bean, spec);
        bean.next();
        Thread undeploying = new Thread(() -> server.undeploy(bean, spec));
        undeploying.start();
        // What was in hand behind the message is there for others, while that one is still being processed.
        assertEquals("b", receive("orders").getBody(String.class));
        Message last = receive("orders");
        assertEquals("c", last.getBody(String.class));
        assertEquals(1, last.getIntProperty("JMSXDeliveryCount"));
        assertTrue(undeploying.isAlive());
        mayReturn.release();
        undeploying.join(10_000);
        assertFalse(undeploying.isAlive());
        assertEmpty("orders");
        assertEquals(0, bean.waiting());
    }

    @Test
    void theEndDoesNotWaitForEver() throws Exception {
        Semaphore mayReturn = new Semaphore(0);
        TestBean bean = TestBean.transacted(delivery -> mayReturn.acquire());
        ChasquiActivationSpec spec = single(spec("orders"));
        spec.setDeactivationTimeout("50");
        server.deploy(bean, spec);
        send("orders", "a");
        bean.next();
        server.undeploy(bean, spec);
        assertEquals(0, bean.released.get());
        mayReturn.release();
        await("the endpoint comes to its end", () -> bean.released.get() == 1);
        assertEmpty("orders");
    }
}
