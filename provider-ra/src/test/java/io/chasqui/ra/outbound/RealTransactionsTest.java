package io.chasqui.ra.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.ra.inbound.Narayana;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import jakarta.resource.spi.ManagedConnection;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections in transactions of a real transaction manager. */
class RealTransactionsTest {

    private static final int THREADS = 4;
    private static final int TRANSACTIONS = 40;

    private final TransactionManager transactions = Narayana.shared();
    private Server here;
    private Server there;

    @BeforeEach
    void start() throws Exception {
        // A message that is rolled back ten times in a row would be a dead letter.
        here = new Server("?broker.maxDeliveries=0");
        there = new Server();
    }

    @AfterEach
    void stop() throws Exception {
        here.close();
        there.close();
    }

    /** A connection with a session, as one thread of a server has it out of a pool. */
    private static final class Line implements AutoCloseable {
        private final ManagedConnection managed;
        private final Connection connection;
        private final Session session;

        Line(Server server) throws Exception {
            managed = server.managedFactory().createManagedConnection(null, null);
            connection = (Connection) managed.getConnection(null, null);
            connection.start();
            session = connection.createSession();
        }

        void send(String queue, String text) throws JMSException {
            try (MessageProducer producer = session.createProducer(session.createQueue(queue))) {
                producer.send(session.createTextMessage(text));
            }
        }

        /** Receives one message, if there is one. */
        List<String> receive(String queue) throws JMSException {
            try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
                jakarta.jms.Message message = consumer.receiveNoWait();
                return message == null ? List.of() : List.of(message.getBody(String.class));
            }
        }

        @Override
        public void close() throws JMSException {
            connection.close();
            try {
                managed.destroy();
            } catch (jakarta.resource.ResourceException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What one broker has and the other has not is lost or doubled. */
    @Test
    void messagesMoveBetweenTwoBrokersExactlyOnce() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        String[] texts = new String[THREADS * TRANSACTIONS];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = "message " + i;
        }
        here.put("from", texts);
        List<CompletableFuture<Integer>> movers = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(seed + thread);
            movers.add(CompletableFuture.supplyAsync(() -> move(random)));
        }
        int moved = 0;
        for (CompletableFuture<Integer> mover : movers) {
            moved += mover.get();
        }
        List<String> left = here.texts("from");
        List<String> arrived = there.texts("to");
        TreeSet<String> all = new TreeSet<>(left);
        all.addAll(arrived);
        assertEquals(moved, arrived.size(), "seed " + seed);
        assertEquals(texts.length, left.size() + arrived.size(), "seed " + seed);
        assertEquals(texts.length, all.size(), "seed " + seed);
        assertTrue(moved > 0 && moved < texts.length, "moved " + moved + ", seed " + seed);
    }

    /** Moves messages from one broker to the other, and takes some of it back; gives how many were moved for good. */
    private int move(Random random) {
        int moved = 0;
        try (Line source = new Line(here);
                Line target = new Line(there)) {
            for (int i = 0; i < TRANSACTIONS; i++) {
                transactions.begin();
                transactions.getTransaction().enlistResource(source.managed.getXAResource());
                transactions.getTransaction().enlistResource(target.managed.getXAResource());
                List<String> received = source.receive("from");
                for (String text : received) {
                    target.send("to", text);
                }
                moved += end(random.nextInt(4)) ? received.size() : 0;
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return moved;
    }

    private boolean end(int how) throws Exception {
        if (how == 0) {
            transactions.rollback();
            return false;
        }
        if (how == 1) {
            transactions.setRollbackOnly();
            assertThrows(RollbackException.class, transactions::commit);
            return false;
        }
        transactions.commit();
        return true;
    }

    /** The transaction manager rolls back on a thread of its own while the application goes on. */
    @Test
    void afterATimeoutNothingTakesEffectThatTheApplicationBelievesInTheTransaction() throws Exception {
        try (Line line = new Line(here)) {
            transactions.setTransactionTimeout(1);
            transactions.begin();
            try {
                transactions.getTransaction().enlistResource(line.managed.getXAResource());
                line.send("q", "before");
                Remote.await("the transaction has timed out", this::isRolledBack);
                assertThrows(TransactionRolledBackException.class, () -> line.send("q", "after"));
                assertThrows(TransactionRolledBackException.class, () -> line.receive("q"));
            } finally {
                transactions.rollback();
                transactions.setTransactionTimeout(0);
            }
            assertEquals(List.of(), here.texts("q"));
            // Other work on the same connection.
            transactions.begin();
            transactions.getTransaction().enlistResource(line.managed.getXAResource());
            line.send("q", "next");
            transactions.commit();
            assertEquals(List.of("next"), here.texts("q"));
        }
    }

    private boolean isRolledBack() {
        try {
            return transactions.getTransaction().getStatus() == Status.STATUS_ROLLEDBACK;
        } catch (SystemException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void thePoolGivesAConnectionOutAgainAfterATimeout() throws Exception {
        ManagedConnection managed = here.managedFactory().createManagedConnection(null, null);
        try {
            managed.getXAResource().start(new FakeTransactions.TestXid(1, 1), 0);
            CompletableFuture.runAsync(() -> endElsewhere(managed)).get();
            try (Connection first = (Connection) managed.getConnection(null, null)) {
                Session session = first.createSession();
                assertThrows(TransactionRolledBackException.class, session::getTransacted);
            }
            managed.cleanup();
            try (Connection next = (Connection) managed.getConnection(null, null)) {
                Session session = next.createSession();
                session.createProducer(session.createQueue("q")).send(session.createTextMessage("x"));
            }
            assertEquals(List.of("x"), here.texts("q"));
        } finally {
            managed.destroy();
        }
    }

    private static void endElsewhere(ManagedConnection managed) {
        try {
            managed.getXAResource().end(new FakeTransactions.TestXid(1, 1), javax.transaction.xa.XAResource.TMFAIL);
            managed.getXAResource().rollback(new FakeTransactions.TestXid(1, 1));
        } catch (javax.transaction.xa.XAException | jakarta.resource.ResourceException e) {
            throw new IllegalStateException(e);
        }
    }
}
