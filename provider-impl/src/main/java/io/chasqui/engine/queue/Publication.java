package io.chasqui.engine.queue;

import io.chasqui.engine.record.Origin;
import io.chasqui.message.Message;
import io.chasqui.protocol.ErrorCode;

/**
 * One send on its way to its destination. As a task it carries itself to the destination's loop; then exactly one of
 * {@link #accepted} and {@link #refused} is called there.
 */
public abstract class Publication implements Runnable {

    private final PublishTarget target;
    private final Message message;

    /** When a waiting publication is given up, in milliseconds since the epoch; owned by the target's loop. */
    long deadlineMillis;

    protected Publication(PublishTarget target, Message message) {
        this.target = target;
        this.message = message;
    }

    public final PublishTarget target() {
        return target;
    }

    public final Message message() {
        return message;
    }

    public abstract Origin origin();

    /** Whether the sender waits for the outcome. Others wait for room as long as it takes. */
    public abstract boolean isAwaited();

    /** Whether the sender has given up meanwhile: it is to be refused even if there is room now. */
    public abstract boolean isWithdrawn();

    public abstract void accepted();

    public abstract void refused(ErrorCode code, String reason);

    @Override
    public final void run() {
        target.onPublish(this);
    }
}
