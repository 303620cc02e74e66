package io.chasqui.ra.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Several messages in one transaction of the adapter's. */
class BatchTest extends InboundFixture {

    @Override
    String start() {
        return "vm://" + brokerName;
    }

    @Override
    void stop() {
        // The adapter does that.
    }

    private static ChasquiActivationSpec batches(int size) {
        ChasquiActivationSpec spec = single(spec("orders"));
        spec.setBatchSize(Integer.toString(size));
        return spec;
    }

    private static List<String> next(TestBean bean, int count) throws InterruptedException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(bean.next().toString());
        }
        return all;
    }

    @Test
    void whatIsThereIsCommittedTogether() throws Exception {
        TestBean bean = TestBean.notTransacted(delivery -> {});
        ChasquiActivationSpec spec = batches(3);
        send("orders", "a", "b", "c", "d", "e", "f", "g");
        server.deploy(bean, spec);
        assertEquals(List.of("a/1", "b/1", "c/1", "d/1", "e/1", "f/1", "g/1"), next(bean, 7));
        server.undeploy(bean, spec);
        assertEmpty("orders");
    }

    @Test
    void aFailureBringsTheWholeBatchAgainAndThenOneByOne() throws Exception {
        TestBean bean = TestBean.notTransacted(delivery -> {
            if (delivery.text.equals("c") && delivery.count < 3) {
                throw new IllegalStateException("fails on purpose");
            }
        });
        ChasquiActivationSpec spec = batches(4);
        send("orders", "a", "b", "c", "d");
        server.deploy(bean, spec);
        assertEquals(List.of("a/1", "b/1", "c/1"), next(bean, 3));
        assertEquals(List.of("a/2", "b/2", "c/2", "c/3", "d/1"), next(bean, 5));
        server.undeploy(bean, spec);
        assertEmpty("orders");
        assertEquals(0, bean.waiting());
    }

    @Test
    void theEndCommitsTheBatchThatIsBeingProcessed() throws Exception {
        Semaphore mayReturn = new Semaphore(0);
        TestBean bean = TestBean.notTransacted(delivery -> mayReturn.acquire());
        ChasquiActivationSpec spec = batches(10);
        send("orders", "a", "b", "c");
        server.deploy(bean, spec);
        assertEquals("a/1", bean.next().toString());
        mayReturn.release();
        assertEquals("b/1", bean.next().toString());
        Thread undeploying = new Thread(() -> server.undeploy(bean, spec));
        undeploying.start();
        assertEquals("c", receive("orders").getBody(String.class));
        mayReturn.release();
        undeploying.join(TimeUnit.SECONDS.toMillis(10));
        assertTrue(!undeploying.isAlive());
        assertEmpty("orders");
        assertEquals(0, bean.waiting());
    }

    @Test
    void aTransactionOfTheServerHasOneMessage() throws Exception {
        TestBean bean = TestBean.transacted(delivery -> {
            if (delivery.text.equals("b") && delivery.count == 1) {
                throw new IllegalStateException("fails on purpose");
            }
        });
        send("orders", "a", "b", "c");
        server.deploy(bean, batches(3));
        assertEquals(List.of("a/1", "b/1", "b/2", "c/1"), next(bean, 4));
    }
}
