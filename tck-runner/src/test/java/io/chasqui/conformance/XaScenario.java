package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;

/** What the tests of distributed transactions share: an XA session, and steps a transaction manager would take. */
abstract class XaScenario extends SessionScenario {

    Queue queue;
    XAConnection xaConnection;
    XASession xaSession;
    XAResource resource;
    Session work;
    final HandMadeXid xid = new HandMadeXid();

    @BeforeEach
    void openXaSession() throws Exception {
        queue = newQueue();
        xaConnection = newXaConnection();
        xaSession = xaConnection.createXASession();
        resource = xaSession.getXAResource();
        work = xaSession.getSession();
    }

    /** One more XA connection, started. */
    final XAConnection newXaConnection() throws JMSException {
        XAConnection opening = track(provider.xaConnectionFactory().createXAConnection());
        opening.start();
        return opening;
    }

    /** The resource of a session on a connection of its own. */
    final XAResource newResource() throws JMSException {
        return newXaConnection().createXASession().getXAResource();
    }

    /** A branch that sends this text to {@link #queue} and has ended. */
    final void sendInBranch(Xid branch, String text) throws Exception {
        resource.start(branch, XAResource.TMNOFLAGS);
        sendThrough(work, queue, text);
        resource.end(branch, XAResource.TMSUCCESS);
    }

    static void prepareAndCommit(XAResource resource, Xid branch) throws XAException {
        if (resource.prepare(branch) == XAResource.XA_OK) {
            resource.commit(branch, false);
        }
    }

    static void assertErrorCode(int code, Executable call) {
        XAException thrown = assertThrows(XAException.class, call);
        assertTrue(thrown.errorCode == code, () -> "error code " + thrown.errorCode + ", not " + code + ": " + thrown);
    }

    static void assertRolledBack(Executable call) {
        XAException thrown = assertThrows(XAException.class, call);
        assertTrue(
                thrown.errorCode >= XAException.XA_RBBASE && thrown.errorCode <= XAException.XA_RBEND,
                () -> "error code " + thrown.errorCode + ", none of XA_RB*: " + thrown);
    }

    /** Whether a scan by this resource finds the branch. */
    static boolean isPrepared(XAResource resource, HandMadeXid branch) throws XAException {
        List<Xid> found = new ArrayList<>(Arrays.asList(resource.recover(XAResource.TMSTARTRSCAN)));
        found.addAll(Arrays.asList(resource.recover(XAResource.TMENDRSCAN)));
        return found.stream().anyMatch(branch::same);
    }
}
