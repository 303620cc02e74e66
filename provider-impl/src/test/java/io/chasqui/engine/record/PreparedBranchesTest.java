package io.chasqui.engine.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.journal.Position;
import io.chasqui.journal.SegmentUsage;
import io.chasqui.protocol.BranchId;
import org.junit.jupiter.api.Test;

class PreparedBranchesTest {

    private static final BranchId BRANCH = new BranchId(1, new byte[] {1}, new byte[] {2});

    private final SegmentUsage usage = new SegmentUsage();
    private final PreparedBranches branches = new PreparedBranches(usage);

    @Test
    void aBranchIsNotRecordedAnewBehindItsDecision() {
        branches.put(BRANCH, Position.of(1, 64));
        assertTrue(branches.mayMove(BRANCH, Position.of(1, 64)));
        branches.decide(BRANCH);
        assertFalse(branches.mayMove(BRANCH, Position.of(1, 64)));
        branches.remove(BRANCH);
        assertEquals(0, usage.live(1));
    }

    @Test
    void onlyTheRecordThatCountsIsRecordedAnew() {
        branches.put(BRANCH, Position.of(1, 64));
        branches.put(BRANCH, Position.of(2, 64));
        assertFalse(branches.mayMove(BRANCH, Position.of(1, 64)));
        assertTrue(branches.mayMove(BRANCH, Position.of(2, 64)));
        assertEquals(0, usage.live(1));
    }
}
