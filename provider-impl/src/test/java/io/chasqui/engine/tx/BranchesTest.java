package io.chasqui.engine.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.chasqui.engine.queue.Memory;
import io.chasqui.engine.record.Disk;
import io.chasqui.engine.record.PreparedBranches;
import io.chasqui.journal.SegmentUsage;
import io.chasqui.loop.ManualLoop;
import io.chasqui.protocol.BranchId;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.TransactionCommand.EndMode;
import io.chasqui.protocol.TransactionCommand.StartMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("XA-8, XA-14: the states of a branch")
class BranchesTest {

    private static final BranchId ID = new BranchId(1, new byte[] {1}, new byte[] {2});

    private final ManualLoop loop = new ManualLoop();
    private final Memory memory = new Memory(1 << 20);
    private final Branches branches = new Branches(
            loop, memory, null, new PreparedBranches(new SegmentUsage()), new StoreRoom(new Disk(0), 0), 0);
    private final Object session = new Object();

    /** Remembers an answer. */
    private static final class Heard implements Answer {
        @Nullable
        ErrorCode code;

        int answers;

        @Override
        public void done() {
            answers++;
        }

        @Override
        public void failed(ErrorCode why, String reason) {
            answers++;
            code = why;
        }

        @Nullable
        ErrorCode once() {
            assertEquals(1, answers, "answers");
            return code;
        }
    }

    private @Nullable ErrorCode start(StartMode mode, Object who, long timeoutMillis) {
        Heard heard = new Heard();
        branches.start(ID, mode, who, timeoutMillis, heard);
        return heard.once();
    }

    private @Nullable ErrorCode end(EndMode mode, Work work) {
        Heard heard = new Heard();
        branches.end(ID, mode, session, work, heard);
        return heard.once();
    }

    private Work someWork() {
        Work work = new Work(memory, null);
        work.spoil("for the test");
        return work;
    }

    private Object prepare() {
        List<Object> vote = new ArrayList<>();
        branches.prepare(ID, vote::add, (code, reason) -> vote.add(code));
        assertEquals(1, vote.size());
        return vote.get(0);
    }

    private @Nullable ErrorCode commit(boolean onePhase) {
        Heard heard = new Heard();
        branches.commit(ID, onePhase, heard);
        return heard.once();
    }

    private @Nullable ErrorCode rollback() {
        Heard heard = new Heard();
        branches.rollback(ID, heard);
        return heard.once();
    }

    @Test
    void unknownBranchesAreRefusedEverywhere() {
        assertEquals(ErrorCode.XA_UNKNOWN_BRANCH, start(StartMode.JOIN, session, 0));
        assertEquals(ErrorCode.XA_UNKNOWN_BRANCH, start(StartMode.RESUME, session, 0));
        assertEquals(ErrorCode.XA_UNKNOWN_BRANCH, end(EndMode.SUCCESS, new Work(memory, null)));
        assertEquals(ErrorCode.XA_UNKNOWN_BRANCH, prepare());
        assertEquals(ErrorCode.XA_UNKNOWN_BRANCH, commit(true));
        assertEquals(ErrorCode.XA_UNKNOWN_BRANCH, rollback());
        Heard heard = new Heard();
        branches.forget(ID, heard);
        assertEquals(ErrorCode.XA_UNKNOWN_BRANCH, heard.once());
    }

    @Test
    void emptyBranchVotesReadOnlyAndIsGone() {
        assertNull(start(StartMode.NEW, session, 0));
        assertEquals(ErrorCode.XA_DUPLICATE_BRANCH, start(StartMode.NEW, new Object(), 0));
        assertEquals(ErrorCode.XA_PROTOCOL, prepare(), "while a session works in it");
        assertNull(end(EndMode.SUCCESS, new Work(memory, null)));
        assertEquals(true, prepare());
        assertEquals(ErrorCode.XA_UNKNOWN_BRANCH, commit(false));
    }

    @Test
    void secondPhaseNeedsTheFirst() {
        start(StartMode.NEW, session, 0);
        end(EndMode.SUCCESS, new Work(memory, null));
        assertEquals(ErrorCode.XA_PROTOCOL, commit(false));
        assertNull(commit(true));
    }

    @Test
    void suspendedWorkIsResumedByItsSessionOnly() {
        start(StartMode.NEW, session, 0);
        assertNull(end(EndMode.SUSPEND, new Work(memory, null)));
        assertEquals(ErrorCode.XA_PROTOCOL, start(StartMode.RESUME, new Object(), 0));
        assertEquals(ErrorCode.XA_PROTOCOL, rollback(), "while it is suspended");
        assertNull(start(StartMode.RESUME, session, 0));
        assertNull(end(EndMode.SUCCESS, new Work(memory, null)));
        assertNull(rollback());
    }

    @Test
    void failedWorkCanOnlyBeRolledBack() {
        start(StartMode.NEW, session, 0);
        assertNull(end(EndMode.FAIL, new Work(memory, null)));
        assertEquals(ErrorCode.XA_ROLLED_BACK, prepare());
        assertEquals(ErrorCode.XA_UNKNOWN_BRANCH, rollback());
    }

    @Test
    void workThatCannotBeCommittedIsRolledBackAtPrepare() {
        start(StartMode.NEW, session, 0);
        end(EndMode.SUCCESS, someWork());
        assertEquals(ErrorCode.XA_ROLLED_BACK, prepare());
    }

    @Test
    @DisplayName("XA-17: a branch whose time is up is rolled back")
    void timesOut() {
        start(StartMode.NEW, session, 100);
        loop.advance(100);
        assertEquals(ErrorCode.XA_TIMED_OUT, end(EndMode.SUCCESS, new Work(memory, null)));
        assertEquals(ErrorCode.XA_TIMED_OUT, prepare());
    }

    @Test
    void abandonedWorkCanOnlyBeRolledBack() {
        start(StartMode.NEW, session, 0);
        branches.abandon(ID, session, new Work(memory, null));
        assertEquals(ErrorCode.XA_ROLLED_BACK, commit(true));
    }

    @Test
    void doomedBranchesAreForgottenWhenTheirTimeIsUp() {
        start(StartMode.NEW, session, 100);
        branches.abandon(ID, session, new Work(memory, null));
        loop.advance(100);
        assertEquals(ErrorCode.XA_UNKNOWN_BRANCH, commit(true));
        start(StartMode.NEW, session, 100);
        end(EndMode.SUCCESS, new Work(memory, null));
        loop.advance(200);
        assertEquals(ErrorCode.XA_UNKNOWN_BRANCH, rollback());
    }

    @Test
    @DisplayName("XA-17: suspending work whose time is up does not hold up the rollback")
    void timedOutWorkIsNotSuspended() {
        start(StartMode.NEW, session, 100);
        loop.advance(100);
        assertEquals(ErrorCode.XA_TIMED_OUT, end(EndMode.SUSPEND, new Work(memory, null)));
        assertNull(rollback());
    }
}
