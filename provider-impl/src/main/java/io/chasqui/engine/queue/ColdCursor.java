package io.chasqui.engine.queue;

import io.chasqui.engine.record.Ledger;
import io.chasqui.engine.record.Place;
import io.chasqui.engine.record.Slot;
import java.util.ArrayList;
import java.util.List;

/** A walk over the messages of a ledger that are not in memory, in delivery order. Owned by the loop of the backlog. */
final class ColdCursor {

    private final Ledger ledger;

    /** By lane: the first slot not passed yet. */
    private final long[] at = new long[Slot.LANES];

    ColdCursor(Ledger ledger) {
        this.ledger = ledger;
        for (int lane = 0; lane < Slot.LANES; lane++) {
            at[lane] = Slot.laneStart(lane);
        }
    }

    /** Begins where another one is. */
    ColdCursor(ColdCursor other) {
        this.ledger = other.ledger;
        System.arraycopy(other.at, 0, at, 0, at.length);
    }

    /** What lies ahead: slots and where their messages are; or the block that has to be in memory before that is known. */
    static final class Run {
        final List<Place> places = new ArrayList<>();
        final List<Long> positions = new ArrayList<>();
        long missingBlock = Slot.NONE;

        boolean isEmpty() {
            return places.isEmpty() && missingBlock == Slot.NONE;
        }
    }

    boolean hasPassed(long slot) {
        return slot < at[Slot.lane(slot)];
    }

    void pass(long slot) {
        int lane = Slot.lane(slot);
        at[lane] = Math.max(at[lane], slot + 1);
    }

    /** Goes back, so that this slot lies ahead; what is in memory on the way is left out as ever. */
    void goBackTo(long slot) {
        int lane = Slot.lane(slot);
        at[lane] = Math.min(at[lane], slot);
    }

    /** Passes what another one has passed. */
    void catchUp(ColdCursor other) {
        for (int lane = 0; lane < at.length; lane++) {
            at[lane] = Math.max(at[lane], other.at[lane]);
        }
    }

    /**
     * The next messages that are neither in memory nor delayed, {@code most} at most. None is passed by this, but what lies
     * before them is: a block that has nothing for this walk need not come into memory again.
     *
     * @param last messages with a higher sequence number are left out
     */
    Run ahead(int most, long last) {
        Run run = new Run();
        for (int lane = 0; lane < at.length && run.places.size() < most; lane++) {
            long slot = ledger.next(at[lane]);
            while (slot != Slot.NONE && Slot.sequence(slot) <= last && run.places.size() < most) {
                if (!ledger.isInMemory(slot)) {
                    if (run.places.isEmpty()) {
                        run.missingBlock = Slot.block(slot);
                        at[lane] = slot;
                    }
                    return run;
                }
                if (!ledger.isHeld(slot) && ledger.due(slot) == 0) {
                    run.places.add(new Place(ledger.id(), slot));
                    run.positions.add(ledger.position(slot));
                } else if (run.places.isEmpty()) {
                    pass(slot);
                }
                slot = ledger.next(slot + 1);
            }
            if (slot != Slot.NONE && run.places.isEmpty()) {
                at[lane] = slot;
            }
        }
        return run;
    }
}
