package io.chasqui.engine.topic;

import io.chasqui.engine.queue.Backlog;
import io.chasqui.engine.queue.BacklogSettings;
import io.chasqui.engine.queue.DestinationActor;
import io.chasqui.engine.queue.Recording;
import io.chasqui.engine.record.Change;
import io.chasqui.engine.record.Origin;
import io.chasqui.engine.record.Outcome;
import io.chasqui.engine.record.Place;
import io.chasqui.engine.record.Recorder;
import io.chasqui.journal.Durability;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.selector.SelectorIndex;
import java.util.ArrayList;
import java.util.List;

/**
 * A topic: adds each message to every subscription that wants it at the moment of publishing, whether it is due at once
 * or later (Jakarta Messaging 3.1, 7.9). Owned by its loop.
 */
public final class TopicActor extends DestinationActor {

    private final BacklogSettings settings;
    private final List<Subscription> subscriptions = new ArrayList<>(2);
    private final SelectorIndex<Subscription> bySelector = new SelectorIndex<>();

    /** Whether any of them is recorded; any thread may ask. */
    private volatile boolean recording;

    /** Whether all of them are. */
    private boolean recordingOnly;

    public TopicActor(EventLoop loop, Destination destination, BacklogSettings settings) {
        super(loop, destination, settings);
        this.settings = settings;
    }

    BacklogSettings settings() {
        return settings;
    }

    @Override
    public boolean mayTakeDisk(Message message) {
        return recording && mayRecord(message);
    }

    @Override
    protected boolean records(Message message) {
        return recording && mayRecord(message);
    }

    @Override
    protected boolean recordsOnly(Message message) {
        return recordingOnly && records(message);
    }

    @Override
    protected void decide(Message message, Origin origin, Change change) {
        List<Place> places = new ArrayList<>(2);
        bySelector.forEachCandidate(message, subscription -> {
            if (!subscription.wants(message, origin)) {
                return;
            }
            Backlog backlog = subscription.backlog();
            if (subscription.isRecorded()) {
                Recording recording = backlog.requireRecording();
                Place place = recording.reserve(message);
                places.add(place);
                change.then(recording.arrival(message, place));
            } else {
                change.then(position -> backlog.add(message));
            }
        });
        if (!places.isEmpty()) {
            change.arrive(message, places, records().durabilityOf(destination()));
        }
    }

    @Override
    protected String slowest() {
        Subscription fullest = null;
        for (Subscription subscription : subscriptions) {
            if (fullest == null
                    || subscription.backlog().usedBytes() > fullest.backlog().usedBytes()) {
                fullest = subscription;
            }
        }
        return fullest == null
                ? "Nobody subscribes to " + destination()
                : fullest.backlog().slowest();
    }

    @Override
    protected void store(Message message, Origin origin) {
        bySelector.forEachCandidate(message, subscription -> {
            if (subscription.wants(message, origin)) {
                subscription.backlog().add(message);
            }
        });
    }

    /** What its fullest subscription holds: the slowest one makes publishers wait. */
    @Override
    protected long usedBytes() {
        long most = 0;
        for (int i = 0; i < subscriptions.size(); i++) {
            most = Math.max(most, subscriptions.get(i).backlog().usedBytes());
        }
        return most;
    }

    @Override
    protected long lastingBytes() {
        long most = 0;
        for (int i = 0; i < subscriptions.size(); i++) {
            most = Math.max(most, subscriptions.get(i).backlog().lastingBytes());
        }
        return most;
    }

    /** Begins to add messages to a subscription. On the topic's loop. */
    public void add(Subscription subscription) {
        TopicActor current = (TopicActor) current();
        if (current != this) {
            current.add(subscription);
        } else {
            subscriptions.add(subscription);
            bySelector.add(subscription.selector(), subscription);
            noteRecording();
            subscription.backlog().onRoom(this::retryAdmission);
        }
    }

    /** Ends a subscription and drops its messages. On the topic's loop. */
    public void remove(Subscription subscription) {
        remove(subscription, Recorder.NOBODY);
    }

    /** @param outcome told when that is recorded, on this loop */
    void remove(Subscription subscription, Outcome outcome) {
        TopicActor current = (TopicActor) current();
        if (current != this) {
            current.remove(subscription, outcome);
        } else if (subscriptions.remove(subscription)) {
            bySelector.remove(subscription.selector(), subscription);
            noteRecording();
            subscription.backlog().delete(Durability.FORCED, outcome);
            retryAdmission();
        } else {
            outcome.applied(0);
        }
    }

    private void noteRecording() {
        recording = subscriptions.stream().anyMatch(Subscription::isRecorded);
        recordingOnly = subscriptions.stream().allMatch(Subscription::isRecorded);
    }

    /** Whether any subscription has a consumer. On the topic's loop. */
    public boolean hasConsumers() {
        loop().assertInLoop();
        return subscriptions.stream()
                .anyMatch(subscription -> subscription.backlog().hasConsumers());
    }

    @Override
    protected boolean isUnused() {
        return subscriptions.isEmpty();
    }

    @Override
    protected void clear() {
        for (Subscription subscription : List.copyOf(subscriptions)) {
            remove(subscription);
        }
    }
}
