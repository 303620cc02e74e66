package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TransactionRolledBackException;
import jakarta.jms.TransactionRolledBackRuntimeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Local transactions: who may end them, and how they end without commit or rollback. */
class TransactionEndConformanceTest extends SessionScenario {

    private Session transacted;
    private Queue queue;

    @BeforeEach
    void openTransactedSession() throws Exception {
        transacted = newSession(Session.SESSION_TRANSACTED);
        queue = newQueue();
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.CLIENT_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    @Covers("TX-7")
    void onlyATransactedSessionCommitsAndRollsBack(int mode) throws Exception {
        Session session = newSession(mode);
        assertThrows(IllegalStateException.class, session::commit);
        assertThrows(IllegalStateException.class, session::rollback);
        JMSContext context = newContext(mode);
        assertThrows(IllegalStateRuntimeException.class, context::commit);
        assertThrows(IllegalStateRuntimeException.class, context::rollback);
    }

    @Test
    @Covers("TX-8")
    void aTransactedSessionDoesNotRecover() throws Exception {
        assertThrows(IllegalStateException.class, transacted::recover);
        JMSContext context = newContext(JMSContext.SESSION_TRANSACTED);
        assertThrows(IllegalStateRuntimeException.class, context::recover);
        sendThrough(transacted, queue, "the session works on");
        transacted.commit();
        assertHolds(queue, "the session works on");
    }

    /** That a message to a deleted destination cannot be committed is our decision. */
    @Test
    @Covers({"TX-10", "TX-23"})
    void aTransactionThatCannotBeCommittedIsRolledBackAsAWhole() throws Exception {
        Queue in = newQueue();
        send(in, "request");
        TemporaryQueue vanishing = session().createTemporaryQueue();
        MessageConsumer consumer = transacted.createConsumer(in);
        assertFirstDelivery("request", receive(consumer));
        sendThrough(transacted, queue, "never");
        sendThrough(transacted, vanishing, "never");
        vanishing.delete();
        assertThrows(TransactionRolledBackException.class, transacted::commit);
        assertEmpty(queue);
        assertRedelivery("request", 2, receive(consumer));
        sendThrough(transacted, queue, "the session works on");
        transacted.commit();
        assertHolds(queue, "the session works on");
        assertEmpty(in);
    }

    @Test
    @Covers({"TX-10", "TX-23"})
    void aContextSaysSoWithItsOwnException() throws Exception {
        JMSContext context = newContext(JMSContext.SESSION_TRANSACTED);
        TemporaryQueue vanishing = session().createTemporaryQueue();
        context.createProducer().send(queue, "never").send(vanishing, "never");
        vanishing.delete();
        assertThrows(TransactionRolledBackRuntimeException.class, context::commit);
        assertEmpty(queue);
    }

    @Test
    @Covers("TX-12")
    void closingTheSessionRollsBack() throws Exception {
        Queue out = newQueue();
        send(queue, "one");
        assertFirstDelivery("one", receive(transacted.createConsumer(queue)));
        sendThrough(transacted, out, "never");
        transacted.close();
        assertRedelivery("one", 2, receiveFrom(queue));
        assertEmpty(out);
    }

    @Test
    @Covers("TX-12")
    void closingTheConnectionOrContextRollsBack() throws Exception {
        Queue out = newQueue();
        send(queue, "one");
        Connection connection = newConnection();
        Session session = connection.createSession(true, 0);
        assertFirstDelivery("one", receive(session.createConsumer(queue)));
        sendThrough(session, out, "never");
        connection.close();
        JMSContext context = newContext(JMSContext.SESSION_TRANSACTED);
        JMSConsumer consumer = context.createConsumer(queue);
        assertRedelivery("one", 2, receive(consumer));
        context.createProducer().send(out, "never");
        context.close();
        assertRedelivery("one", 3, receiveFrom(queue));
        assertEmpty(out);
    }

    @Test
    @Covers("TX-18")
    void commitAndRollbackWithNothingDoneAreAllowed() throws Exception {
        transacted.commit();
        transacted.commit();
        transacted.rollback();
        transacted.rollback();
        JMSContext context = newContext(JMSContext.SESSION_TRANSACTED);
        context.rollback();
        context.commit();
        sendThrough(transacted, queue, "one");
        transacted.commit();
        assertHolds(queue, "one");
    }
}
