package io.chasqui.engine.queue;

import io.chasqui.engine.record.Change;
import io.chasqui.engine.record.Origin;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;

/** What messages can be sent to: a queue or a topic. */
public interface PublishTarget {

    EventLoop loop();

    Destination destination();

    /** Takes a message, lets it wait for room, or refuses it. On the target's loop. */
    void onPublish(Publication publication);

    /** Refuses those that wait for room and were withdrawn. On the target's loop. */
    void refuseWithdrawn();

    /**
     * Takes a message of a transaction that is being committed, when the change takes place: there is always room. On the
     * target's loop.
     */
    void onCommitted(Message message, Origin origin, Change change);

    /** Whether it holds as much as it may or more; any thread may ask. */
    boolean isFull();

    /** Whether a message sent to it is to be recorded, as far as anybody can tell; any thread may ask. */
    boolean mayTakeDisk(Message message);

    /** Whether it was deleted; any thread may ask. */
    boolean isDeleted();

    /** Whether whoever keeps it for later should look it up again: it was deleted or retired; any thread may ask. */
    boolean isStale();
}
