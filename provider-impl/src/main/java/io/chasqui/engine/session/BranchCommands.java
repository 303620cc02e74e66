package io.chasqui.engine.session;

import io.chasqui.engine.tx.Answer;
import io.chasqui.engine.tx.Branches;
import io.chasqui.engine.tx.Work;
import io.chasqui.protocol.BranchId;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.TransactionCommand;
import io.chasqui.protocol.TransactionCommand.EndMode;
import java.util.List;

/** Executes the XA commands of one connection. Owned by the connection's loop. */
final class BranchCommands {

    private final ConnectionActor connection;
    private final Branches branches;

    BranchCommands(ConnectionActor connection, Broker broker) {
        this.connection = connection;
        this.branches = broker.branches();
    }

    /** Answers a request with Completed or Failed. */
    private class Reply implements Answer {
        private final long requestId;

        Reply(long requestId) {
            this.requestId = requestId;
        }

        @Override
        public void done() {
            connection.complete(requestId);
        }

        @Override
        public void failed(ErrorCode code, String reason) {
            connection.fail(requestId, code, reason);
        }
    }

    void start(TransactionCommand.Start command) {
        SessionActor session = connection.sessions().findOrRefuse(command.sessionId(), command.requestId());
        if (session == null) {
            return;
        }
        if (session.branch() != null) {
            connection.fail(
                    command.requestId(),
                    ErrorCode.XA_PROTOCOL,
                    "this session works in branch " + session.branch() + "; end or suspend that first");
            return;
        }
        BranchId branch = command.branch();
        branches.start(branch, command.mode(), session, command.timeoutMillis(), new Reply(command.requestId()) {
            @Override
            public void done() {
                connection.loop().executeDown(() -> {
                    session.enter(branch);
                    super.done();
                });
            }
        });
    }

    void end(TransactionCommand.End command) {
        SessionActor session = connection.sessions().findOrRefuse(command.sessionId(), command.requestId());
        if (session == null) {
            return;
        }
        BranchId branch = command.branch();
        boolean worksInIt = branch.equals(session.branch());
        Work work = worksInIt ? session.leave(command.seen()) : session.nothing();
        boolean suspend = command.mode() == EndMode.SUSPEND;
        branches.end(branch, command.mode(), session, work, new Reply(command.requestId()) {
            @Override
            public void done() {
                connection.loop().executeDown(() -> {
                    session.setSuspended(branch, suspend);
                    super.done();
                });
            }

            @Override
            public void failed(ErrorCode code, String reason) {
                connection.loop().executeDown(() -> {
                    if (code != ErrorCode.XA_PROTOCOL) {
                        session.setSuspended(branch, false);
                    }
                    super.failed(code, reason);
                });
            }
        });
    }

    void prepare(TransactionCommand.Prepare command) {
        long requestId = command.requestId();
        branches.prepare(
                command.branch(),
                readOnly -> connection.tellLater(new Event.Voted(requestId, readOnly)),
                (code, reason) -> connection.fail(requestId, code, reason));
    }

    void commit(TransactionCommand.CommitBranch command) {
        branches.commit(command.branch(), command.onePhase(), new Reply(command.requestId()));
    }

    void rollback(TransactionCommand.RollbackBranch command) {
        branches.rollback(command.branch(), new Reply(command.requestId()));
    }

    void forget(TransactionCommand.Forget command) {
        branches.forget(command.branch(), new Reply(command.requestId()));
    }

    void inDoubt(TransactionCommand.InDoubt command) {
        branches.inDoubt(ids -> connection.tellLater(new Event.Branches(command.requestId(), List.copyOf(ids))));
    }
}
