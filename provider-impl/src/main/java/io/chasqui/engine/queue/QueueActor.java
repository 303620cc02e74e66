package io.chasqui.engine.queue;

import io.chasqui.engine.record.Origin;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;

/** A queue: one backlog that everybody sends to and takes from. Owned by its loop. */
public final class QueueActor extends DestinationActor {

    private final Backlog backlog;

    public QueueActor(EventLoop loop, Destination destination, BacklogSettings settings) {
        super(loop, destination, settings);
        this.backlog = new Backlog(loop, settings, destination.toString());
        backlog.onRoom(this::retryAdmission);
    }

    /** Its messages, or those of the queue that has its name now. On its loop. */
    public Backlog backlog() {
        return current() == this ? backlog : ((QueueActor) current()).backlog();
    }

    @Override
    protected void store(Message message, Origin origin) {
        backlog.add(message);
    }

    @Override
    protected long usedBytes() {
        return backlog.usedBytes();
    }

    @Override
    protected boolean isUnused() {
        return backlog.size() == 0 && !backlog.hasConsumers();
    }

    @Override
    protected void clear() {
        backlog.delete();
    }
}
