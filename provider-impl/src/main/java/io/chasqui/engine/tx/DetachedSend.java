package io.chasqui.engine.tx;

import io.chasqui.engine.queue.Publication;
import io.chasqui.engine.queue.PublishTarget;
import io.chasqui.engine.record.Origin;
import io.chasqui.message.Message;
import io.chasqui.protocol.ErrorCode;

/** A message that nobody waits for: its sender is the broker itself, or has gone with an earlier life of it. */
public final class DetachedSend extends Publication {

    private final Origin origin;

    public DetachedSend(PublishTarget target, Message message, Origin origin) {
        super(target, message);
        this.origin = origin;
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public boolean isAwaited() {
        return false;
    }

    @Override
    public boolean isWithdrawn() {
        return false;
    }

    @Override
    public void accepted() {}

    @Override
    public void refused(ErrorCode code, String reason) {}
}
