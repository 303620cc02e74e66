package io.chasqui.benchmarks.compare.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.benchmarks.compare.measure.Counter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FlowTest {

    private static final int LIMIT = 2_000;
    private static final int FAN_OUT = 3;

    private final Counter sent = new Counter();
    private final Counter received = new Counter();
    private final Run run = new Run();
    private final Flow flow = new Flow(
            new Counter[] {sent},
            new Counter[] {received},
            LoadShape.topic().persistent().receivers(FAN_OUT),
            256);

    @Test
    void holdsASenderUntilEnoughHasArrived() throws InterruptedException {
        count(sent, LIMIT + 10);
        CountDownLatch passed = new CountDownLatch(1);
        Thread sender = new Thread(() -> {
            flow.awaitRoom(run);
            passed.countDown();
        });
        sender.start();
        count(received, 10 * FAN_OUT - 1);
        assertFalse(passed.await(50, TimeUnit.MILLISECONDS), "one delivery too few");
        count(received, 1);
        assertTrue(passed.await(10, TimeUnit.SECONDS));
        sender.join();
    }

    @Test
    void letsSendersGoWhenSendingEnds() {
        count(sent, LIMIT + 10);
        run.stopSending();
        flow.awaitRoom(run);
        assertEquals((LIMIT + 10) * FAN_OUT, flow.due());
    }

    @Test
    void waitsForTheLastDeliveryButNotForOneThatIsLost() {
        count(sent, 1);
        count(received, FAN_OUT - 1);
        flow.awaitAll(run, TimeUnit.MILLISECONDS.toNanos(20));
        assertEquals(flow.due() - 1, flow.delivered());
        count(received, 1);
        flow.awaitAll(run, TimeUnit.MINUTES.toNanos(10));
        assertEquals(flow.due(), flow.delivered());
    }

    private static void count(Counter counter, int times) {
        for (int i = 0; i < times; i++) {
            counter.increment();
        }
    }
}
