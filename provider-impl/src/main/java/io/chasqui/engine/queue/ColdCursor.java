package io.chasqui.engine.queue;

import io.chasqui.engine.record.Ledger;
import io.chasqui.engine.record.Place;
import io.chasqui.engine.record.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A walk over the messages of a ledger that are not in memory, in delivery order. Owned by the loop of the backlog. */
final class ColdCursor {

    private final Ledger ledger;

    /** By lane: the first slot not passed yet. */
    private final long[] at = new long[Slot.LANES];

    /** By lane: the first slot it was told to go back to since the last run, which may have passed it since. */
    private final long[] back = new long[Slot.LANES];

    ColdCursor(Ledger ledger) {
        this.ledger = ledger;
        for (int lane = 0; lane < Slot.LANES; lane++) {
            at[lane] = Slot.laneStart(lane);
            back[lane] = Long.MAX_VALUE;
        }
    }

    /** Begins where another one is. */
    ColdCursor(ColdCursor other) {
        this.ledger = other.ledger;
        System.arraycopy(other.at, 0, at, 0, at.length);
        Arrays.fill(back, Long.MAX_VALUE);
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
        back[lane] = Math.min(back[lane], slot);
    }

    /** A run has been passed: where it was told to go back meanwhile, it does so now. */
    void endRun() {
        for (int lane = 0; lane < at.length; lane++) {
            at[lane] = Math.min(at[lane], back[lane]);
            back[lane] = Long.MAX_VALUE;
        }
    }

    /** Passes what another one has passed. */
    void catchUp(ColdCursor other) {
        for (int lane = 0; lane < at.length; lane++) {
            at[lane] = Math.max(at[lane], other.at[lane]);
        }
    }

    /**
     * The next messages that are neither in memory nor delayed, {@code most} at most; none of these is passed by this.
     *
     * @param last messages with a higher sequence number are left out
     */
    Run ahead(int most, long last) {
        Run run = new Run();
        int lane = 0;
        while (lane < at.length && run.places.size() < most && collect(run, lane, most, last)) {
            lane++;
        }
        return run;
    }

    /**
     * Collects the next messages of one lane; false when a block has to be brought into memory before it goes on.
     *
     * <p>Design note: what is of no interest is passed at once while nothing has been collected. Otherwise two blocks of which
     * only one is in memory at a time could ask for each other for ever.
     */
    private boolean collect(Run run, int lane, int most, long last) {
        long slot = ledger.next(at[lane]);
        while (slot != Slot.NONE && Slot.sequence(slot) <= last && run.places.size() < most) {
            if (!ledger.isInMemory(slot)) {
                if (run.places.isEmpty()) {
                    at[lane] = Math.max(at[lane], slot);
                    run.missingBlock = Slot.block(slot);
                }
                return false;
            }
            if (!ledger.isHeld(slot) && ledger.due(slot) == 0) {
                run.places.add(new Place(ledger.id(), slot));
                run.positions.add(ledger.position(slot));
            } else if (run.places.isEmpty()) {
                at[lane] = slot + 1;
            }
            slot = ledger.next(slot + 1);
        }
        if (run.places.isEmpty()) {
            at[lane] = Math.max(at[lane], slot == Slot.NONE ? ledger.end(lane) : slot);
        }
        return true;
    }
}
