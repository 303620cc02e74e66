package io.chasqui.engine.tx;

import io.chasqui.engine.queue.Memory;
import io.chasqui.engine.record.Fact;
import io.chasqui.engine.record.Outcome;
import io.chasqui.engine.record.PreparedBranches;
import io.chasqui.engine.record.Records;
import io.chasqui.journal.Durability;
import io.chasqui.loop.EventLoop;
import io.chasqui.protocol.BranchId;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.TransactionCommand.EndMode;
import io.chasqui.protocol.TransactionCommand.StartMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The XA branches of a broker, with the state machine of the XA specification: associated sessions, ended, prepared,
 * decided. Any session may decide a branch. Owned by the broker's home loop; the public methods may be called on any
 * loop and answer on any.
 */
public final class Branches {

    private final EventLoop home;
    private final Memory memory;
    private final @Nullable Records records;
    private final PreparedBranches prepared;
    private final StoreRoom room;
    private final long defaultTimeoutMillis;
    private final Map<BranchId, Branch> branches = new LinkedHashMap<>();

    /**
     * @param records null when nothing is recorded
     * @param prepared those that are recorded; see {@link #restore}
     */
    public Branches(
            EventLoop home,
            Memory memory,
            @Nullable Records records,
            PreparedBranches prepared,
            StoreRoom room,
            long defaultTimeoutMillis) {
        this.home = home;
        this.memory = memory;
        this.records = records;
        this.prepared = prepared;
        this.room = room;
        this.defaultTimeoutMillis = defaultTimeoutMillis;
    }

    /** Associates a session with a branch. */
    public void start(BranchId id, StartMode mode, Object session, long timeoutMillis, Answer answer) {
        home.executeDown(() -> {
            Branch branch = branches.get(id);
            if (mode == StartMode.NEW) {
                if (branch != null) {
                    answer.failed(ErrorCode.XA_DUPLICATE_BRANCH, "branch " + id + " exists already");
                    return;
                }
                branch = begin(id, timeoutMillis);
            } else if (branch == null) {
                unknown(id, answer);
                return;
            }
            associate(branch, mode, session, answer);
        });
    }

    private Branch begin(BranchId id, long timeoutMillis) {
        Branch branch = new Branch(id, new Work(memory, records));
        branches.put(id, branch);
        long timeout = timeoutMillis > 0 ? timeoutMillis : defaultTimeoutMillis;
        if (timeout > 0) {
            branch.timer = home.schedule(timeout, () -> onTimeout(branch, timeout));
        }
        return branch;
    }

    private static void associate(Branch branch, StartMode mode, Object session, Answer answer) {
        if (branch.doom != null) {
            answer.failed(branch.doom, branch.doomReason);
        } else if (branch.prepared) {
            answer.failed(ErrorCode.XA_PROTOCOL, "branch " + branch.id + " is prepared: it takes no more work");
        } else if (mode == StartMode.RESUME && !branch.suspended.remove(session)) {
            answer.failed(ErrorCode.XA_PROTOCOL, "this session has not suspended branch " + branch.id);
        } else if (!branch.active.add(session)) {
            answer.failed(ErrorCode.XA_PROTOCOL, "this session works in branch " + branch.id + " already");
        } else {
            answer.done();
        }
    }

    private void onTimeout(Branch branch, long timeoutMillis) {
        branch.timer = null;
        if (branch.prepared || branch.busy) {
            return;
        }
        if (branch.undone && !branch.isAssociated()) {
            finish(branch);
            return;
        }
        branch.doom(
                ErrorCode.XA_TIMED_OUT,
                "branch " + branch.id + " was not prepared within its " + timeoutMillis
                        + " ms and has been rolled back");
        undo(branch);
        // Known for as long again, to say so to a transaction manager that still asks.
        branch.timer = home.schedule(timeoutMillis, () -> onTimeout(branch, timeoutMillis));
    }

    /** Rolls back what was done in a doomed branch so far; {@link #end} does it with what comes yet. */
    private void undo(Branch branch) {
        branch.undone = true;
        Work done = new Work(memory, records);
        done.absorb(branch.work);
        branch.work.clear();
        done.rollback(() -> {});
    }

    /** Ends or suspends a session's work in a branch, and adds what it did. */
    public void end(BranchId id, EndMode mode, Object session, Work work, Answer answer) {
        home.executeDown(() -> {
            Branch branch = branches.get(id);
            if (branch == null) {
                work.rollback(() -> unknown(id, answer));
                return;
            }
            boolean wasActive = branch.active.remove(session);
            boolean known = wasActive || mode != EndMode.SUSPEND && branch.suspended.remove(session);
            if (!known) {
                work.rollback(() -> answer.failed(ErrorCode.XA_PROTOCOL, "this session does not work in branch " + id));
                return;
            }
            if (branch.undone) {
                work.rollback(() -> answer.failed(branch.doom, branch.doomReason));
                return;
            }
            if (mode == EndMode.SUSPEND) {
                branch.suspended.add(session);
            } else if (mode == EndMode.FAIL) {
                branch.doom(ErrorCode.XA_ROLLED_BACK, "branch " + id + " was ended with TMFAIL");
            }
            branch.work.absorb(work);
            answer.done();
        });
    }

    /**
     * A session that works or has suspended work in a branch is gone: the branch is rolled back at once, for nobody may
     * ever decide it (a transaction manager that recovers learns of prepared branches only). It is known as doomed
     * until its time is up, to say so to a manager that still asks.
     */
    public void abandon(BranchId id, Object session, Work work) {
        home.executeDown(() -> {
            Branch branch = branches.get(id);
            work.rollback(() -> {});
            if (branch == null) {
                return;
            }
            branch.active.remove(session);
            branch.suspended.remove(session);
            branch.doom(ErrorCode.XA_ROLLED_BACK, "branch " + id + " was rolled back: a session in it was closed");
            undo(branch);
        });
    }

    /**
     * First phase.
     *
     * @param vote gets whether the branch had nothing to do and is finished
     */
    public void prepare(BranchId id, Consumer<Boolean> vote, BiConsumer<ErrorCode, String> failed) {
        home.executeDown(() -> {
            Branch branch = branches.get(id);
            if (branch == null) {
                failed.accept(ErrorCode.XA_UNKNOWN_BRANCH, "there is no branch " + id);
            } else if (branch.isAssociated() || branch.prepared || branch.busy) {
                failed.accept(ErrorCode.XA_PROTOCOL, state(branch) + "; it cannot be prepared");
            } else if (cannotCommit(branch)) {
                finish(branch).rollback(() -> failed.accept(branch.doom, branch.doomReason));
            } else if (branch.work.isEmpty()) {
                finish(branch);
                vote.accept(true);
            } else {
                Consumer<String> rolledBack =
                        reason -> finish(branch).rollback(() -> failed.accept(ErrorCode.XA_ROLLED_BACK, reason));
                awaitRoom(branch, () -> record(branch, () -> vote.accept(false), rolledBack), rolledBack);
            }
        });
    }

    /** What is prepared can always be committed, so there has to be room before. */
    private void awaitRoom(Branch branch, Runnable then, Consumer<String> refused) {
        branch.busy = true;
        branch.stopTimer();
        room.await(
                home,
                branch.work.bytesToStore(),
                () -> {
                    branch.busy = false;
                    then.run();
                },
                refused);
    }

    private void record(Branch branch, Runnable done, Consumer<String> failed) {
        branch.stopTimer();
        Fact.Prepared fact = branch.work.prepared(branch.id);
        if (records == null || fact.sent().isEmpty() && fact.consumed().isEmpty()) {
            branch.prepared = true;
            done.run();
            return;
        }
        branch.busy = true;
        records.at(home).append(fact, Durability.FORCED, new Outcome() {
            @Override
            public void applied(long position) {
                prepared.put(branch.id, position);
                branch.recorded = true;
                branch.prepared = true;
                branch.busy = false;
                done.run();
            }

            @Override
            public void failed(String reason) {
                failed.accept("it cannot be recorded that branch " + branch.id + " is prepared: " + reason);
            }
        });
    }

    /** Recovery: a branch that was prepared. On the home loop. */
    public void restore(BranchId id, Work work) {
        Branch branch = new Branch(id, work);
        branch.prepared = true;
        branch.recorded = true;
        branches.put(id, branch);
    }

    /** The branches that are recorded, for checkpoints. On the home loop. */
    public PreparedBranches recorded() {
        return prepared;
    }

    /** Second phase, or both phases in one. */
    public void commit(BranchId id, boolean onePhase, Answer answer) {
        home.executeDown(() -> {
            Branch branch = branches.get(id);
            if (branch == null) {
                unknown(id, answer);
            } else if (branch.isAssociated() || branch.busy || branch.prepared == onePhase) {
                answer.failed(
                        ErrorCode.XA_PROTOCOL,
                        state(branch) + "; it cannot be committed in " + (onePhase ? "one phase" : "the second phase"));
            } else if (!branch.prepared && cannotCommit(branch)) {
                finish(branch).rollback(() -> answer.failed(branch.doom, branch.doomReason));
            } else if (branch.prepared) {
                commit(branch, answer);
            } else {
                awaitRoom(branch, () -> commit(branch, answer), reason -> finish(branch)
                        .rollback(() -> answer.failed(ErrorCode.XA_ROLLED_BACK, reason)));
            }
        });
    }

    private void commit(Branch branch, Answer answer) {
        branch.busy = true;
        branch.stopTimer();
        Commit commit = new Commit(
                records,
                () -> home.executeDown(() -> {
                    finish(branch);
                    answer.done();
                }),
                reason -> home.executeDown(() -> notCommitted(branch, reason, answer)));
        if (branch.recorded) {
            prepared.decide(branch.id);
            commit.decide(branch.id, home, position -> prepared.remove(branch.id));
        }
        branch.work.commit(commit);
    }

    /** The journal has failed. A prepared branch stays in doubt; a restart shows whether its commit was stored. */
    private void notCommitted(Branch branch, String reason, Answer answer) {
        branch.busy = false;
        String text = "the commit of branch " + branch.id + " cannot be stored: " + reason;
        if (branch.prepared) {
            answer.failed(ErrorCode.STORE_FAILED, text);
        } else {
            finish(branch).rollback(() -> answer.failed(ErrorCode.XA_ROLLED_BACK, text));
        }
    }

    public void rollback(BranchId id, Answer answer) {
        home.executeDown(() -> {
            Branch branch = branches.get(id);
            if (branch == null) {
                unknown(id, answer);
            } else if (branch.isAssociated() || branch.busy) {
                answer.failed(ErrorCode.XA_PROTOCOL, state(branch) + "; it cannot be rolled back");
            } else if (branch.recorded && records != null) {
                rollbackRecorded(branch, records, answer);
            } else {
                finish(branch).rollback(answer::done);
            }
        });
    }

    private void rollbackRecorded(Branch branch, Records known, Answer answer) {
        branch.busy = true;
        prepared.decide(branch.id);
        known.at(home).append(new Fact.RolledBack(branch.id), Durability.FORCED, new Outcome() {
            @Override
            public void applied(long position) {
                prepared.remove(branch.id);
                finish(branch).rollback(answer::done);
            }

            @Override
            public void failed(String reason) {
                branch.busy = false;
                answer.failed(
                        ErrorCode.STORE_FAILED, "the rollback of branch " + branch.id + " cannot be stored: " + reason);
            }
        });
    }

    /** Only a branch completed heuristically can be forgotten, and this broker never decides on its own. */
    public void forget(BranchId id, Answer answer) {
        home.executeDown(() -> {
            Branch branch = branches.get(id);
            if (branch == null) {
                unknown(id, answer);
            } else {
                answer.failed(ErrorCode.XA_PROTOCOL, state(branch) + "; it was not completed heuristically");
            }
        });
    }

    /** @param answer gets the branches that are prepared and not decided, the oldest first */
    public void inDoubt(Consumer<List<BranchId>> answer) {
        home.executeDown(() -> {
            List<BranchId> ids = new ArrayList<>();
            for (Branch branch : branches.values()) {
                if (branch.prepared) {
                    ids.add(branch.id);
                }
            }
            answer.accept(ids);
        });
    }

    private static boolean cannotCommit(Branch branch) {
        String flaw = branch.work.flaw();
        if (flaw != null) {
            branch.doom(ErrorCode.XA_ROLLED_BACK, flaw);
        }
        return branch.doom != null;
    }

    private Work finish(Branch branch) {
        branch.stopTimer();
        branches.remove(branch.id);
        return branch.work;
    }

    private static void unknown(BranchId id, Answer answer) {
        answer.failed(ErrorCode.XA_UNKNOWN_BRANCH, "there is no branch " + id);
    }

    private static String state(Branch branch) {
        String state = !branch.active.isEmpty()
                ? "has a session working in it"
                : !branch.suspended.isEmpty()
                        ? "is suspended"
                        : branch.busy
                                ? "is just being prepared or decided"
                                : branch.prepared ? "is prepared" : "is not prepared";
        return "branch " + branch.id + " " + state;
    }
}
