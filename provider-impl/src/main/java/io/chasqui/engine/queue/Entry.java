package io.chasqui.engine.queue;

import io.chasqui.engine.record.Place;
import io.chasqui.engine.record.Slot;
import io.chasqui.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * One message in one backlog, from the moment it is added until it is settled. It is its own node in the list of all
 * ready messages.
 *
 * <p>Owned by the backlog's loop, except {@link #deliveryId}, which belongs to the session that holds the delivery.
 */
public final class Entry extends Node {

    /** Where an entry is in its life. */
    enum State {
        /** Its delivery time has not come. */
        DELAYED,
        /** Waiting for a consumer. */
        READY,
        /** Delivered and not settled. */
        ACQUIRED,
        /** Settled, expired or dropped: nobody may touch it any more. */
        GONE
    }

    final Backlog backlog;
    final Message message;

    /** Its place in the backlog's ledger; {@link Slot#NONE} when it is not recorded. */
    final long slot;

    /** Grows with each message of the backlog; entries of one priority are delivered in this order. */
    final long sequence;

    State state = State.READY;

    /** How many deliveries counted so far. */
    int deliveries;

    /** Whether it is to be buried when it comes back, however often it was delivered. */
    boolean hopeless;

    /** Who holds or held it last. */
    @Nullable
    BacklogConsumer holder;

    /** The group whose turn it counts for while it is acquired or kept back for the group's owner. */
    MessageGroups.@Nullable Group group;

    /** The number of the delivery under way; owned by the session that holds it. */
    private long deliveryId;

    Entry(Backlog backlog, Message message, long sequence, long slot) {
        super(null);
        this.backlog = backlog;
        this.message = message;
        this.sequence = sequence;
        this.slot = slot;
    }

    @Override
    Entry entry() {
        return this;
    }

    public Message message() {
        return message;
    }

    public Backlog backlog() {
        return backlog;
    }

    public long deliveryId() {
        return deliveryId;
    }

    public void setDeliveryId(long id) {
        deliveryId = id;
    }

    /** Whether this entry is delivered before the other: higher priority first, then the older. */
    boolean isBefore(Entry other) {
        int difference = message.priority() - other.message.priority();
        return difference > 0 || difference == 0 && sequence < other.sequence;
    }

    /** Where it stands in delivery order, among those recorded and others. */
    long order() {
        return Slot.of(message.priority(), sequence);
    }

    /** Its place in the backlog's ledger; only when it is recorded. */
    public Place place() {
        return new Place(backlog.requireRecording().ledger().id(), slot);
    }

    /** How many deliveries counted so far. */
    public int deliveries() {
        return deliveries;
    }

    public boolean isRecorded() {
        return slot != Slot.NONE;
    }

    /** Takes the entry out of every list it is in. */
    void unlink() {
        Node node = this;
        while (node != null) {
            if (node.list != null) {
                node.list.remove(node);
            }
            Node next = node.sibling;
            node.sibling = null;
            node = next;
        }
    }
}
