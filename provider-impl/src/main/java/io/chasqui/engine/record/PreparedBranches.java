package io.chasqui.engine.record;

import io.chasqui.journal.SegmentUsage;
import io.chasqui.protocol.BranchId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The prepared branches, and where in the journal each was recorded. Owned by the broker's home loop; before the engine runs,
 * by the thread that recovers.
 */
public final class PreparedBranches {

    private final SegmentUsage usage;
    private final Map<BranchId, Long> positions = new LinkedHashMap<>();

    /** Those whose decision is on its way into the journal. */
    private final Set<BranchId> deciding = new HashSet<>();

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

    /** The decision on a branch is going to be recorded: nothing that is recorded behind it may say that it is prepared. */
    public void decide(BranchId branch) {
        deciding.add(branch);
    }

    /** Whether this is where a branch is recorded that may be recorded anew. */
    public boolean mayMove(BranchId branch, long position) {
        Long current = positions.get(branch);
        return current != null && current == position && !deciding.contains(branch);
    }

    /** A branch was decided. May be repeated. */
    public void remove(BranchId branch) {
        deciding.remove(branch);
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
