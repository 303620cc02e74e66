package io.chasqui.jms;

import io.chasqui.protocol.BranchId;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.Seen;
import io.chasqui.protocol.TransactionCommand.CommitBranch;
import io.chasqui.protocol.TransactionCommand.End;
import io.chasqui.protocol.TransactionCommand.EndMode;
import io.chasqui.protocol.TransactionCommand.Forget;
import io.chasqui.protocol.TransactionCommand.InDoubt;
import io.chasqui.protocol.TransactionCommand.Prepare;
import io.chasqui.protocol.TransactionCommand.RollbackBranch;
import io.chasqui.protocol.TransactionCommand.Start;
import io.chasqui.protocol.TransactionCommand.StartMode;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction manager does with an XA session. Start and end concern the session; the other calls may be for
 * branches of any session. Used by one thread at a time.
 */
final class JmsXaResource implements XAResource {

    private static final System.Logger LOG = System.getLogger(JmsXaResource.class.getName());

    private final SessionCore session;
    private final BrokerLink link;
    private int timeoutSeconds;

    JmsXaResource(SessionCore session) {
        this.session = session;
        link = session.connection().link();
    }

    // The session's association.

    @Override
    public void start(@Nullable Xid xid, int flags) throws XAException {
        BranchId branch = branchOf(xid);
        StartMode mode = startMode(flags);
        checkOpen("start");
        BranchId current = session.branch();
        if (current != null) {
            throw Failures.xa(
                    XAException.XAER_PROTO,
                    "the session is in branch " + current + "; end it before starting " + branch);
        }
        long timeoutMillis = TimeUnit.SECONDS.toMillis(timeoutSeconds);
        int epoch = epochOfWork();
        String action = "start branch " + branch;
        Event answer = link.exchange(
                epoch, action, new Reply(), id -> new Start(id, session.sessionId(), branch, mode, timeoutMillis));
        if (answer instanceof Event.Failed failed) {
            throw failed.code() == ErrorCode.TRANSACTION_ROLLED_BACK
                    ? Failures.xa(XAException.XAER_RMFAIL, "could not " + action + ": " + failed.reason())
                    : Failures.xa(failed, action);
        }
        session.work().end();
        session.work().begin(epoch);
        session.branch(branch);
    }

    /** A listener's message is to be in the branch: on a later link than the one it came over it could not. */
    private int epochOfWork() {
        int current = link.epoch();
        return session.dispatch().isCaller() ? session.work().epochOr(current) : current;
    }

    private static StartMode startMode(int flags) throws XAException {
        return switch (flags) {
            case TMNOFLAGS -> StartMode.NEW;
            case TMJOIN -> StartMode.JOIN;
            case TMRESUME -> StartMode.RESUME;
            default ->
                throw Failures.xa(
                        XAException.XAER_INVAL, "start knows TMNOFLAGS, TMJOIN and TMRESUME, not the flags " + flags);
        };
    }

    /** The messages received since the start become part of the branch, and asynchronous sends are finished (XA-19). */
    @Override
    public void end(@Nullable Xid xid, int flags) throws XAException {
        BranchId branch = branchOf(xid);
        EndMode mode = endMode(flags);
        BranchId current = session.branch();
        if (branch.equals(current)) {
            session.async().awaitAll(session.connection().settings().sendTimeoutMillis());
            List<Seen> seen = session.acknowledgement().unsettled();
            int epoch = session.work().epochOr(link.epoch());
            session.work().end();
            session.acknowledgement().settled(seen);
            Event answer = link.exchange(
                    epoch,
                    "end branch " + branch,
                    new Reply(),
                    id -> new End(id, session.sessionId(), branch, mode, seen));
            // Not before: when the link is set up anew meanwhile, what was sent belongs to the branch, and is lost with
            // it.
            if (answer instanceof Event.Failed failed) {
                session.loseBranch(epoch);
                throw failedEnd(branch, failed);
            }
            session.branch(null);
        } else {
            // A branch that is suspended, or none of this session's: the broker knows which, and answers.
            ask("end branch " + branch, id -> new End(id, session.sessionId(), branch, mode, List.of()));
        }
    }

    /** Work of an earlier link is rolled back; what has come on the present one since goes back. */
    private XAException failedEnd(BranchId branch, Event.Failed failed) {
        if (failed.code() == ErrorCode.TRANSACTION_ROLLED_BACK) {
            giveBackBuffered();
            return Failures.xa(XAException.XA_RBCOMMFAIL, "could not end branch " + branch + ": " + failed.reason());
        }
        return Failures.xa(failed, "end branch " + branch);
    }

    private static EndMode endMode(int flags) throws XAException {
        return switch (flags) {
            case TMSUCCESS -> EndMode.SUCCESS;
            case TMFAIL -> EndMode.FAIL;
            case TMSUSPEND -> EndMode.SUSPEND;
            default ->
                throw Failures.xa(
                        XAException.XAER_INVAL, "end knows TMSUCCESS, TMFAIL and TMSUSPEND, not the flags " + flags);
        };
    }

    // The branches.

    @Override
    public int prepare(@Nullable Xid xid) throws XAException {
        BranchId branch = branchOf(xid);
        Event answer = ask("prepare branch " + branch, id -> new Prepare(id, branch));
        return answer instanceof Event.Voted vote && vote.readOnly() ? XA_RDONLY : XA_OK;
    }

    @Override
    public void commit(@Nullable Xid xid, boolean onePhase) throws XAException {
        BranchId branch = branchOf(xid);
        ask("commit branch " + branch, id -> new CommitBranch(id, branch, onePhase));
    }

    /** Ends the branch first when this session still works in it: some servers roll back without having ended it. */
    @Override
    public void rollback(@Nullable Xid xid) throws XAException {
        BranchId branch = branchOf(xid);
        if (branch.equals(session.branch())) {
            end(xid, TMFAIL);
        }
        ask("roll back branch " + branch, id -> new RollbackBranch(id, branch));
        giveBackBuffered();
    }

    /** So that the branch's messages come before those this session has buffered behind them (TX-20). */
    private void giveBackBuffered() {
        boolean buffered = session.inboxes().stream().anyMatch(Inbox::isReady);
        if (buffered && !session.isClosed() && session.branch() == null) {
            try {
                session.acknowledgement().giveBackBuffered();
            } catch (JMSException e) {
                LOG.log(System.Logger.Level.DEBUG, "the order of delivery after a rollback may differ", e);
            }
        }
    }

    @Override
    public void forget(@Nullable Xid xid) throws XAException {
        BranchId branch = branchOf(xid);
        ask("forget branch " + branch, id -> new Forget(id, branch));
    }

    /** All branches in doubt come with the start of the scan; the rest of it is empty. */
    @Override
    public Xid[] recover(int flags) throws XAException {
        if ((flags & ~(TMSTARTRSCAN | TMENDRSCAN)) != 0) {
            throw Failures.xa(
                    XAException.XAER_INVAL,
                    "recover knows TMSTARTRSCAN, TMENDRSCAN and TMNOFLAGS, not the flags " + flags);
        }
        if ((flags & TMSTARTRSCAN) == 0) {
            return new Xid[0];
        }
        Event.Branches answer = (Event.Branches) ask("list the branches in doubt", InDoubt::new);
        return answer.branches().stream().map(BranchXid::new).toArray(Xid[]::new);
    }

    // The resource itself.

    @Override
    public boolean isSameRM(XAResource other) {
        return other instanceof JmsXaResource that
                && that.session
                        .connection()
                        .brokerId()
                        .equals(session.connection().brokerId());
    }

    @Override
    public int getTransactionTimeout() {
        return timeoutSeconds;
    }

    /** For branches started from now on; 0 goes back to the broker's default. */
    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        if (seconds < 0) {
            throw Failures.xa(XAException.XAER_INVAL, "the transaction timeout " + seconds + " s is negative");
        }
        timeoutSeconds = seconds;
        return true;
    }

    private Event ask(String action, LongFunction<Command> command) throws XAException {
        checkConnected(action);
        Event answer = link.exchange(action, new Reply(), command);
        if (answer instanceof Event.Failed failed) {
            throw Failures.xa(failed, action);
        }
        return answer;
    }

    private void checkOpen(String call) throws XAException {
        checkConnected(call);
        if (session.isClosed()) {
            throw Failures.xa(XAException.XAER_PROTO, "could not " + call + " a branch: the session is closed");
        }
    }

    private void checkConnected(String action) throws XAException {
        if (link.isLost()) {
            throw Failures.xa(XAException.XAER_RMFAIL, "could not " + action + ": the connection is gone");
        }
    }

    private static void requireLength(String what, byte @Nullable [] part, int least) throws XAException {
        int length = part == null ? -1 : part.length;
        int most = what.startsWith("global") ? Xid.MAXGTRIDSIZE : Xid.MAXBQUALSIZE;
        if (length < least || length > most) {
            throw Failures.xa(
                    XAException.XAER_INVAL,
                    "the " + what + " of the Xid "
                            + (part == null ? "is null" : "has " + length + " bytes")
                            + "; it takes " + least + " to " + most);
        }
    }

    private static BranchId branchOf(@Nullable Xid xid) throws XAException {
        if (xid == null) {
            throw Failures.xa(XAException.XAER_INVAL, "the Xid is null");
        }
        requireLength("global transaction identifier", xid.getGlobalTransactionId(), 1);
        requireLength("branch qualifier", xid.getBranchQualifier(), 0);
        return new BranchId(
                xid.getFormatId(),
                xid.getGlobalTransactionId().clone(),
                xid.getBranchQualifier().clone());
    }
}
