package io.chasqui.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Topic;
import jakarta.jms.XAJMSContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a broker with a data directory still knows when it is started again, through the public API. */
class DurableBrokerIT {

    private static final int LONG = 10_000;

    @TempDir
    private Path directory;

    private Broker broker;

    private void start() throws JMSException {
        start(builder -> builder);
    }

    private void start(UnaryOperator<io.chasqui.api.broker.BrokerConfigurationBuilder> more) throws JMSException {
        broker = Broker.start(more.apply(BrokerConfiguration.builder()
                        .name("durable")
                        .segmentBytes(1 << 20)
                        .checkpointMillis(200)
                        .dataDirectory(directory.toString()))
                .build());
    }

    private void restart() throws JMSException {
        broker.close();
        start();
    }

    private JMSContext context(int mode) {
        return new ChasquiConnectionFactory("vm://durable").createContext(mode);
    }

    @BeforeEach
    void begin() throws JMSException {
        start();
    }

    @AfterEach
    void end() {
        broker.close();
    }

    private void send(String queue, String... texts) {
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            Queue target = context.createQueue(queue);
            for (String text : texts) {
                context.createProducer().send(target, text);
            }
        }
    }

    private List<String> drain(String queue) {
        List<String> texts = new ArrayList<>();
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            JMSConsumer consumer = context.createConsumer(context.createQueue(queue));
            String text = consumer.receiveBody(String.class, LONG / 10);
            while (text != null) {
                texts.add(text);
                text = consumer.receiveBodyNoWait(String.class);
            }
        }
        return texts;
    }

    @Test
    @DisplayName("ORD-13, PRD-29: persistent messages survive, in order; others do not")
    void persistentMessagesSurvive() throws JMSException {
        send("q", "a", "b", "c");
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            context.createProducer()
                    .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                    .send(context.createQueue("q"), "fleeting");
        }
        restart();
        send("q", "d");
        assertEquals(List.of("a", "b", "c", "d"), drain("q"));
        restart();
        assertEquals(List.of(), drain("q"));
    }

    @Test
    void priorityCountsAmongWhatIsReadFromDisk() throws JMSException {
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            JMSProducer producer = context.createProducer();
            for (int i = 0; i < 6; i++) {
                producer.setPriority(i % 2 == 0 ? 4 : 8).send(context.createQueue("q"), "m" + i);
            }
        }
        restart();
        assertEquals(List.of("m1", "m3", "m5", "m0", "m2", "m4"), drain("q"));
    }

    @Test
    @DisplayName("SUB-D: durable subscriptions collect, survive, and are gone when they are unsubscribed")
    void durableSubscriptionsSurvive() throws JMSException {
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory("vm://durable?clientId=c1");
        try (JMSContext context = factory.createContext()) {
            Topic topic = context.createTopic("t");
            context.createDurableConsumer(topic, "one", "size > 2", false).close();
            context.createSharedDurableConsumer(topic, "all").close();
            for (int i = 0; i < 5; i++) {
                context.createProducer().setProperty("size", i).send(topic, "m" + i);
            }
        }
        restart();
        try (JMSContext context = factory.createContext()) {
            Topic topic = context.createTopic("t");
            context.createProducer().setProperty("size", 9).send(topic, "m9");
            JMSConsumer one = context.createDurableConsumer(topic, "one", "size > 2", false);
            assertEquals("m3", one.receiveBody(String.class, LONG));
            assertEquals("m4", one.receiveBody(String.class, LONG));
            assertEquals("m9", one.receiveBody(String.class, LONG));
            assertNull(one.receiveNoWait());
            one.close();
            JMSConsumer all = context.createSharedDurableConsumer(topic, "all");
            assertEquals("m0", all.receiveBody(String.class, LONG));
            all.close();
            context.unsubscribe("one");
        }
        restart();
        try (JMSContext context = factory.createContext()) {
            assertThrows(jakarta.jms.InvalidDestinationRuntimeException.class, () -> context.unsubscribe("one"));
            JMSConsumer all = context.createSharedDurableConsumer(context.createTopic("t"), "all");
            assertEquals("m1", all.receiveBody(String.class, LONG));
        }
    }

    @Test
    void redeliveryCountsSurvive() throws JMSException {
        send("q", "a");
        try (JMSContext context = context(JMSContext.SESSION_TRANSACTED)) {
            JMSConsumer consumer = context.createConsumer(context.createQueue("q"));
            for (int i = 0; i < 2; i++) {
                assertNotNull(consumer.receive(LONG));
                context.rollback();
            }
        }
        restart();
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            Message message = context.createConsumer(context.createQueue("q")).receive(LONG);
            assertTrue(message.getJMSRedelivered());
            assertEquals(3, message.getIntProperty("JMSXDeliveryCount"));
        }
    }

    @Test
    void aCommitIsAllOrNothing() throws JMSException {
        send("in", "a", "b");
        try (JMSContext context = context(JMSContext.SESSION_TRANSACTED)) {
            JMSConsumer consumer = context.createConsumer(context.createQueue("in"));
            context.createProducer().send(context.createQueue("out"), consumer.receiveBody(String.class, LONG));
            context.commit();
            context.createProducer().send(context.createQueue("out"), consumer.receiveBody(String.class, LONG));
            // Not committed: closing rolls back.
        }
        restart();
        assertEquals(List.of("a"), drain("out"));
        assertEquals(List.of("b"), drain("in"));
    }

    @Test
    void delayedMessagesKeepTheirTime() throws JMSException {
        long sent;
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            sent = System.currentTimeMillis();
            context.createProducer().setDeliveryDelay(1500).send(context.createQueue("q"), "late");
            context.createProducer().send(context.createQueue("q"), "now");
        }
        restart();
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            JMSConsumer consumer = context.createConsumer(context.createQueue("q"));
            assertEquals("now", consumer.receiveBody(String.class, LONG));
            assertNull(consumer.receiveNoWait());
            assertEquals("late", consumer.receiveBody(String.class, LONG));
            assertTrue(System.currentTimeMillis() >= sent + 1500);
        }
    }

    @Test
    void deadLettersSurviveWithTheirCause() throws JMSException {
        broker.close();
        start(builder -> builder.maxDeliveries(2));
        send("q", "poison");
        try (JMSContext context = context(JMSContext.SESSION_TRANSACTED)) {
            JMSConsumer consumer = context.createConsumer(context.createQueue("q"));
            for (int i = 0; i < 2; i++) {
                assertNotNull(consumer.receive(LONG));
                context.rollback();
            }
        }
        restart();
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            assertNull(context.createConsumer(context.createQueue("q")).receiveNoWait());
            Message letter = context.createConsumer(context.createQueue("DLQ")).receive(LONG);
            assertEquals("poison", letter.getBody(String.class));
            assertEquals("queue q", letter.getStringProperty("JMS_Chasqui_OriginalDestination"));
        }
    }

    @Test
    @DisplayName("XA: a prepared branch is listed after a restart, and its work stays its own until it is decided")
    void preparedBranchesSurvive() throws Exception {
        send("in", "a", "b");
        TestXid first = new TestXid(1);
        TestXid second = new TestXid(2);
        work(first);
        work(second);
        restart();
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            assertNull(context.createConsumer(context.createQueue("in")).receiveNoWait());
            assertNull(context.createConsumer(context.createQueue("out")).receiveNoWait());
        }
        decide(2);
        restart();
        assertEquals(List.of("out of a"), drain("out"));
        assertEquals(List.of("b"), drain("in"));
        decide(0);
    }

    private void work(TestXid xid) throws Exception {
        try (XAJMSContext context = new ChasquiConnectionFactory("vm://durable").createXAContext()) {
            XAResource resource = context.getXAResource();
            resource.start(xid, XAResource.TMNOFLAGS);
            JMSConsumer consumer = context.createConsumer(context.createQueue("in"));
            String text = consumer.receiveBody(String.class, LONG);
            context.createProducer().send(context.createQueue("out"), "out of " + text);
            resource.end(xid, XAResource.TMSUCCESS);
            assertEquals(XAResource.XA_OK, resource.prepare(xid));
        }
    }

    /** Commits the first branch and rolls back the second. */
    private void decide(int expected) throws Exception {
        try (XAJMSContext context = new ChasquiConnectionFactory("vm://durable").createXAContext()) {
            XAResource resource = context.getXAResource();
            Xid[] found = resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN);
            assertEquals(expected, found.length);
            for (Xid xid : found) {
                if (xid.getGlobalTransactionId()[0] == 1) {
                    resource.commit(xid, false);
                } else {
                    resource.rollback(xid);
                }
            }
        }
    }

    @Test
    void aBacklogBeyondTheMemoryLimitComesBackInOrderAndCanBeBrowsedAndSelected() throws JMSException {
        broker.close();
        start(builder -> builder.memoryLimitBytes(200_000));
        int count = 3000;
        try (JMSContext context = context(JMSContext.SESSION_TRANSACTED)) {
            for (int i = 0; i < count; i++) {
                context.createProducer()
                        .setProperty("hundredth", i % 100 == 0)
                        .send(context.createQueue("q"), "m" + i + "-" + "x".repeat(200));
                if (i % 50 == 0) {
                    context.commit();
                }
            }
            context.commit();
        }
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE);
                QueueBrowser browser = context.createBrowser(context.createQueue("q"))) {
            int seen = 0;
            for (Enumeration<?> each = browser.getEnumeration(); each.hasMoreElements(); each.nextElement()) {
                seen++;
            }
            assertEquals(count, seen);
            JMSConsumer selecting = context.createConsumer(context.createQueue("q"), "hundredth");
            for (int i = 0; i < count; i += 100) {
                assertTrue(selecting.receiveBody(String.class, LONG).startsWith("m" + i + "-"));
            }
            assertNull(selecting.receiveNoWait());
        }
        restart();
        List<String> rest = drain("q");
        assertEquals(count - count / 100, rest.size());
        int next = 0;
        for (String text : rest) {
            next += next % 100 == 0 ? 1 : 0;
            assertTrue(text.startsWith("m" + next + "-"), text.substring(0, 10) + " instead of m" + next);
            next++;
        }
    }

    @Test
    void aSecondBrokerIsKeptOut() {
        JMSException refused = assertThrows(
                JMSException.class,
                () -> Broker.start(BrokerConfiguration.builder()
                        .name("another")
                        .dataDirectory(directory.toString())
                        .build()));
        assertTrue(refused.getMessage().contains("in use by process"), refused.getMessage());
    }
}
