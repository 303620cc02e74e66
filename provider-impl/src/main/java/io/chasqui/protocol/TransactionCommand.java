package io.chasqui.protocol;

import io.chasqui.message.MessageId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commands that begin and end transactions. XA commands name a branch and may come through any session of any
 * connection, except that start and end concern the session they name.
 *
 * <p>XA commands fail with the {@code XA_…} codes of {@link ErrorCode}.
 */
public sealed interface TransactionCommand extends Command {

    @Override
    default void dispatch(Executor executor) {
        execute(executor.transactions());
    }

    void execute(Handler handler);

    /** Executes these commands. */
    interface Handler {
        void onCommit(Commit command);

        void onRollback(Rollback command);

        void onStart(Start command);

        void onEnd(End command);

        void onPrepare(Prepare command);

        void onCommitBranch(CommitBranch command);

        void onRollbackBranch(RollbackBranch command);

        void onForget(Forget command);

        void onInDoubt(InDoubt command);
    }

    /**
     * Commits a session's local transaction: the messages it sent become visible and the deliveries seen are settled, all
     * or nothing. Answered by {@link Event.Completed}; fails with {@link ErrorCode#TRANSACTION_ROLLED_BACK} when a part
     * of it could not be done, and then none was, and the deliveries seen go back as with {@link Rollback}.
     *
     * @param id by which {@link ConnectionCommand.Resolve} finds out whether it took effect, out of the same numbers as the
     *     IDs of the session's messages; null when nobody will ask
     */
    record Commit(
            long requestId,
            long sessionId,
            List<Seen> seen,
            @Nullable MessageId id) implements TransactionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onCommit(this);
        }
    }

    /**
     * Rolls a session's local transaction back: messages sent are dropped, unsettled deliveries go back as with {@link
     * SessionCommand.Recover}. Answered by {@link Event.Completed}.
     */
    record Rollback(long requestId, long sessionId, List<Seen> seen) implements TransactionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onRollback(this);
        }
    }

    /** How a session becomes associated with a branch. */
    enum StartMode {
        NEW,
        JOIN,
        RESUME
    }

    /** How a session's association with a branch ends. */
    enum EndMode {
        SUCCESS,
        FAIL,
        SUSPEND
    }

    /**
     * Associates a session with a branch. Answered by {@link Event.Completed}.
     *
     * @param timeoutMillis how long the branch may stay unprepared before the broker rolls it back; 0 for the broker's
     *     default
     */
    record Start(long requestId, long sessionId, BranchId branch, StartMode mode, long timeoutMillis)
            implements TransactionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onStart(this);
        }
    }

    /**
     * Ends or suspends a session's association. The unsettled deliveries seen become part of the branch. Answered by {@link
     * Event.Completed}.
     */
    record End(long requestId, long sessionId, BranchId branch, EndMode mode, List<Seen> seen)
            implements TransactionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onEnd(this);
        }
    }

    /** First phase. Answered by {@link Event.Voted}. */
    record Prepare(long requestId, BranchId branch) implements TransactionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onPrepare(this);
        }
    }

    /** Second phase, or both in one. Answered by {@link Event.Completed}. */
    record CommitBranch(long requestId, BranchId branch, boolean onePhase) implements TransactionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onCommitBranch(this);
        }
    }

    /** Answered by {@link Event.Completed}. */
    record RollbackBranch(long requestId, BranchId branch) implements TransactionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onRollbackBranch(this);
        }
    }

    /** Forgets a branch that was completed heuristically. Answered by {@link Event.Completed}. */
    record Forget(long requestId, BranchId branch) implements TransactionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onForget(this);
        }
    }

    /** Asks for the branches that are prepared and undecided. Answered by {@link Event.Branches}. */
    record InDoubt(long requestId) implements TransactionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onInDoubt(this);
        }
    }
}
