package io.chasqui.engine.record;

import io.chasqui.engine.record.Fact.Changed;
import io.chasqui.journal.Durability;
import io.chasqui.message.Message;
import io.chasqui.message.MessageId;
import io.chasqui.protocol.BranchId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision made on one loop: what is to be recorded, and what is to be done there once that is durable. Steps are taken, or
 * given up, in the order in which they were added. Owned by that loop until it is told how the record fared.
 */
public final class Change {

    private final List<Arrival> arrived = new ArrayList<>(1);
    private final List<Place> removed = new ArrayList<>(0);
    private final List<Step> steps = new ArrayList<>(1);
    private Durability durability = Durability.LAZY;

    /** One thing to do. */
    public interface Step {
        /** @param position of the record; 0 when nothing needed to be recorded */
        void take(long position);

        /** The change will not take place. */
        default void giveUp() {}
    }

    /** A message is to arrive in these places. */
    public void arrive(Message message, List<Place> places, Durability safe) {
        arrived.add(new Arrival(message, places));
        require(safe);
    }

    /** The message of this place is to go. */
    public void remove(Place place) {
        removed.add(place);
    }

    public void then(Step step) {
        steps.add(step);
    }

    /** The record is to be at least as safe as this. */
    public void require(Durability safe) {
        if (safe.compareTo(durability) < 0) {
            durability = safe;
        }
    }

    public boolean isRecorded() {
        return !arrived.isEmpty() || !removed.isEmpty();
    }

    public Durability durability() {
        return durability;
    }

    public void take(long position) {
        for (int i = 0; i < steps.size(); i++) {
            steps.get(i).take(position);
        }
    }

    public void giveUp() {
        for (int i = 0; i < steps.size(); i++) {
            steps.get(i).giveUp();
        }
    }

    /** What is to be recorded of this change. */
    public Changed fact() {
        return new Changed(arrived, removed, null);
    }

    /**
     * What is to be recorded of several changes, made on different loops, that take place together.
     *
     * @param id by which a client asks whether they have
     */
    public static Changed fact(List<Change> changes, @Nullable BranchId committed, @Nullable MessageId id) {
        List<Arrival> arrived = new ArrayList<>();
        List<Place> removed = new ArrayList<>();
        for (Change change : changes) {
            arrived.addAll(change.arrived);
            removed.addAll(change.removed);
        }
        return new Changed(arrived, removed, committed, id);
    }
}
