package io.chasqui.engine.queue;

import io.chasqui.loop.EventLoop;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.protocol.ErrorCode;

/** A queue: one backlog that everybody sends to and takes from. Owned by its loop. */
public final class QueueActor implements PublishTarget {

    private final EventLoop loop;
    private final Destination destination;
    private final Backlog backlog;
    private final Admission admission;
    private volatile boolean deleted;

    public QueueActor(EventLoop loop, Destination destination, BacklogSettings settings) {
        this.loop = loop;
        this.destination = destination;
        this.backlog = new Backlog(loop, settings, destination.toString());
        this.admission = new Admission(loop, settings, destination.toString(), backlog::usedBytes, this::admitted);
        backlog.onRoom(admission::retry);
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public Destination destination() {
        return destination;
    }

    public Backlog backlog() {
        return backlog;
    }

    @Override
    public void onPublish(Publication publication) {
        loop.assertInLoop();
        if (deleted) {
            publication.refused(ErrorCode.INVALID_DESTINATION, destination + " was deleted");
        } else {
            admission.offer(publication);
        }
    }

    private void admitted(Publication publication) {
        backlog.add(publication.message());
        admission.noteUsage();
        publication.accepted();
    }

    @Override
    public void onCommitted(Message message, Origin origin) {
        if (!deleted) {
            backlog.add(message);
            admission.noteUsage();
        }
    }

    @Override
    public boolean isFull() {
        return admission.isFull();
    }

    @Override
    public boolean isDeleted() {
        return deleted;
    }

    /** Deletes it with its messages. On its loop. */
    public void delete() {
        loop.assertInLoop();
        deleted = true;
        admission.refuseAll(ErrorCode.INVALID_DESTINATION, destination + " was deleted");
        backlog.delete();
    }
}
