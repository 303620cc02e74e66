package io.chasqui.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.broker.BrokerConfigurationBuilder;
import io.chasqui.api.broker.LimitPolicy;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationRuntimeException;
import jakarta.jms.Topic;
import jakarta.jms.TransactionRolledBackRuntimeException;
import jakarta.jms.XAJMSContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("ORD-19: what happens at the limits of a broker with a data directory")
class DurableLimitsTest {

    private static final int LONG = 20_000;
    private static final int STORE_LIMIT = 1 << 20;
    private static final String KILOBYTE = "x".repeat(1000);

    @TempDir
    private Path directory;

    private Broker broker;

    private void start(UnaryOperator<BrokerConfigurationBuilder> more) throws JMSException {
        broker = Broker.start(more.apply(BrokerConfiguration.builder()
                        .name("durable-limits")
                        .segmentBytes(1 << 16)
                        .dataDirectory(directory.toString()))
                .build());
    }

    @AfterEach
    void close() {
        broker.close();
    }

    private static JMSContext context(int mode) {
        return new ChasquiConnectionFactory("vm://durable-limits?sendTimeoutMillis=" + LONG).createContext(mode);
    }

    private static JMSContext context() {
        return context(JMSContext.AUTO_ACKNOWLEDGE);
    }

    private static JMSProducer nonPersistent(JMSContext context) {
        return context.createProducer().setDeliveryMode(DeliveryMode.NON_PERSISTENT);
    }

    private static List<String> drain(Queue queue, int count) {
        List<String> texts = new ArrayList<>();
        try (JMSContext context = context()) {
            JMSConsumer consumer = context.createConsumer(queue);
            while (texts.size() < count) {
                String text = consumer.receiveBody(String.class, LONG);
                assertNotNull(text, () -> "only " + texts.size() + " came");
                texts.add(text);
            }
            assertNull(consumer.receiveNoWait());
        }
        return texts;
    }

    /** Sends until there is no room; returns how many went. */
    private static int fill(JMSContext context, Queue queue, List<String> reasons) {
        int[] sent = {0};
        ResourceAllocationRuntimeException refused = assertThrows(ResourceAllocationRuntimeException.class, () -> {
            while (sent[0] < 100_000) {
                context.createProducer().send(queue, sent[0] + KILOBYTE);
                sent[0]++;
            }
        });
        reasons.add(refused.getMessage());
        return sent[0];
    }

    // ------------------------------------------------------------------ memory

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(longs = {1, 1024, 100_000})
    void persistentMessagesPageHoweverLittleMemoryThereIs(long memoryLimitBytes) throws JMSException {
        start(builder -> builder.memoryLimitBytes(memoryLimitBytes));
        int count = 300;
        try (JMSContext context = context()) {
            Queue queue = context.createQueue("q");
            for (int i = 0; i < count; i++) {
                context.createProducer().send(queue, i + " " + KILOBYTE);
            }
            List<String> found = drain(queue, count);
            for (int i = 0; i < count; i++) {
                assertTrue(found.get(i).startsWith(i + " "), found.get(i));
            }
        }
    }

    @Test
    void aConsumerThatHoldsEverythingStillGetsMore() throws JMSException {
        start(builder -> builder.memoryLimitBytes(1024));
        int count = 300;
        try (JMSContext context = context(JMSContext.SESSION_TRANSACTED)) {
            Queue queue = context.createQueue("q");
            for (int i = 0; i < count; i++) {
                context.createProducer().send(queue, i + KILOBYTE);
            }
            context.commit();
            JMSConsumer consumer = context.createConsumer(queue);
            for (int i = 0; i < count; i++) {
                assertEquals(i + KILOBYTE, consumer.receiveBody(String.class, LONG));
            }
            context.commit();
            assertNull(consumer.receiveNoWait());
        }
    }

    @Test
    void persistentMessagesGoOnWhileOthersWait() throws JMSException {
        start(builder -> builder.memoryLimitBytes(1024));
        try (JMSContext context = context()) {
            Queue queue = context.createQueue("q");
            for (int i = 0; i < 10; i++) {
                nonPersistent(context).send(queue, "fleeting" + KILOBYTE);
            }
            for (int i = 0; i < 10; i++) {
                context.createProducer().send(queue, "lasting" + KILOBYTE);
            }
            List<String> found = drain(queue, 20);
            assertEquals(
                    10,
                    found.stream().filter(text -> text.startsWith("lasting")).count());
        }
    }

    @Test
    void whatIsOnTheDiskAsWellDoesNotKeepOthersOut() throws Exception {
        start(builder -> builder.memoryLimitBytes(20_000).destinationLimitBytes(10_000));
        try (JMSContext context = context()) {
            Queue queue = context.createQueue("q");
            for (int i = 0; i < 100; i++) {
                context.createProducer().send(queue, "lasting" + KILOBYTE);
            }
            // Nobody takes these, so that they stay in memory.
            Queue another = context.createQueue("another");
            String large = "x".repeat(5_000);
            nonPersistent(context).send(another, large);
            assertEquals(List.of(large), drain(another, 1));
            nonPersistent(context).send(queue, large);
            assertEquals(101, drain(queue, 101).size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT})
    void aMessageLargerThanTheLimitAndTheSegmentsPasses(int deliveryMode) throws JMSException {
        start(builder -> builder.memoryLimitBytes(1024).maxMessageBytes(32 << 20));
        byte[] body = new byte[20 << 20];
        body[body.length - 1] = 7;
        try (JMSContext context = context()) {
            Queue queue = context.createQueue("q");
            JMSConsumer consumer = context.createConsumer(queue);
            for (int i = 0; i < 3; i++) {
                context.createProducer().setDeliveryMode(deliveryMode).send(queue, body);
                assertArrayEquals(body, consumer.receiveBody(byte[].class, LONG));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = LimitPolicy.class,
            names = {"BLOCK", "FAIL"})
    void otherPoliciesRefuseAndSayWhy(LimitPolicy policy) throws JMSException {
        start(builder -> builder.limitPolicy(policy)
                .destinationLimitBytes(20_000)
                .sendBlockMillis(policy == LimitPolicy.FAIL ? LONG : 100));
        List<String> reasons = new ArrayList<>();
        try (JMSContext context = context();
                JMSContext slow = context(JMSContext.CLIENT_ACKNOWLEDGE)) {
            Queue queue = context.createQueue("q");
            JMSConsumer consumer = slow.createConsumer(queue);
            long started = System.nanoTime();
            int sent = fill(context, queue, reasons);
            assertTrue(System.nanoTime() - started < TimeUnit.MILLISECONDS.toNanos(LONG), "it waited");
            assertTrue(sent >= 8, "only " + sent);
            assertTrue(reasons.get(0).contains("destinationLimitBytes is 20000"), reasons.get(0));
            assertTrue(reasons.get(0).contains("it holds "), reasons.get(0));
            assertTrue(reasons.get(0).contains("The slowest of the 1 consumer(s)"), reasons.get(0));
            for (int i = 0; i < sent; i++) {
                assertNotNull(consumer.receive(LONG));
            }
            slow.acknowledge();
            context.createProducer().send(queue, "there is room again");
        }
    }

    @Test
    void aSubscriberWithoutDurabilityStillHoldsPublishersUp() throws JMSException {
        start(builder -> builder.destinationLimitBytes(20_000).sendBlockMillis(100));
        try (JMSContext context = context()) {
            Topic topic = context.createTopic("t");
            context.createSharedDurableConsumer(topic, "durable").close();
            for (int i = 0; i < 100; i++) {
                context.createProducer().send(topic, KILOBYTE);
            }
            JMSConsumer plain = context.createConsumer(topic);
            assertThrows(ResourceAllocationRuntimeException.class, () -> {
                for (int i = 0; i < 100; i++) {
                    context.createProducer().send(topic, KILOBYTE);
                }
            });
            assertNotNull(plain.receive(LONG));
        }
    }

    @Test
    void aTransactionLargerThanTheMemoryFailsAndIsRolledBack() throws JMSException {
        start(builder -> builder.memoryLimitBytes(200_000));
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory("vm://durable-limits?sendTimeoutMillis=300");
        try (JMSContext context = factory.createContext(JMSContext.SESSION_TRANSACTED)) {
            Queue queue = context.createQueue("q");
            fill(context, queue, new ArrayList<>());
            context.rollback();
            context.createProducer().send(queue, "small");
            context.commit();
            assertEquals(List.of("small"), drain(queue, 1));
        }
    }

    // ------------------------------------------------------------------ the disk

    private void startWithStoreLimit(int sendBlockMillis) throws JMSException {
        start(builder -> builder.storeLimitBytes(STORE_LIMIT)
                .sendBlockMillis(sendBlockMillis)
                // Far away: a full store has to free segments by itself.
                .checkpointMillis(TimeUnit.HOURS.toMillis(1)));
    }

    @Test
    void aFullStoreRefusesWhatLastsAndIsThereAgainWhenItIsConsumed() throws JMSException {
        startWithStoreLimit(100);
        for (int round = 0; round < 3; round++) {
            List<String> reasons = new ArrayList<>();
            try (JMSContext context = context()) {
                Queue queue = context.createQueue("q");
                int sent = fill(context, queue, reasons);
                assertTrue(sent > STORE_LIMIT / 2 / 1100 && sent < STORE_LIMIT / 1000, "sent " + sent);
                assertTrue(reasons.get(0).contains("storeLimitBytes is " + STORE_LIMIT), reasons.get(0));
                assertTrue(reasons.get(0).contains("Nobody consumes from queue q"), reasons.get(0));
                nonPersistent(context).send(queue, "fleeting");
                drain(queue, sent + 1);
            }
            broker.close();
            startWithStoreLimit(LONG);
            try (JMSContext context = context()) {
                context.createProducer().send(context.createQueue("q"), "there is room again");
                drain(context.createQueue("q"), 1);
            }
            broker.close();
            startWithStoreLimit(100);
        }
    }

    @Test
    void aSenderThatWaitsIsLetInSoon() throws Exception {
        startWithStoreLimit(100);
        int sent;
        try (JMSContext context = context()) {
            sent = fill(context, context.createQueue("q"), new ArrayList<>());
        }
        broker.close();
        startWithStoreLimit(LONG);
        try (JMSContext context = context()) {
            Queue queue = context.createQueue("q");
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
                try (JMSContext another = context()) {
                    for (int i = 0; i < 10; i++) {
                        another.createProducer().send(queue, "late" + KILOBYTE);
                    }
                }
            });
            JMSConsumer consumer = context.createConsumer(queue);
            for (int i = 0; i < sent + 10; i++) {
                assertNotNull(consumer.receive(LONG), "message " + i);
            }
            waiting.get(LONG, TimeUnit.MILLISECONDS);
        }
    }

    @Test
    void sendersAndConsumersPassThroughAFullStoreForLong() throws Exception {
        startWithStoreLimit(LONG);
        int count = 5_000;
        try (JMSContext context = context(JMSContext.DUPS_OK_ACKNOWLEDGE)) {
            Queue queue = context.createQueue("q");
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try (JMSContext another = context(JMSContext.SESSION_TRANSACTED)) {
                    for (int i = 0; i < count; i++) {
                        another.createProducer().send(queue, i + KILOBYTE);
                        if (i % 20 == 19) {
                            another.commit();
                        }
                    }
                }
            });
            // Let it become full first.
            sendingIsHeldUp(sending);
            JMSConsumer consumer = context.createConsumer(queue);
            for (int i = 0; i < count; i++) {
                String text = consumer.receiveBody(String.class, LONG);
                assertEquals(i + KILOBYTE, text);
            }
            sending.get(LONG, TimeUnit.MILLISECONDS);
        }
    }

    private static void sendingIsHeldUp(CompletableFuture<Void> sending) {
        assertThrows(java.util.concurrent.TimeoutException.class, () -> sending.get(1, TimeUnit.SECONDS));
    }

    @Test
    void aTransactionThatFindsNoRoomIsRolledBackAndOneThatMakesRoomIsNot() throws JMSException {
        startWithStoreLimit(100);
        try (JMSContext plain = context();
                JMSContext transacted = context(JMSContext.SESSION_TRANSACTED)) {
            Queue queue = plain.createQueue("q");
            Queue out = plain.createQueue("out");
            int sent = fill(plain, queue, new ArrayList<>());
            transacted.createProducer().send(out, "no room" + KILOBYTE);
            TransactionRolledBackRuntimeException refused =
                    assertThrows(TransactionRolledBackRuntimeException.class, transacted::commit);
            assertTrue(refused.getMessage().contains("storeLimitBytes is " + STORE_LIMIT), refused.getMessage());
            JMSConsumer consumer = transacted.createConsumer(queue);
            assertNotNull(consumer.receive(LONG));
            transacted.createProducer().send(out, "half as large");
            transacted.commit();
            consumer.close();
            drain(queue, sent - 1);
            assertEquals(List.of("half as large"), drain(out, 1));
        }
    }

    @ParameterizedTest(name = "in one phase: {0}")
    @ValueSource(booleans = {true, false})
    void aBranchThatFindsNoRoomIsRolledBack(boolean onePhase) throws Exception {
        startWithStoreLimit(100);
        try (JMSContext plain = context();
                XAJMSContext context = new ChasquiConnectionFactory("vm://durable-limits").createXAContext()) {
            fill(plain, plain.createQueue("q"), new ArrayList<>());
            XAResource resource = context.getXAResource();
            TestXid xid = new TestXid(1);
            resource.start(xid, XAResource.TMNOFLAGS);
            context.createProducer().send(context.createQueue("out"), "no room" + KILOBYTE);
            resource.end(xid, XAResource.TMSUCCESS);
            XAException refused = assertThrows(XAException.class, () -> {
                if (onePhase) {
                    resource.commit(xid, true);
                } else {
                    resource.prepare(xid);
                }
            });
            assertEquals(XAException.XA_RBROLLBACK, refused.errorCode);
            assertEquals(0, resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN).length);
            assertNull(plain.createConsumer(plain.createQueue("out")).receiveNoWait());
        }
    }
}
