package io.chasqui.engine.tx;

import io.chasqui.loop.EventLoop;
import io.chasqui.protocol.BranchId;
import io.chasqui.protocol.ErrorCode;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One XA branch the broker knows. Owned by the home loop. */
final class Branch {

    final BranchId id;
    final Work work;

    /** The sessions that work in it now. */
    final Set<Object> active = new HashSet<>(2);

    /** The sessions that have suspended their work in it. */
    final Set<Object> suspended = new HashSet<>(1);

    boolean prepared;

    /** The journal knows that it is prepared. */
    boolean recorded;

    /** It is being prepared or decided, and nothing else can happen to it. */
    boolean busy;

    /** Why it can only be rolled back, null when it can still be committed. */
    @Nullable
    ErrorCode doom;

    String doomReason = "";

    /** Whether it has been rolled back, though it is still known; then it is doomed. */
    boolean undone;

    EventLoop.@Nullable Timer timer;

    Branch(BranchId id, Work work) {
        this.id = id;
        this.work = work;
    }

    boolean isAssociated() {
        return !active.isEmpty() || !suspended.isEmpty();
    }

    void doom(ErrorCode code, String reason) {
        if (doom == null) {
            doom = code;
            doomReason = reason;
        }
    }

    void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
