package io.chasqui.engine.queue;

import io.chasqui.engine.record.BodyHolds;
import io.chasqui.engine.record.Change;
import io.chasqui.engine.record.Ledger;
import io.chasqui.engine.record.Outcome;
import io.chasqui.engine.record.Recorder;
import io.chasqui.engine.record.Slot;
import io.chasqui.journal.Durability;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Message;
import io.chasqui.selector.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The undelivered and unsettled messages of one queue or one subscription, with the consumers that take them.
 *
 * <p>An entry is DELAYED until its delivery time, READY until a consumer with credit takes it, ACQUIRED until it is
 * settled or released, and then GONE or READY again at its old place. Owned by the loop of its destination: every method
 * must be called there.
 */
public final class Backlog {

    private static final Comparator<Entry> DELIVERY_ORDER = (a, b) -> a.isBefore(b) ? -1 : a == b ? 0 : 1;

    private final EventLoop loop;
    private final BacklogSettings settings;
    private final String label;
    private final Dispatch dispatch;
    private final Rebalancing rebalancing;
    private final Deadlines delayed;
    private final Deadlines expiring;

    /** Null while nothing is recorded. */
    private @Nullable Recording recording;

    private Runnable onRoom = () -> {};
    private long lastSequence;
    private final Holding holding;

    private int unsettled;
    private boolean roomPosted;
    private boolean deleted;

    /** @param label for a person: which queue or subscription this is */
    public Backlog(EventLoop loop, BacklogSettings settings, String label) {
        this.loop = loop;
        this.settings = settings;
        this.label = label;
        this.holding = new Holding(settings);
        this.dispatch = new Dispatch(this, loop);
        this.rebalancing = new Rebalancing(loop, dispatch);
        this.delayed = new Deadlines(loop, entry -> entry.message.deliveryTime(), this::onDue);
        this.expiring = new Deadlines(loop, entry -> entry.message.expiration(), this::drop);
    }

    /** What to do when messages have gone and senders that wait may find room. */
    public void onRoom(Runnable task) {
        onRoom = task;
    }

    public EventLoop loop() {
        return loop;
    }

    /** For a person: which queue or subscription this is. */
    public String label() {
        return label;
    }

    public long usedBytes() {
        return holding.usedBytes();
    }

    /** How many bytes it has in memory only, or for as long as nobody takes them. */
    public long lastingBytes() {
        return holding.usedBytes() - holding.fleetingBytes();
    }

    /** How many messages are here, those delivered and not settled included. */
    public long size() {
        return recording == null ? unsettled : unsettled + recording.pager().cold();
    }

    /** Whether there is nothing here or on its way. */
    boolean isEmpty() {
        return size() == 0 && (recording == null || recording.isAtRest());
    }

    public boolean hasConsumers() {
        return dispatch.consumers() > 0;
    }

    /** For a person: which of its consumers holds it up most. */
    public String slowest() {
        return dispatch.slowest(label);
    }

    // ------------------------------------------------------------------ messages in

    /** Adds a message that is nowhere but in memory; one that comes too late goes the way of all that was here. */
    public void add(Message message) {
        loop.assertInLoop();
        if (deleted) {
            return;
        }
        holding.take(message);
        enter(new Entry(this, message, ++lastSequence, Slot.NONE));
    }

    /** Takes account of a message that is recorded, or is going to be. */
    void takeRecorded(Message message) {
        holding.takeRecorded(message);
    }

    void freeRecorded(Message message) {
        holding.freeRecorded(message);
    }

    private void enter(Entry entry) {
        Message message = entry.message;
        unsettled++;
        if (message.deliveryTime() > message.timestamp() && message.deliveryTime() > loop.now()) {
            entry.state = Entry.State.DELAYED;
            delayed.add(entry);
            watchExpiry(entry);
        } else {
            makeReady(entry);
        }
    }

    // ------------------------------------------------------------------ messages in, recorded

    /** Records its messages in this ledger from now on; what is in it already belongs to it. */
    public void keepIn(Ledger ledger) {
        loop.assertInLoop();
        lastSequence = Math.max(lastSequence, ledger.lastSequence());
        recording = new Recording(this, dispatch, settings, ledger);
    }

    /** What of it is recorded; null when nothing is. */
    public @Nullable Recording recording() {
        return recording;
    }

    /** What of it is recorded; only where something is. */
    public Recording requireRecording() {
        if (recording == null) {
            throw new IllegalStateException(label + " records nothing");
        }
        return recording;
    }

    long nextSequence() {
        return ++lastSequence;
    }

    boolean isDeleted() {
        return deleted;
    }

    /** A recorded message comes into memory; it has been {@linkplain #takeRecorded taken} account of. */
    void bringIn(Entry entry) {
        enter(entry);
    }

    /** An entry that somebody holds already. */
    void bringInAcquired(Entry entry) {
        entry.state = Entry.State.ACQUIRED;
        unsettled++;
    }

    /** Messages have come into memory, or are known not to be there. */
    void onLoaded() {
        if (!deleted) {
            rebalancing.loaded();
            onRoom.run();
        }
    }

    boolean mayHaveMore(View view) {
        return recording != null && recording.pager().mayHaveMore(view);
    }

    private void topUp() {
        if (recording != null) {
            recording.pager().topUp();
        }
    }

    // ------------------------------------------------------------------ messages that become ready

    private void onDue(Entry entry) {
        if (entry.message.isExpired(loop.now())) {
            drop(entry);
        } else {
            entry.state = Entry.State.READY;
            expiring.remove(entry);
            makeReady(entry);
        }
    }

    private void makeReady(Entry entry) {
        if (!dispatch.deliverAtOnce(entry)) {
            dispatch.keep(entry, null);
            watchExpiry(entry);
            dispatch.afterKeeping(entry);
        }
    }

    private void watchExpiry(Entry entry) {
        if (entry.message.expiration() != 0 && entry.state != Entry.State.GONE) {
            expiring.add(entry);
        }
    }

    // ------------------------------------------------------------------ messages out

    /** Called when an entry is about to be delivered. */
    void acquired(Entry entry, BacklogConsumer by) {
        entry.state = Entry.State.ACQUIRED;
        if (entry.message.expiration() != 0) {
            expiring.remove(entry);
        }
        rebalancing.onDelivery(by);
        topUp();
    }

    /**
     * Drops an entry that has expired. This happens in the middle of adding and of dispatching, so senders that wait get
     * the room afterwards: what they send must not get in between.
     */
    void drop(Entry entry) {
        if (entry.state == Entry.State.DELAYED) {
            delayed.remove(entry);
        } else {
            dispatch.forget(entry);
        }
        expiring.remove(entry);
        gone(entry);
        forget(entry);
        if (!roomPosted) {
            roomPosted = true;
            loop.execute(this::tellRoom);
        }
    }

    private void tellRoom() {
        roomPosted = false;
        topUp();
        onRoom.run();
    }

    /** The entry was acknowledged, or its transaction was committed, or it expired in the client's hands. */
    public void settle(Entry entry) {
        loop.assertInLoop();
        if (entry.state == Entry.State.ACQUIRED) {
            forget(entry);
            settled(entry);
        }
    }

    /** What is recorded of an entry that is gone is removed, which nobody waits for. */
    public void forget(Entry entry) {
        if (recording != null && entry.isRecorded() && !deleted) {
            recording.forget(entry);
        }
    }

    /** Makes it part of a change that an entry goes: it is settled when the change takes place. */
    public void settleWith(Entry entry, Change change) {
        loop.assertInLoop();
        if (recording != null && entry.isRecorded()) {
            recording.removeWith(entry, change);
        }
        change.then(position -> settled(entry));
    }

    private void settled(Entry entry) {
        if (entry.state != Entry.State.ACQUIRED) {
            return;
        }
        gone(entry);
        BacklogConsumer holder = finish(entry);
        if (entry.group != null) {
            dispatch.finishGroups(List.of(entry));
            dispatch.all();
        }
        rebalancing.onProgress(holder);
        topUp();
        onRoom.run();
    }

    /**
     * Puts acquired entries back where they were.
     *
     * @param seen entries the application has seen: their delivery counts, and those with too many are buried
     * @param unseen entries it has not seen
     */
    public void release(List<Entry> seen, List<Entry> unseen) {
        loop.assertInLoop();
        for (Entry entry : seen) {
            entry.deliveries++;
            if (recording != null && entry.isRecorded() && !deleted) {
                recording.count(entry);
            }
        }
        List<Entry> entries = new ArrayList<>(seen.size() + unseen.size());
        entries.addAll(seen);
        entries.addAll(unseen);
        entries.removeIf(entry -> entry.state != Entry.State.ACQUIRED);
        entries.sort(DELIVERY_ORDER);
        Entry near = null;
        for (Entry entry : entries) {
            finish(entry);
            near = putBack(entry, near);
        }
        dispatch.finishGroups(entries);
        rebalancing.servePulls();
        dispatch.all();
        onRoom.run();
    }

    /** The application has given up on an acquired entry. */
    public void bury(Entry entry) {
        entry.hopeless = true;
        release(List.of(), List.of(entry));
    }

    /** Runs a task when the delivery counts of what was released before are recorded; at once when none are. */
    public void afterCounts(Runnable task) {
        if (recording == null) {
            task.run();
        } else {
            recording.afterCounts(task);
        }
    }

    private @Nullable Entry putBack(Entry entry, @Nullable Entry near) {
        if (deleted || entry.message.isExpired(loop.now())) {
            gone(entry);
            forget(entry);
            return near;
        }
        if (settings.isDeadLetter(entry)) {
            BodyHolds bodies = settings.memory().bodies();
            bodies.retain(entry.message);
            gone(entry);
            settings.deadLetters().bury(entry, label);
            bodies.release(entry.message);
            return near;
        }
        if (recording != null && entry.isRecorded() && !recording.mayStay(entry)) {
            gone(entry);
            recording.putOut(entry);
            return near;
        }
        entry.state = Entry.State.READY;
        dispatch.keep(entry, near);
        watchExpiry(entry);
        return entry;
    }

    private static @Nullable BacklogConsumer finish(Entry entry) {
        BacklogConsumer holder = entry.holder;
        if (holder != null) {
            holder.outstanding--;
            holder.finished++;
            entry.holder = null;
        }
        return holder;
    }

    private void gone(Entry entry) {
        entry.state = Entry.State.GONE;
        if (!deleted) {
            unsettled--;
            if (entry.isRecorded()) {
                holding.freeRecorded(entry.message);
            } else {
                holding.free(entry.message);
            }
        }
    }

    /** Drops everything; what is delivered and not settled may still be settled, without effect. */
    public void delete() {
        delete(Durability.LAZY, Recorder.NOBODY);
    }

    /** @param outcome told when it is recorded that the backlog has ended */
    public void delete(Durability safe, Outcome outcome) {
        loop.assertInLoop();
        if (!deleted) {
            holding.freeAll();
            deleted = true;
            unsettled = 0;
            delayed.clear();
            expiring.clear();
            dispatch.clear();
            if (recording != null) {
                recording.close(safe, outcome);
                return;
            }
        }
        outcome.applied(0);
    }

    // ------------------------------------------------------------------ consumers

    public BacklogConsumer attach(DeliverySink sink, @Nullable Selector selector) {
        loop.assertInLoop();
        BacklogConsumer consumer = dispatch.attach(sink, selector);
        topUp();
        return consumer;
    }

    public void addCredit(BacklogConsumer consumer, int deliveries) {
        loop.assertInLoop();
        dispatch.addCredit(consumer, deliveries);
        topUp();
        rebalancing.onCredit(consumer);
    }

    /**
     * Delivers what is there, up to the credit left plus {@code credit}, and takes the rest of the credit away.
     *
     * @param done run when that has been done
     */
    public void pull(BacklogConsumer consumer, int credit, Runnable done) {
        loop.assertInLoop();
        dispatch.addCredit(consumer, credit);
        topUp();
        rebalancing.pull(consumer, done);
    }

    /** A consumer that was recalled has returned what it had not shown to its application. */
    public void returned(BacklogConsumer consumer) {
        loop.assertInLoop();
        rebalancing.returned(consumer);
        topUp();
    }

    /** Takes all credit away; what is being recalled counts as returned. */
    public void withdrawCredit(BacklogConsumer consumer) {
        loop.assertInLoop();
        consumer.dropCredit();
        rebalancing.returned(consumer);
    }

    /** Ends a consumer. What it holds stays acquired until it is settled or released. */
    public void detach(BacklogConsumer consumer) {
        loop.assertInLoop();
        dispatch.detach(consumer);
        rebalancing.detached(consumer);
    }

    // ------------------------------------------------------------------ browsing

    /** A scan over the messages that are ready now and pass the selector. */
    public BrowseCursor browse(@Nullable Selector selector) {
        loop.assertInLoop();
        return new BrowseCursor(
                dispatch,
                loop,
                selector,
                lastSequence,
                recording == null ? null : recording.pager().browse(lastSequence));
    }
}
