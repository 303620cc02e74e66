package io.chasqui.jms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.protocol.BranchId;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.Seen;
import io.chasqui.protocol.SessionCommand.Acknowledge;
import io.chasqui.protocol.SessionCommand.Send;
import io.chasqui.protocol.TransactionCommand.CommitBranch;
import io.chasqui.protocol.TransactionCommand.End;
import io.chasqui.protocol.TransactionCommand.EndMode;
import io.chasqui.protocol.TransactionCommand.InDoubt;
import io.chasqui.protocol.TransactionCommand.Prepare;
import io.chasqui.protocol.TransactionCommand.RollbackBranch;
import io.chasqui.protocol.TransactionCommand.Start;
import io.chasqui.protocol.TransactionCommand.StartMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.TransactionInProgressException;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** XA sessions and their resources. */
class XaTest {

    private static final BranchId BRANCH = new BranchId(7, new byte[] {1}, new byte[] {2});
    private static final Xid XID = new BranchXid(BRANCH);

    private final ScriptedBroker broker = new ScriptedBroker();
    private XAConnection connection;
    private XASession session;
    private XAResource resource;
    private Queue queue;

    @BeforeEach
    void connect() throws JMSException {
        broker.on(Start.class, command -> broker.complete(command.requestId()));
        broker.on(End.class, command -> broker.complete(command.requestId()));
        connection = broker.opener(8).xaConnection();
        session = connection.createXASession();
        resource = session.getXAResource();
        queue = session.createQueue("q");
        connection.start();
    }

    @AfterEach
    void end() throws JMSException {
        connection.close();
        broker.close();
    }

    @Test
    void whatIsReceivedBetweenStartAndEndBelongsToTheBranch_XA_5() throws Exception {
        MessageConsumer consumer = session.createConsumer(queue);
        broker.tell(broker.delivery(1, 1, 1), broker.delivery(1, 1, 2), broker.delivery(1, 1, 3));
        consumer.receive();
        assertEquals(List.of(new Seen(1, 1)), broker.next(Acknowledge.class).seen(), "XA-7");
        resource.start(XID, XAResource.TMNOFLAGS);
        assertEquals(StartMode.NEW, broker.next(Start.class).mode());
        consumer.receive();
        resource.end(XID, XAResource.TMSUSPEND);
        End suspend = broker.next(End.class);
        assertEquals(EndMode.SUSPEND, suspend.mode());
        assertEquals(List.of(new Seen(1, 2)), suspend.seen());
        resource.start(XID, XAResource.TMRESUME);
        resource.end(XID, XAResource.TMSUCCESS);
        assertEquals(List.of(), broker.next(End.class).seen());
        consumer.receive();
        assertEquals(List.of(new Seen(1, 3)), broker.next(Acknowledge.class).seen());
    }

    @Test
    void sendsInABranchWaitForNobody() throws Exception {
        MessageProducer producer = session.createProducer(queue);
        resource.start(XID, XAResource.TMNOFLAGS);
        producer.send(session.createTextMessage());
        assertEquals(0, broker.next(Send.class).requestId());
        resource.end(XID, XAResource.TMSUCCESS);
        broker.on(Send.class, send -> broker.complete(send.requestId()));
        producer.send(session.createTextMessage());
        assertTrue(broker.next(Send.class).requestId() > 0);
    }

    @Test
    void reportsTheVote_XA_15() throws Exception {
        broker.on(Prepare.class, prepare -> broker.tell(new Event.Voted(prepare.requestId(), true)));
        assertEquals(XAResource.XA_RDONLY, resource.prepare(XID));
        broker.on(Prepare.class, prepare -> broker.tell(new Event.Voted(prepare.requestId(), false)));
        assertEquals(XAResource.XA_OK, resource.prepare(XID));
    }

    @Test
    void translatesFailures_XA_14() {
        assertCode(XAException.XAER_NOTA, ErrorCode.XA_UNKNOWN_BRANCH);
        assertCode(XAException.XAER_DUPID, ErrorCode.XA_DUPLICATE_BRANCH);
        assertCode(XAException.XAER_PROTO, ErrorCode.XA_PROTOCOL);
        assertCode(XAException.XA_RBROLLBACK, ErrorCode.XA_ROLLED_BACK);
        assertCode(XAException.XA_RBTIMEOUT, ErrorCode.XA_TIMED_OUT);
        assertCode(XAException.XAER_RMERR, ErrorCode.INTERNAL);
    }

    private void assertCode(int expected, ErrorCode code) {
        broker.on(CommitBranch.class, commit -> broker.tell(new Event.Failed(commit.requestId(), code, "for a test")));
        XAException failure = assertThrows(XAException.class, () -> resource.commit(XID, false));
        assertEquals(expected, failure.errorCode);
    }

    @Test
    void aLostConnectionLeavesTheOutcomeOpen_XA_14() {
        broker.on(CommitBranch.class, commit -> broker.tell(new Event.Disconnected("gone", false)));
        assertEquals(
                XAException.XAER_RMFAIL, assertThrows(XAException.class, () -> resource.commit(XID, false)).errorCode);
        assertEquals(
                XAException.XAER_RMFAIL,
                assertThrows(XAException.class, () -> resource.start(XID, XAResource.TMNOFLAGS)).errorCode);
    }

    @Test
    void aSessionIsInOneBranchAtATime() throws Exception {
        resource.start(XID, XAResource.TMNOFLAGS);
        Xid other = new BranchXid(new BranchId(7, new byte[] {3}, new byte[] {4}));
        assertEquals(
                XAException.XAER_PROTO,
                assertThrows(XAException.class, () -> resource.start(other, XAResource.TMNOFLAGS)).errorCode);
    }

    /** As GlassFish does when a message-driven bean has failed. */
    @Test
    void rollingBackABranchThatTheSessionWorksInEndsIt() throws Exception {
        broker.on(RollbackBranch.class, command -> broker.complete(command.requestId()));
        resource.start(XID, XAResource.TMNOFLAGS);
        resource.rollback(XID);
        assertEquals(EndMode.FAIL, broker.next(End.class).mode());
        assertEquals(BRANCH, broker.next(RollbackBranch.class).branch());
        resource.start(XID, XAResource.TMNOFLAGS);
    }

    @Test
    void listsBranchesInDoubtWithTheStartOfAScan_XA_8() throws Exception {
        broker.on(InDoubt.class, ask -> broker.tell(new Event.Branches(ask.requestId(), List.of(BRANCH))));
        Xid[] found = resource.recover(XAResource.TMSTARTRSCAN);
        assertEquals(1, found.length);
        assertEquals(7, found[0].getFormatId());
        assertArrayEquals(new byte[] {1}, found[0].getGlobalTransactionId());
        assertEquals(0, resource.recover(XAResource.TMENDRSCAN).length);
    }

    @Test
    void isTheSameResourceForTheSameBroker_XA_16() throws Exception {
        assertTrue(resource.isSameRM(connection.createXASession().getXAResource()));
        assertTrue(resource.setTransactionTimeout(3));
        resource.start(XID, XAResource.TMJOIN);
        Start start = broker.next(Start.class);
        assertEquals(3000, start.timeoutMillis());
        assertEquals(StartMode.JOIN, start.mode());
    }

    @Test
    void rollbackNamesItsBranch() throws Exception {
        broker.on(RollbackBranch.class, command -> broker.complete(command.requestId()));
        resource.rollback(XID);
        assertEquals(BRANCH, broker.next(RollbackBranch.class).branch());
    }

    @Test
    void theSessionLeavesTransactionsToTheirManager_XA_2_XA_3_XA_4() throws Exception {
        assertTrue(session.getTransacted());
        assertThrows(TransactionInProgressException.class, session::commit);
        assertThrows(TransactionInProgressException.class, session::rollback);
        assertThrows(IllegalStateException.class, session::recover);
        assertFalse(connection.createSession(false, 1).getTransacted(), "XA-6");
    }
}
