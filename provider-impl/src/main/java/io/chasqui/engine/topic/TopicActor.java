package io.chasqui.engine.topic;

import io.chasqui.engine.queue.Admission;
import io.chasqui.engine.queue.BacklogSettings;
import io.chasqui.engine.queue.Origin;
import io.chasqui.engine.queue.Publication;
import io.chasqui.engine.queue.PublishTarget;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/**
 * A topic: adds each message to every subscription that wants it at the moment of publishing, whether it is due at once
 * or later (Jakarta Messaging 3.1, 7.9). Owned by its loop.
 */
public final class TopicActor implements PublishTarget {

    private final EventLoop loop;
    private final Destination destination;
    private final BacklogSettings settings;
    private final Admission admission;
    private final List<Subscription> subscriptions = new ArrayList<>(2);
    private volatile boolean deleted;

    public TopicActor(EventLoop loop, Destination destination, BacklogSettings settings) {
        this.loop = loop;
        this.destination = destination;
        this.settings = settings;
        this.admission = new Admission(loop, settings, destination.toString(), this::usedBytes, this::admitted);
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public Destination destination() {
        return destination;
    }

    BacklogSettings settings() {
        return settings;
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
        spread(publication.message(), publication.origin());
        publication.accepted();
    }

    @Override
    public void onCommitted(Message message, Origin origin) {
        spread(message, origin);
    }

    private void spread(Message message, Origin origin) {
        for (int i = 0; i < subscriptions.size(); i++) {
            Subscription subscription = subscriptions.get(i);
            if (subscription.wants(message, origin)) {
                subscription.backlog().add(message);
            }
        }
        admission.noteUsage();
    }

    @Override
    public boolean isFull() {
        return admission.isFull();
    }

    /** What its fullest subscription holds: the slowest one makes publishers wait. */
    private long usedBytes() {
        long most = 0;
        for (int i = 0; i < subscriptions.size(); i++) {
            most = Math.max(most, subscriptions.get(i).backlog().usedBytes());
        }
        return most;
    }

    /** Begins to add messages to a subscription. On the topic's loop. */
    public void add(Subscription subscription) {
        loop.assertInLoop();
        subscriptions.add(subscription);
        subscription.backlog().onRoom(admission::retry);
    }

    /** Ends a subscription and drops its messages. On the topic's loop. */
    public void remove(Subscription subscription) {
        loop.assertInLoop();
        if (subscriptions.remove(subscription)) {
            subscription.backlog().delete();
            admission.retry();
        }
    }

    /** Whether any subscription has a consumer. On the topic's loop. */
    public boolean hasConsumers() {
        loop.assertInLoop();
        return subscriptions.stream()
                .anyMatch(subscription -> subscription.backlog().hasConsumers());
    }

    @Override
    public boolean isDeleted() {
        return deleted;
    }

    /** Deletes it with its subscriptions. On its loop. */
    public void delete() {
        loop.assertInLoop();
        deleted = true;
        admission.refuseAll(ErrorCode.INVALID_DESTINATION, destination + " was deleted");
        for (Subscription subscription : List.copyOf(subscriptions)) {
            remove(subscription);
        }
    }
}
