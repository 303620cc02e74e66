package io.chasqui.engine.queue;

import io.chasqui.engine.record.Change;
import io.chasqui.engine.record.Ledger;
import io.chasqui.engine.record.Outcome;
import io.chasqui.engine.record.Place;
import io.chasqui.engine.record.Records;
import io.chasqui.engine.record.Slot;
import io.chasqui.journal.Durability;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Message;

/**
 * The half of a backlog that survives: gives messages their places in the ledger, decides which of them stay in memory, and
 * records what becomes of them. Owned by the backlog's loop.
 */
public final class Recording {

    private final Backlog backlog;
    private final Dispatch dispatch;
    private final BacklogSettings settings;
    private final EventLoop loop;
    private final Records records;
    private final Ledger ledger;
    private final Pager pager;

    /** How many messages are on their way into the journal. */
    private int underWay;

    Recording(Backlog backlog, Dispatch dispatch, BacklogSettings settings, Ledger ledger) {
        this.backlog = backlog;
        this.dispatch = dispatch;
        this.settings = settings;
        this.loop = backlog.loop();
        this.records = settings.requireRecords();
        this.ledger = ledger;
        this.pager = new Pager(backlog, dispatch, ledger, records);
    }

    public Ledger ledger() {
        return ledger;
    }

    Pager pager() {
        return pager;
    }

    /** Whether nothing is on its way. */
    boolean isAtRest() {
        return underWay == 0;
    }

    // ------------------------------------------------------------------ arriving

    /** Gives a message that is about to be recorded its place. */
    public Place reserve(Message message) {
        loop.assertInLoop();
        backlog.takeRecorded(message);
        underWay++;
        long slot = Slot.of(message.priority(), backlog.nextSequence());
        while (!ledger.canExpect(slot)) {
            // After a restart the last block is on the disk only; the next one is new.
            slot = Slot.of(message.priority(), backlog.nextSequence());
        }
        ledger.expect(slot);
        return new Place(ledger.id(), slot);
    }

    /** Adds a message that has been given a place when it is recorded. */
    public Change.Step arrival(Message message, Place place) {
        return new Change.Step() {
            @Override
            public void take(long position) {
                underWay--;
                if (!backlog.isDeleted()) {
                    onArrived(message, place.slot(), position);
                }
                ledger.unpin(place.slot());
            }

            @Override
            public void giveUp() {
                underWay--;
                if (!backlog.isDeleted()) {
                    backlog.freeRecorded(message);
                }
                ledger.unpin(place.slot());
            }
        };
    }

    private void onArrived(Message message, long slot, long position) {
        ledger.put(slot, position, message);
        if (ledger.due(slot) <= loop.now()) {
            ledger.clearDue(slot);
        }
        if (pager.mayStay(slot) && (fitsInMemory() || dispatch.hasWaiting())) {
            pager.stays(slot);
            backlog.bringIn(new Entry(backlog, message, Slot.sequence(slot), slot));
        } else {
            backlog.freeRecorded(message);
            pager.leave(slot);
        }
    }

    /** Whether the backlog may have more in memory than it has. */
    boolean fitsInMemory() {
        return !settings.pages()
                || backlog.usedBytes() <= settings.shareBytes()
                        && settings.memory().mayKeep(0);
    }

    /** A message comes back into memory. */
    void bringIn(long slot, Message message) {
        backlog.bringIn(recalled(slot, message));
    }

    private Entry recalled(long slot, Message message) {
        backlog.takeRecorded(message);
        Entry entry = new Entry(backlog, message, Slot.sequence(slot), slot);
        entry.deliveries = ledger.deliveries(slot);
        return entry;
    }

    // ------------------------------------------------------------------ going

    /** The message of an entry is removed, which nobody waits for. */
    void forget(Entry entry) {
        records.at(loop).removeLater(ledger, entry.slot);
    }

    /** Makes it part of a change that the message of an entry is removed. */
    void removeWith(Entry entry, Change change) {
        change.remove(entry.place());
        change.require(records.durabilityOf(ledger.definition().destination()));
        change.then(position -> ledger.remove(entry.slot));
    }

    /** Whether an entry that comes back may stay in memory: messages before it that are not must be delivered before it. */
    boolean mayStay(Entry entry) {
        return pager.mayStay(entry.slot);
    }

    /** The message of an entry, which is gone from memory, waits among those that are not in memory. */
    void putOut(Entry entry) {
        pager.comeBack(entry.slot);
    }

    /** The message of an entry was delivered in vain once more. */
    void count(Entry entry) {
        ledger.count(entry.slot, entry.deliveries);
        records.at(loop).countLater(ledger, entry.slot, entry.deliveries);
    }

    void afterCounts(Runnable task) {
        records.at(loop).afterCounts(task);
    }

    /** @param outcome told when it is recorded that the backlog has ended */
    void close(Durability safe, Outcome outcome) {
        pager.close();
        records.close(loop, ledger, safe, outcome);
    }

    // ------------------------------------------------------------------ recovery

    /** An entry that a transaction in doubt has consumed; nobody else gets it. Its block is in memory. */
    public Entry acquire(long slot, Message message) {
        loop.assertInLoop();
        pager.claim(slot);
        Entry entry = recalled(slot, message);
        backlog.bringInAcquired(entry);
        return entry;
    }

    /** A message that was delayed, and that is not in memory. */
    public void restoreDelayed(long slot, long due) {
        pager.restoreDelayed(slot, due);
    }
}
