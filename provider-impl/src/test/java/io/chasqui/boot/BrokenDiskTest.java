package io.chasqui.boot;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.disk.SimulatedDisk;
import io.chasqui.disk.SimulatedDisk.Fault;
import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.ResourceAllocationRuntimeException;
import jakarta.jms.XAJMSContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker whose disk is full, or fails, as its clients see it; and what is there when it is started again. */
class BrokenDiskTest {

    private static final int LONG = 10_000;
    private static final int SEGMENT_BYTES = 1 << 16;

    @TempDir
    private Path lockDirectory;

    private SimulatedDisk journal = new SimulatedDisk(1);
    private SimulatedDisk state = new SimulatedDisk(2);
    private EmbeddedBroker broker;

    @BeforeEach
    void start() throws JMSException {
        broker = VmBrokers.INSTANCE.start(
                BrokerConfiguration.builder()
                        .name("broken-disk")
                        .segmentBytes(SEGMENT_BYTES)
                        .sendBlockMillis(LONG)
                        .dataDirectory(lockDirectory.toString())
                        .build(),
                path -> path.endsWith(BrokerStore.JOURNAL) ? journal : state);
    }

    @AfterEach
    void close() {
        broker.close();
    }

    /** Closes the broker, cuts the power, and starts it on what is left, with enough room. */
    private void restart() throws JMSException {
        broker.close();
        journal = journal.crash();
        state = state.crash();
        start();
    }

    private static JMSContext context(int mode) {
        return new ChasquiConnectionFactory("vm://broken-disk").createContext(mode);
    }

    /** The disk has no room for another segment; what was allocated before can be written. */
    private void fillDisk() {
        journal.setCapacity(journal.usedBytes());
    }

    /** Sends until the journal has stopped; returns what was confirmed. */
    private static List<String> sendUntilRefused(JMSContext context, Queue queue) {
        List<String> sent = new ArrayList<>();
        assertThrows(ResourceAllocationRuntimeException.class, () -> {
            while (sent.size() < 10_000) {
                String text = "m" + sent.size() + "-" + "x".repeat(500);
                context.createProducer().send(queue, text);
                sent.add(text);
            }
        });
        return sent;
    }

    private static List<String> drain(Queue queue) {
        List<String> texts = new ArrayList<>();
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            JMSConsumer consumer = context.createConsumer(queue);
            String text = consumer.receiveBody(String.class, LONG / 10);
            while (text != null) {
                texts.add(text);
                text = consumer.receiveBodyNoWait(String.class);
            }
        }
        return texts;
    }

    @Test
    void persistentSendersAreToldWhatFailedAndWhatToDo() {
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            Queue queue = context.createQueue("q");
            fillDisk();
            sendUntilRefused(context, queue);
            String first = refusal(context, queue);
            assertTrue(first.contains("No space left on device"), first);
            assertTrue(first.contains(journal.path()), first);
            assertTrue(first.contains("bytes are free there"), first);
            assertTrue(first.contains("See to the disk"), first);
            assertEquals(first, refusal(context, queue));
        }
    }

    private static String refusal(JMSContext context, Queue queue) {
        long started = System.nanoTime();
        String message = assertThrows(ResourceAllocationRuntimeException.class, () -> context.createProducer()
                        .send(queue, "late"))
                .getMessage();
        assertTrue(System.nanoTime() - started < TimeUnit.MILLISECONDS.toNanos(LONG / 2), "it waited");
        return message;
    }

    @Test
    void itIsLoggedOnce() {
        Logger logger = Logger.getLogger("io.chasqui");
        Logger silenced = Logger.getLogger("io.chasqui.journal.JournalWriter");
        Errors errors = new Errors();
        logger.addHandler(errors);
        silenced.setLevel(Level.SEVERE);
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            Queue queue = context.createQueue("q");
            fillDisk();
            sendUntilRefused(context, queue);
            for (int i = 0; i < 10; i++) {
                refusal(context, queue);
            }
            drain(queue);
            broker.close();
        } finally {
            silenced.setLevel(Level.OFF);
            logger.removeHandler(errors);
        }
        assertEquals(1, errors.texts.size(), errors.texts::toString);
        assertTrue(errors.texts.get(0).contains("No space left on device"), errors.texts::toString);
    }

    /** Keeps what is logged as an error. */
    private static final class Errors extends Handler {
        final List<String> texts = new ArrayList<>();

        @Override
        public synchronized void publish(LogRecord logged) {
            if (logged.getLevel().intValue() >= Level.SEVERE.intValue()) {
                texts.add(logged.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void whatIsNotStoredGoesOn() {
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            Queue queue = context.createQueue("q");
            fillDisk();
            List<String> sent = sendUntilRefused(context, queue);
            context.createProducer()
                    .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                    .send(queue, "fleeting");
            sent.add("fleeting");
            assertEquals(sent, drain(queue));
        }
    }

    @Test
    void whatWasConfirmedIsThereAfterARestart() throws JMSException {
        List<String> sent;
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            Queue queue = context.createQueue("q");
            fillDisk();
            sent = sendUntilRefused(context, queue);
        }
        restart();
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            Queue queue = context.createQueue("q");
            List<String> found = drain(queue);
            // What was refused may be there or not, once.
            assertEquals(sent, found.subList(0, sent.size()));
            assertTrue(found.size() <= sent.size() + 1, () -> found.size() + " instead of " + sent.size());
            context.createProducer().send(queue, "there is room again");
            assertEquals(List.of("there is room again"), drain(queue));
        }
    }

    @Test
    void aCompletionListenerIsTold() throws Exception {
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            Queue queue = context.createQueue("q");
            fillDisk();
            sendUntilRefused(context, queue);
            CompletableFuture<Void> outcome = new CompletableFuture<>();
            context.createProducer().setAsync(new Telling(outcome)).send(queue, "late");
            ExecutionException told =
                    assertThrows(ExecutionException.class, () -> outcome.get(LONG, TimeUnit.MILLISECONDS));
            assertInstanceOf(ResourceAllocationRuntimeException.class, told.getCause());
        }
    }

    private record Telling(CompletableFuture<Void> outcome) implements CompletionListener {
        @Override
        public void onCompletion(Message message) {
            outcome.complete(null);
        }

        @Override
        public void onException(Message message, Exception exception) {
            outcome.completeExceptionally(exception);
        }
    }

    @Test
    void aTransactionFailsAndWhatItConsumedComesAgain() throws JMSException {
        try (JMSContext plain = context(JMSContext.AUTO_ACKNOWLEDGE);
                JMSContext transacted = context(JMSContext.SESSION_TRANSACTED)) {
            Queue in = plain.createQueue("in");
            Queue out = plain.createQueue("out");
            plain.createProducer().send(in, "work");
            fillDisk();
            sendUntilRefused(plain, plain.createQueue("filler"));
            JMSConsumer consumer = transacted.createConsumer(in);
            assertEquals("work", consumer.receiveBody(String.class, LONG));
            transacted.createProducer().send(out, "result");
            assertThrows(ResourceAllocationRuntimeException.class, transacted::commit);
            Message again = consumer.receive(LONG);
            assertEquals("work", again.getBody(String.class));
            assertTrue(again.getJMSRedelivered());
            transacted.rollback();
        }
        restart();
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            assertEquals(List.of("work"), drain(context.createQueue("in")));
            assertEquals(List.of(), drain(context.createQueue("out")));
        }
    }

    @Test
    void anAcknowledgementThatCannotBeStoredFails() throws JMSException {
        try (JMSContext plain = context(JMSContext.AUTO_ACKNOWLEDGE);
                JMSContext client = context(JMSContext.CLIENT_ACKNOWLEDGE)) {
            Queue queue = plain.createQueue("in");
            plain.createProducer().send(queue, "work");
            fillDisk();
            sendUntilRefused(plain, plain.createQueue("filler"));
            Message message = client.createConsumer(queue).receive(LONG);
            assertThrows(ResourceAllocationException.class, message::acknowledge);
        }
        restart();
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            assertEquals(List.of("work"), drain(context.createQueue("in")));
        }
    }

    @Test
    void aBranchThatCannotBePreparedIsRolledBack() throws XAException {
        try (JMSContext plain = context(JMSContext.AUTO_ACKNOWLEDGE);
                XAJMSContext context = new ChasquiConnectionFactory("vm://broken-disk").createXAContext()) {
            fillDisk();
            sendUntilRefused(plain, plain.createQueue("filler"));
            XAResource resource = context.getXAResource();
            TestXid xid = new TestXid(1);
            resource.start(xid, XAResource.TMNOFLAGS);
            context.createProducer().send(context.createQueue("out"), "result");
            resource.end(xid, XAResource.TMSUCCESS);
            XAException failure = assertThrows(XAException.class, () -> resource.prepare(xid));
            assertTrue(failure.errorCode >= XAException.XA_RBBASE && failure.errorCode <= XAException.XA_RBEND);
            assertEquals(0, resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN).length);
        }
    }

    @Test
    void aDurableSubscriptionIsRefused() {
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            fillDisk();
            sendUntilRefused(context, context.createQueue("filler"));
            assertThrows(
                    JMSRuntimeException.class,
                    () -> context.createSharedDurableConsumer(context.createTopic("t"), "late"));
            JMSConsumer plain = context.createConsumer(context.createTopic("t"));
            context.createProducer().send(context.createTopic("t"), "nobody is to keep it");
            assertNotNull(plain.receive(LONG));
        }
    }

    @Test
    void aForceThatFailsIsNotTriedAgain() throws JMSException {
        List<String> sent = new ArrayList<>();
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            Queue queue = context.createQueue("q");
            context.createProducer().send(queue, "safe");
            sent.add("safe");
            journal.failAt(journal.operations() + 1, Fault.INPUT_OUTPUT);
            assertThrows(ResourceAllocationRuntimeException.class, () -> context.createProducer()
                    .send(queue, "unsafe"));
            assertTrue(refusal(context, queue).contains("Input/output error"));
        }
        restart();
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            List<String> found = drain(context.createQueue("q"));
            assertEquals("safe", found.get(0));
            assertTrue(found.size() <= 2, found::toString);
        }
    }

    @Test
    void theStateOnAFullDiskStopsCheckpointsOnly() throws JMSException {
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            Queue queue = context.createQueue("q");
            state.setCapacity(state.usedBytes());
            state.failAt(state.operations(), Fault.NO_SPACE);
            context.createProducer().send(queue, "one");
            assertThrows(
                    JMSRuntimeException.class,
                    () -> context.createSharedDurableConsumer(context.createTopic("t"), "s"));
            assertDoesNotThrow(() -> context.createProducer().send(queue, "two"));
        }
        restart();
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            assertEquals(List.of("one", "two"), drain(context.createQueue("q")));
            assertNull(context.createConsumer(context.createQueue("q")).receiveNoWait());
        }
    }
}
