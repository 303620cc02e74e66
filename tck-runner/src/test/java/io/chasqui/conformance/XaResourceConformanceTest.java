package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XAResource: its states, its flags and its error codes. */
class XaResourceConformanceTest extends XaScenario {

    @Test
    @Covers("XA-8")
    void commitsInOnePhaseAndInTwo() throws Exception {
        sendInBranch(xid, "one phase");
        resource.commit(xid, true);
        HandMadeXid second = new HandMadeXid();
        sendInBranch(second, "two phases");
        assertEquals(XAResource.XA_OK, resource.prepare(second));
        resource.commit(second, false);
        assertHolds(queue, "one phase", "two phases");
        assertErrorCode(XAException.XAER_NOTA, () -> resource.commit(xid, true));
        assertErrorCode(XAException.XAER_NOTA, () -> resource.commit(second, false));
    }

    @Test
    @Covers("XA-8")
    void rollsBackBeforeAndAfterPrepare() throws Exception {
        sendInBranch(xid, "ended");
        resource.rollback(xid);
        HandMadeXid second = new HandMadeXid();
        sendInBranch(second, "prepared");
        assertEquals(XAResource.XA_OK, resource.prepare(second));
        resource.rollback(second);
        assertEmpty(queue);
        assertErrorCode(XAException.XAER_NOTA, () -> resource.rollback(second));
    }

    @Test
    @Covers("XA-8")
    void aCompletedBranchMayBeStartedAnew() throws Exception {
        sendInBranch(xid, "one");
        resource.rollback(xid);
        sendInBranch(xid, "two");
        resource.commit(xid, true);
        assertHolds(queue, "two");
    }

    @Test
    @Covers("XA-8")
    void joinContinuesAnEndedBranch() throws Exception {
        sendInBranch(xid, "one");
        resource.start(xid, XAResource.TMJOIN);
        sendThrough(work, queue, "two");
        resource.end(xid, XAResource.TMSUCCESS);
        prepareAndCommit(resource, xid);
        assertHolds(queue, "one", "two");
    }

    @Test
    @Covers({"XA-8", "XA-13"})
    void resumeContinuesASuspendedBranch() throws Exception {
        resource.start(xid, XAResource.TMNOFLAGS);
        sendThrough(work, queue, "one");
        resource.end(xid, XAResource.TMSUSPEND);
        resource.start(xid, XAResource.TMRESUME);
        sendThrough(work, queue, "two");
        resource.end(xid, XAResource.TMSUSPEND);
        // A suspended branch may be ended without being resumed.
        resource.end(xid, XAResource.TMSUCCESS);
        prepareAndCommit(resource, xid);
        assertHolds(queue, "one", "two");
    }

    @Test
    @Covers({"XA-8", "XA-14"})
    void aBranchThatFailedCanOnlyBeRolledBack() throws Exception {
        resource.start(xid, XAResource.TMNOFLAGS);
        sendThrough(work, queue, "one");
        endAsFailed(xid);
        assertRolledBack(() -> resource.prepare(xid));
        HandMadeXid second = new HandMadeXid();
        resource.start(second, XAResource.TMNOFLAGS);
        sendThrough(work, queue, "two");
        endAsFailed(second);
        assertRolledBack(() -> resource.commit(second, true));
        HandMadeXid third = new HandMadeXid();
        resource.start(third, XAResource.TMNOFLAGS);
        sendThrough(work, queue, "three");
        endAsFailed(third);
        resource.rollback(third);
        assertEmpty(queue);
    }

    /** The resource may say XA_RB* already here. */
    private void endAsFailed(HandMadeXid branch) throws XAException {
        try {
            resource.end(branch, XAResource.TMFAIL);
        } catch (XAException e) {
            assertRolledBack(() -> {
                throw e;
            });
        }
    }

    @Test
    @Covers("XA-8")
    void recoverListsPreparedBranchesOnly() throws Exception {
        HandMadeXid active = new HandMadeXid();
        HandMadeXid ended = new HandMadeXid();
        sendInBranch(xid, "one");
        sendInBranch(ended, "two");
        resource.prepare(xid);
        resource.start(active, XAResource.TMNOFLAGS);
        XAResource other = newResource();
        assertTrue(isPrepared(other, xid));
        assertFalse(isPrepared(other, ended));
        assertFalse(isPrepared(other, active));
        assertTrue(contains(other.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN), xid));
        resource.end(active, XAResource.TMSUCCESS);
        resource.rollback(active);
        resource.rollback(ended);
        resource.commit(xid, false);
        assertFalse(isPrepared(other, xid));
        assertHolds(queue, "one");
    }

    private static boolean contains(javax.transaction.xa.Xid[] found, HandMadeXid branch) {
        return java.util.Arrays.stream(found).anyMatch(branch::same);
    }

    @Test
    @Covers("XA-8")
    void theScanIsFinite() throws Exception {
        sendInBranch(xid, "one");
        resource.prepare(xid);
        XAResource other = newResource();
        assertTrue(contains(other.recover(XAResource.TMSTARTRSCAN), xid));
        assertFalse(contains(other.recover(XAResource.TMNOFLAGS), xid));
        assertFalse(contains(other.recover(XAResource.TMENDRSCAN), xid));
        resource.rollback(xid);
    }

    @Test
    @Covers("XA-8")
    void theTimeoutCanBeSetAndReset() throws Exception {
        int initial = resource.getTransactionTimeout();
        if (resource.setTransactionTimeout(77)) {
            assertEquals(77, resource.getTransactionTimeout());
            assertTrue(resource.setTransactionTimeout(0));
            assertEquals(initial, resource.getTransactionTimeout());
        } else {
            assertEquals(initial, resource.getTransactionTimeout());
        }
    }

    @Test
    @Covers({"XA-8", "XA-16"})
    void resourcesOfOneBrokerAreTheSame() throws Exception {
        assertTrue(resource.isSameRM(resource));
        assertTrue(resource.isSameRM(xaConnection.createXASession().getXAResource()));
        assertTrue(resource.isSameRM(newResource()));
        assertTrue(newResource().isSameRM(resource));
        XAResource foreign = (XAResource) java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {XAResource.class}, (proxy, method, arguments) -> {
                    throw new XAException(XAException.XAER_RMERR);
                });
        assertFalse(resource.isSameRM(foreign));
    }

    @Test
    @Covers("XA-14")
    void unknownBranchesAreRefused() {
        assertErrorCode(XAException.XAER_NOTA, () -> resource.prepare(xid));
        assertErrorCode(XAException.XAER_NOTA, () -> resource.commit(xid, false));
        assertErrorCode(XAException.XAER_NOTA, () -> resource.commit(xid, true));
        assertErrorCode(XAException.XAER_NOTA, () -> resource.rollback(xid));
        assertErrorCode(XAException.XAER_NOTA, () -> resource.forget(xid));
        assertErrorCode(XAException.XAER_NOTA, () -> resource.start(xid, XAResource.TMJOIN));
        assertErrorCode(XAException.XAER_NOTA, () -> resource.start(xid, XAResource.TMRESUME));
    }

    @Test
    @Covers("XA-14")
    void endingWhatWasNotStartedIsRefused() throws Exception {
        // A transaction manager may learn either: no such branch, or the wrong moment.
        XAException thrown = org.junit.jupiter.api.Assertions.assertThrows(
                XAException.class, () -> resource.end(xid, XAResource.TMSUCCESS));
        assertTrue(
                thrown.errorCode == XAException.XAER_NOTA || thrown.errorCode == XAException.XAER_PROTO,
                () -> "error code " + thrown.errorCode);
        sendInBranch(xid, "one");
        assertErrorCode(XAException.XAER_PROTO, () -> resource.end(xid, XAResource.TMSUCCESS));
        resource.rollback(xid);
    }

    @Test
    @Covers("XA-14")
    void knownBranchesCannotBeStartedAgain() throws Exception {
        sendInBranch(xid, "one");
        assertErrorCode(XAException.XAER_DUPID, () -> resource.start(xid, XAResource.TMNOFLAGS));
        XAResource other = newResource();
        assertErrorCode(XAException.XAER_DUPID, () -> other.start(xid, XAResource.TMNOFLAGS));
        resource.prepare(xid);
        assertErrorCode(XAException.XAER_DUPID, () -> other.start(xid, XAResource.TMNOFLAGS));
        resource.rollback(xid);
    }

    @Test
    @Covers("XA-14")
    void twoBranchesOfOneTransactionDiffer() throws Exception {
        HandMadeXid other = xid.otherBranch();
        sendInBranch(xid, "one");
        sendInBranch(other, "two");
        resource.rollback(xid);
        prepareAndCommit(resource, other);
        assertHolds(queue, "two");
    }

    @Test
    @Covers("XA-14")
    void callsInTheWrongStateAreRefused() throws Exception {
        resource.start(xid, XAResource.TMNOFLAGS);
        assertErrorCode(XAException.XAER_PROTO, () -> resource.prepare(xid));
        assertErrorCode(XAException.XAER_PROTO, () -> resource.commit(xid, true));
        assertErrorCode(XAException.XAER_PROTO, () -> resource.start(new HandMadeXid(), XAResource.TMNOFLAGS));
        sendThrough(work, queue, "one");
        resource.end(xid, XAResource.TMSUCCESS);
        assertErrorCode(XAException.XAER_PROTO, () -> resource.commit(xid, false));
        assertErrorCode(XAException.XAER_PROTO, () -> resource.start(xid, XAResource.TMRESUME));
        assertEquals(XAResource.XA_OK, resource.prepare(xid));
        assertErrorCode(XAException.XAER_PROTO, () -> resource.prepare(xid));
        assertErrorCode(XAException.XAER_PROTO, () -> resource.commit(xid, true));
        assertErrorCode(XAException.XAER_PROTO, () -> resource.start(xid, XAResource.TMJOIN));
        resource.commit(xid, false);
        assertHolds(queue, "one");
    }

    @ParameterizedTest
    @CsvSource({"start, 12345", "end, 12345", "recover, 12345"})
    @Covers("XA-14")
    void impossibleFlagsAreRefused(String method, int flags) throws Exception {
        if (method.equals("start")) {
            assertErrorCode(XAException.XAER_INVAL, () -> resource.start(xid, flags));
        } else if (method.equals("recover")) {
            assertErrorCode(XAException.XAER_INVAL, () -> resource.recover(flags));
        } else {
            resource.start(xid, XAResource.TMNOFLAGS);
            assertErrorCode(XAException.XAER_INVAL, () -> resource.end(xid, flags));
            resource.end(xid, XAResource.TMSUCCESS);
            resource.rollback(xid);
        }
    }

    @Test
    @Covers("XA-15")
    void anEmptyBranchMayBeReadOnly() throws Exception {
        resource.start(xid, XAResource.TMNOFLAGS);
        resource.end(xid, XAResource.TMSUCCESS);
        if (resource.prepare(xid) == XAResource.XA_RDONLY) {
            assertErrorCode(XAException.XAER_NOTA, () -> resource.commit(xid, false));
        } else {
            resource.commit(xid, false);
        }
        assertFalse(isPrepared(resource, xid));
        resource.start(xid, XAResource.TMNOFLAGS);
        resource.end(xid, XAResource.TMSUCCESS);
        resource.commit(xid, true);
    }
}
