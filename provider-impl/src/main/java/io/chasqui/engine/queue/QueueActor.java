package io.chasqui.engine.queue;

import io.chasqui.engine.record.BacklogDefinition.OfQueue;
import io.chasqui.engine.record.Change;
import io.chasqui.engine.record.Ledger;
import io.chasqui.engine.record.Origin;
import io.chasqui.engine.record.Place;
import io.chasqui.engine.record.Recorder;
import io.chasqui.journal.Durability;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import java.util.List;

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

    /** The queue was there before the broker was restarted. On its loop, before anything else. */
    public void restore(Ledger ledger) {
        backlog.keepIn(ledger);
    }

    @Override
    public boolean mayTakeDisk(Message message) {
        return mayRecord(message);
    }

    @Override
    protected boolean records(Message message) {
        return mayRecord(message);
    }

    @Override
    protected boolean recordsOnly(Message message) {
        return mayRecord(message);
    }

    @Override
    protected void decide(Message message, Origin origin, Change change) {
        if (backlog.recording() == null) {
            backlog.keepIn(records().open(loop(), new OfQueue(destination()), Durability.LAZY, Recorder.NOBODY));
        }
        Recording recording = backlog.requireRecording();
        Place place = recording.reserve(message);
        change.arrive(message, List.of(place), records().durabilityOf(destination()));
        change.then(recording.arrival(message, place));
    }

    @Override
    protected String slowest() {
        return backlog.slowest();
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
    protected long lastingBytes() {
        return backlog.lastingBytes();
    }

    @Override
    protected boolean isUnused() {
        return backlog.isEmpty() && !backlog.hasConsumers();
    }

    @Override
    protected void onRetired() {
        backlog.delete();
    }

    @Override
    protected void clear() {
        backlog.delete();
    }
}
