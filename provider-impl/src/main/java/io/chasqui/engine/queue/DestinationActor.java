package io.chasqui.engine.queue;

import io.chasqui.engine.record.Change;
import io.chasqui.engine.record.Origin;
import io.chasqui.engine.record.Outcome;
import io.chasqui.engine.record.Records;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.protocol.ErrorCode;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What queues and topics have in common: they let publications in, they can be deleted, and they can be retired. Owned by
 * its loop.
 *
 * <p>Design note: a permanent destination that nobody uses is forgotten, so that a broker with ever new names does not
 * grow. Somebody who found it just before may still come to it; it then hands everything on to the one that has its name
 * now, which lives on the same loop.
 */
public abstract class DestinationActor implements PublishTarget {

    private final EventLoop loop;
    private final Destination destination;
    private final Admission admission;
    private volatile boolean deleted;
    private volatile boolean retired;
    private @Nullable Supplier<DestinationActor> successor;

    /** How much has come to it, ever; tells whether it was used between two looks. */
    private long uses;

    private long usesWhenChecked = -1;

    private final BacklogSettings settings;

    protected DestinationActor(EventLoop loop, Destination destination, BacklogSettings settings) {
        this.settings = settings;
        this.loop = loop;
        this.destination = destination;
        this.admission = new Admission(loop, settings, this, this::admitted);
    }

    @Override
    public final EventLoop loop() {
        return loop;
    }

    @Override
    public final Destination destination() {
        return destination;
    }

    /** This one, or the one that has its name now. On its loop; noted as a use. */
    protected final DestinationActor current() {
        loop.assertInLoop();
        uses++;
        return successor == null ? this : successor.get().current();
    }

    @Override
    public final void onPublish(Publication publication) {
        DestinationActor current = current();
        if (current != this) {
            current.onPublish(publication);
        } else if (deleted) {
            publication.refused(ErrorCode.INVALID_DESTINATION, destination + " was deleted");
        } else {
            admission.offer(publication);
        }
    }

    @Override
    public final void refuseWithdrawn() {
        DestinationActor current = current();
        if (current != this) {
            current.refuseWithdrawn();
        } else {
            admission.refuseWithdrawn();
        }
    }

    private void admitted(Publication publication) {
        if (!records(publication.message())) {
            store(publication.message(), publication.origin());
            admission.noteUsage();
            publication.accepted();
            return;
        }
        Change change = new Change();
        decide(publication.message(), publication.origin(), change);
        admission.noteUsage();
        settings.disk().take(publication.message().size());
        records().at(loop).append(change.fact(), change.durability(), new Outcome() {
            @Override
            public void applied(long position) {
                change.take(position);
                publication.accepted();
            }

            @Override
            public void failed(String reason) {
                change.giveUp();
                publication.refused(ErrorCode.STORE_FAILED, "the message cannot be stored: " + reason);
            }
        });
    }

    @Override
    public final void onCommitted(Message message, Origin origin, Change change) {
        DestinationActor current = current();
        if (current != this) {
            current.onCommitted(message, origin, change);
        } else if (deleted) {
            return;
        } else if (records(message)) {
            decide(message, origin, change);
            settings.disk().take(message.size());
        } else {
            change.then(position -> onStored(message, origin));
        }
    }

    private void onStored(Message message, Origin origin) {
        DestinationActor current = current();
        if (current != this) {
            current.onStored(message, origin);
        } else if (!deleted) {
            store(message, origin);
            admission.noteUsage();
        }
    }

    /** What is to survive; only where something is. */
    protected final Records records() {
        return settings.requireRecords();
    }

    /** Whether a message could be recorded here, for all that is known without looking at subscriptions. */
    protected final boolean mayRecord(Message message) {
        return message.persistent() && settings.records() != null && !destination.isTemporary();
    }

    /** Whether a message that comes now is to be recorded. */
    protected abstract boolean records(Message message);

    /** Whether such a message is recorded for everybody who is to get it, so that it need not stay in memory for anybody. */
    protected abstract boolean recordsOnly(Message message);

    /** Decides where a message that is to be recorded goes, which happens when the change takes place. */
    protected abstract void decide(Message message, Origin origin, Change change);

    /** Puts a message that is not recorded where it belongs. */
    protected abstract void store(Message message, Origin origin);

    /** For a person: who holds it up most. */
    protected abstract String slowest();

    /** How many bytes it holds, as far as its limit is concerned. */
    protected abstract long usedBytes();

    /** How many of these are not on the disk as well. */
    protected abstract long lastingBytes();

    /** Whether it holds nothing and nobody is attached to it. */
    protected abstract boolean isUnused();

    /** It is retired, and holds nothing. */
    protected void onRetired() {}

    /** Drops everything it holds. */
    protected abstract void clear();

    /** What it holds has become less: senders that wait may find room. On its loop. */
    protected final void retryAdmission() {
        admission.retry();
    }

    @Override
    public final boolean isFull() {
        return admission.isFull();
    }

    @Override
    public final boolean isDeleted() {
        return deleted;
    }

    @Override
    public final boolean isStale() {
        return deleted || retired;
    }

    /** Deletes it with its messages. On its loop. */
    public final void delete() {
        loop.assertInLoop();
        deleted = true;
        admission.refuseAll(ErrorCode.INVALID_DESTINATION, destination + " was deleted");
        clear();
    }

    /** Whether it holds nothing now, and has not been used since it was last asked this. On its loop. */
    public final boolean isIdle() {
        loop.assertInLoop();
        boolean untouched = uses == usesWhenChecked;
        usesWhenChecked = uses;
        return untouched && !deleted && isUnused() && admission.isEmpty();
    }

    /**
     * Ends an idle destination.
     *
     * @param next finds the one that has its name, or makes it; on the same loop
     */
    public final void retire(Supplier<DestinationActor> next) {
        loop.assertInLoop();
        successor = next;
        retired = true;
        onRetired();
    }
}
