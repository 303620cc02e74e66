package io.chasqui.engine.record;

import io.chasqui.journal.SegmentUsage;
import io.chasqui.protocol.BranchId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The prepared branches, and where in the journal each was recorded. Owned by the broker's home loop; before the engine runs,
 * by the thread that recovers.
 */
public final class PreparedBranches {

    private final SegmentUsage usage;
    private final Map<BranchId, Long> positions = new LinkedHashMap<>();

    public PreparedBranches(SegmentUsage usage) {
        this.usage = usage;
    }

    /** A branch was prepared, or its record was written again. May be repeated. */
    public void put(BranchId branch, long position) {
        Long before = positions.put(branch, position);
        usage.retain(position);
        if (before != null) {
            usage.release(before);
        }
    }

    /** Recovery: a branch that is prepared, and whose record is retained already. */
    public void restore(BranchId branch, long position) {
        positions.put(branch, position);
    }

    /** A branch was decided. May be repeated. */
    public void remove(BranchId branch) {
        Long position = positions.remove(branch);
        if (position != null) {
            usage.release(position);
        }
    }

    /** The oldest first. */
    public Map<BranchId, Long> all() {
        return new LinkedHashMap<>(positions);
    }
}
