package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the branches of distributed transactions do to messages, whoever completes them. */
class XaDeliveryConformanceTest extends XaScenario {

    /** A branch that took "in" from {@link #input}, sent "out" to {@link #queue}, and has ended. */
    private Queue input;

    private void consumeAndProduce() throws Exception {
        input = newQueue();
        send(input, "in");
        MessageConsumer consumer = work.createConsumer(input);
        resource.start(xid, XAResource.TMNOFLAGS);
        assertFirstDelivery("in", receive(consumer));
        sendThrough(work, queue, "out");
        resource.end(xid, XAResource.TMSUCCESS);
        consumer.close();
    }

    private void assertCommitted() throws Exception {
        assertHolds(queue, "out");
        assertEmpty(input);
    }

    private void assertRolledBack() throws Exception {
        assertRedelivery("in", 2, receiveFrom(input));
        assertEmpty(queue);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Covers("XA-9")
    void untilTheDecisionNobodyElseSeesAnything(boolean commit) throws Exception {
        consumeAndProduce();
        assertEmpty(queue);
        assertEmpty(input);
        assertEquals(List.of(), browse(queue));
        assertEquals(XAResource.XA_OK, resource.prepare(xid));
        assertEmpty(queue);
        assertEmpty(input);
        if (commit) {
            resource.commit(xid, false);
            assertCommitted();
        } else {
            resource.rollback(xid);
            assertRolledBack();
        }
    }

    @Test
    @Covers("XA-9")
    void aBranchCoversQueuesTopicsAndDurableSubscriptions() throws Exception {
        Topic topic = newTopic();
        Session durables = newConnection(names.clientId()).createSession();
        try (MessageConsumer subscriber = session().createConsumer(topic);
                MessageConsumer durable = durables.createDurableConsumer(topic, "d");
                MessageConsumer own = work.createConsumer(topic)) {
            resource.start(xid, XAResource.TMNOFLAGS);
            sendThrough(work, topic, "rolled back");
            sendThrough(work, queue, "rolled back");
            assertNull(own.receiveNoWait());
            resource.end(xid, XAResource.TMSUCCESS);
            resource.rollback(xid);
            resource.start(xid, XAResource.TMNOFLAGS);
            sendThrough(work, topic, "published");
            sendThrough(work, queue, "queued");
            resource.end(xid, XAResource.TMSUCCESS);
            assertNull(subscriber.receiveNoWait());
            assertNull(durable.receiveNoWait());
            prepareAndCommit(resource, xid);
            assertEquals("published", receiveText(subscriber));
            assertEquals("published", receiveText(durable));
            assertEquals("published", receiveText(own));
        }
        durables.unsubscribe("d");
        assertHolds(queue, "queued");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Covers("XA-10")
    void aPreparedBranchOutlivesItsConnection(boolean commit) throws Exception {
        consumeAndProduce();
        assertEquals(XAResource.XA_OK, resource.prepare(xid));
        xaConnection.close();
        assertEmpty(queue);
        assertEmpty(input);
        XAResource recovering = newResource();
        assertTrue(isPrepared(recovering, xid));
        if (commit) {
            recovering.commit(xid, false);
            assertCommitted();
        } else {
            recovering.rollback(xid);
            assertRolledBack();
        }
        assertFalse(isPrepared(recovering, xid));
    }

    @Test
    @Covers("XA-11")
    void anActiveBranchEndsWithItsConnection() throws Exception {
        input = newQueue();
        send(input, "in");
        MessageConsumer consumer = work.createConsumer(input);
        resource.start(xid, XAResource.TMNOFLAGS);
        receive(consumer);
        sendThrough(work, queue, "out");
        xaConnection.close();
        assertRolledBack();
        XAResource other = newResource();
        assertFalse(isPrepared(other, xid));
        assertThrows(XAException.class, () -> other.commit(xid, true));
        assertEmpty(queue);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Covers("XA-12")
    void closingTheSessionLeavesAnEndedBranchUndecided(boolean commit) throws Exception {
        consumeAndProduce();
        XAResource other = xaConnection.createXASession().getXAResource();
        xaSession.close();
        assertEmpty(queue);
        assertEmpty(input);
        if (commit) {
            assertEquals(XAResource.XA_OK, other.prepare(xid));
            other.commit(xid, false);
            assertCommitted();
        } else {
            other.rollback(xid);
            assertRolledBack();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Covers("XA-12")
    void closingTheSessionLeavesAPreparedBranchUndecided(boolean commit) throws Exception {
        consumeAndProduce();
        XAResource other = xaConnection.createXASession().getXAResource();
        assertEquals(XAResource.XA_OK, resource.prepare(xid));
        xaSession.close();
        assertEmpty(queue);
        assertEmpty(input);
        if (commit) {
            other.commit(xid, false);
            assertCommitted();
        } else {
            other.rollback(xid);
            assertRolledBack();
        }
    }

    @Test
    @Covers("XA-13")
    void oneSessionWorksOnSeveralBranchesInTurn() throws Exception {
        HandMadeXid second = new HandMadeXid();
        input = newQueue();
        send(input, "a", "b", "c");
        MessageConsumer consumer = work.createConsumer(input);
        resource.start(xid, XAResource.TMNOFLAGS);
        assertEquals("a", receiveText(consumer));
        sendThrough(work, queue, "first a");
        resource.end(xid, XAResource.TMSUSPEND);
        resource.start(second, XAResource.TMNOFLAGS);
        assertEquals("b", receiveText(consumer));
        sendThrough(work, queue, "second b");
        resource.end(second, XAResource.TMSUSPEND);
        resource.start(xid, XAResource.TMRESUME);
        assertEquals("c", receiveText(consumer));
        sendThrough(work, queue, "first c");
        resource.end(xid, XAResource.TMSUCCESS);
        resource.end(second, XAResource.TMSUCCESS);
        consumer.close();
        assertEquals(XAResource.XA_OK, resource.prepare(second));
        prepareAndCommit(resource, xid);
        assertHolds(queue, "first a", "first c");
        resource.rollback(second);
        assertEmpty(queue);
        assertRedelivery("b", 2, receiveFrom(input));
        assertEmpty(input);
    }

    @Test
    @Covers("XA-13")
    void anotherBranchBeginsBeforeTheFirstIsCompleted() throws Exception {
        HandMadeXid second = new HandMadeXid();
        sendInBranch(xid, "one");
        sendInBranch(second, "two");
        resource.prepare(xid);
        resource.commit(second, true);
        assertHolds(queue, "two");
        resource.commit(xid, false);
        assertHolds(queue, "one");
    }

    @Test
    @Covers("XA-16")
    void aBranchIsJoinedOverAnotherConnection() throws Exception {
        XAConnection otherConnection = newXaConnection();
        XASession otherSession = otherConnection.createXASession();
        XAResource other = otherSession.getXAResource();
        assertTrue(resource.isSameRM(other));
        sendInBranch(xid, "one");
        other.start(xid, XAResource.TMJOIN);
        sendThrough(otherSession.getSession(), queue, "two");
        other.end(xid, XAResource.TMSUCCESS);
        assertEmpty(queue);
        assertEquals(XAResource.XA_OK, resource.prepare(xid));
        resource.commit(xid, false);
        assertHolds(queue, "one", "two");
        sendInBranch(xid, "three");
        other.start(xid, XAResource.TMJOIN);
        sendThrough(otherSession.getSession(), queue, "four");
        other.end(xid, XAResource.TMSUCCESS);
        other.rollback(xid);
        assertEmpty(queue);
    }

    @Test
    @Covers({"XA-17", "XA-14"})
    void anIdleBranchIsRolledBackWhenItsTimeIsUp() throws Exception {
        assertTrue(resource.setTransactionTimeout(1));
        consumeAndProduce();
        try (MessageConsumer waiting = session().createConsumer(input)) {
            assertRedelivery("in", 2, receive(waiting));
        }
        assertEmpty(queue);
        XAException thrown = assertThrows(XAException.class, () -> resource.prepare(xid));
        assertTrue(
                thrown.errorCode == XAException.XA_RBTIMEOUT || thrown.errorCode == XAException.XAER_NOTA,
                () -> "error code " + thrown.errorCode);
        assertFalse(isPrepared(resource, xid));
    }
}
