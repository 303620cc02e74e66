package io.chasqui.conformance.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.conformance.Collected;
import io.chasqui.conformance.ConformanceTest;
import io.chasqui.conformance.Covers;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TransactionRolledBackException;
import jakarta.jms.XAConnection;
import jakarta.jms.XAConnectionFactory;
import jakarta.jms.XASession;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the clients of a broker in this JVM learn when it stops or is full: the failures that need no network. */
class BrokerFailureConformanceTest extends ConformanceTest {

    private Broker broker;
    private Connection connection;

    @BeforeEach
    void startBrokerOfItsOwn() throws Exception {
        broker = track(startBroker());
        connection = open(broker);
    }

    private Broker startBroker() throws JMSException {
        return Broker.start(
                BrokerConfiguration.builder().name(names.unique("stopped")).build());
    }

    private Connection open(Broker running) throws JMSException {
        return newConnection(running.connectionFactory());
    }

    @Test
    @Covers("EXL-2")
    void theExceptionListenerIsToldThatTheConnectionIsLost() throws Exception {
        Collected<JMSException> told = new Collected<>();
        connection.setExceptionListener(told::add);
        broker.close();
        assertNotNull(told.next().getMessage());
        assertThrows(JMSException.class, connection::createSession);
        told.assertNothingComes();
    }

    @Test
    @Covers("EXL-6")
    void theExceptionListenerMayCloseItsConnection() throws Exception {
        Collected<String> outcome = new Collected<>();
        Session session = connection.createSession();
        session.createConsumer(session.createQueue("q")).setMessageListener(message -> {});
        connection.setExceptionListener(exception -> {
            try {
                connection.close();
                outcome.add("closed");
            } catch (JMSException e) {
                outcome.add(e.toString());
            }
        });
        broker.close();
        assertEquals("closed", outcome.next());
        assertThrows(jakarta.jms.IllegalStateException.class, connection::createSession);
    }

    @Test
    @Covers("EXL-8")
    void closeDoesNotWaitForTheExceptionListener() throws Exception {
        CountDownLatch inListener = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        connection.setExceptionListener(exception -> {
            inListener.countDown();
            try {
                await("permission", release);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        broker.close();
        await("the exception listener", inListener);
        Future<Boolean> closing = inBackground(() -> {
            connection.close();
            return true;
        });
        assertTrue(resultOf(closing));
        release.countDown();
    }

    @Test
    @Covers("EXL-10")
    void anExceptionListenerThatThrowsDisturbsNobody() throws Exception {
        Collected<String> told = new Collected<>();
        connection.setExceptionListener(exception -> {
            told.add("told");
            throw new IllegalArgumentException("thrown by a test");
        });
        Broker another = track(startBroker());
        Connection unaffected = open(another);
        broker.close();
        told.next();
        Session session = unaffected.createSession();
        Queue queue = session.createQueue("q");
        session.createProducer(queue).send(session.createTextMessage("one"));
        assertEquals("one", receiveText(session.createConsumer(queue)));
        connection.close();
    }

    @Test
    @Covers({"EXL-3", "EXL-10"})
    void failuresNobodyWaitsForAreReportedOneAtATime() throws Exception {
        Broker small = track(Broker.start(BrokerConfiguration.builder()
                .name(names.unique("small"))
                .destinationLimitBytes(1_000)
                .build()));
        Connection limited = open(small);
        TemporaryQueue full = open(small).createSession().createTemporaryQueue();
        AtomicInteger inside = new AtomicInteger();
        Collected<String> told = new Collected<>();
        limited.setExceptionListener(exception -> {
            told.add(inside.incrementAndGet() + " " + exception.getClass().getSimpleName());
            // Stays a little, so that a second thread would be seen.
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
            inside.decrementAndGet();
            throw new IllegalArgumentException("thrown by a test");
        });
        Session session = limited.createSession();
        try (MessageProducer producer = session.createProducer(full)) {
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            for (int i = 0; i < 51; i++) {
                producer.send(session.createTextMessage("x".repeat(4_000)));
            }
            // The first filled the queue; the others wait for room, and no sender waits for them.
            full.delete();
            assertEquals(Set.of("1 InvalidDestinationException"), new HashSet<>(told.next(50)));
        }
    }

    /** That a sender is refused when the time to wait for room is up is our decision. */
    @Test
    @Covers("ORD-19")
    void aFullDestinationRefusesTheSender() throws Exception {
        Broker small = track(Broker.start(BrokerConfiguration.builder()
                .name(names.unique("small"))
                .destinationLimitBytes(5_000)
                .sendBlockMillis(0)
                .build()));
        Session session = open(small).createSession();
        Queue queue = session.createQueue("q");
        try (MessageProducer producer = session.createProducer(queue)) {
            assertThrows(ResourceAllocationException.class, () -> {
                for (int i = 0; i < 10; i++) {
                    producer.send(session.createTextMessage("x".repeat(1_000)));
                }
            });
            // What was taken in is there, and what is taken out makes room.
            MessageConsumer consumer = session.createConsumer(queue);
            assertNotNull(consumer.receiveNoWait());
            drain(consumer);
            producer.send(session.createTextMessage("room again"));
            assertEquals("room again", receiveText(consumer));
        }
    }

    @Test
    @Covers("EXL-12")
    void aListenerSetTooLateIsToldAllTheSame() throws Exception {
        broker.close();
        Collected<JMSException> told = new Collected<>();
        connection.setExceptionListener(told::add);
        assertNotNull(told.next());
    }

    @Test
    @Covers("TX-11")
    void aCommitWithoutAnswerDoesNotClaimThatItRolledBack() throws Exception {
        Session transacted = connection.createSession(Session.SESSION_TRANSACTED);
        try (MessageProducer producer = transacted.createProducer(transacted.createQueue("q"))) {
            producer.send(transacted.createTextMessage("lost with its broker"));
            broker.close();
            JMSException thrown = assertThrows(JMSException.class, transacted::commit);
            assertFalse(thrown instanceof TransactionRolledBackException, thrown::toString);
        }
    }

    /** Not XAER_RMERR, which would make a transaction manager give up a branch that may have been committed. */
    @Test
    @Covers("XA-14")
    void aBranchWhoseConnectionIsLostHasAnUnknownOutcome() throws Exception {
        XAConnection xaConnection = track(((XAConnectionFactory) broker.connectionFactory()).createXAConnection());
        XASession session = xaConnection.createXASession();
        Xid xid = new LostXid();
        XAResource resource = session.getXAResource();
        resource.start(xid, XAResource.TMNOFLAGS);
        session.createProducer(session.createQueue("q")).send(session.createTextMessage("one"));
        resource.end(xid, XAResource.TMSUCCESS);
        resource.prepare(xid);
        broker.close();
        assertEquals(
                XAException.XAER_RMFAIL, assertThrows(XAException.class, () -> resource.commit(xid, false)).errorCode);
        assertEquals(
                XAException.XAER_RMFAIL,
                assertThrows(XAException.class, () -> resource.recover(XAResource.TMSTARTRSCAN)).errorCode);
    }

    private static final class LostXid implements Xid {
        @Override
        public int getFormatId() {
            return 1;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return new byte[] {1, 2};
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {3};
        }
    }

    private static void drain(MessageConsumer consumer) throws JMSException {
        Message message;
        do {
            message = consumer.receiveNoWait();
        } while (message != null);
    }
}
