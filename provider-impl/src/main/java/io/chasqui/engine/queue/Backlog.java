package io.chasqui.engine.queue;

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
    private Runnable onRoom = () -> {};
    private long lastSequence;
    private long usedBytes;
    private int unsettled;
    private boolean roomPosted;
    private boolean deleted;

    /** @param label for a person: which queue or subscription this is */
    public Backlog(EventLoop loop, BacklogSettings settings, String label) {
        this.loop = loop;
        this.settings = settings;
        this.label = label;
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
        return usedBytes;
    }

    /** How many messages are here, those delivered and not settled included. */
    public int size() {
        return unsettled;
    }

    public boolean hasConsumers() {
        return dispatch.consumers() > 0;
    }

    // ------------------------------------------------------------------ messages in

    public void add(Message message) {
        loop.assertInLoop();
        Entry entry = new Entry(this, message, ++lastSequence);
        unsettled++;
        usedBytes += message.size();
        settings.memory().take(message.size());
        if (message.deliveryTime() > message.timestamp() && message.deliveryTime() > loop.now()) {
            entry.state = Entry.State.DELAYED;
            delayed.add(entry);
            watchExpiry(entry);
        } else {
            makeReady(entry);
        }
    }

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
        if (!roomPosted) {
            roomPosted = true;
            loop.execute(this::tellRoom);
        }
    }

    private void tellRoom() {
        roomPosted = false;
        onRoom.run();
    }

    /** The entry was acknowledged, or its transaction was committed, or it expired in the client's hands. */
    public void settle(Entry entry) {
        loop.assertInLoop();
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

    private @Nullable Entry putBack(Entry entry, @Nullable Entry near) {
        if (deleted || entry.message.isExpired(loop.now())) {
            gone(entry);
            return near;
        }
        if (settings.maxDeliveries() > 0 && entry.deliveries >= settings.maxDeliveries()) {
            gone(entry);
            settings.deadLetters().bury(entry.message, label, entry.deliveries);
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
            usedBytes -= entry.message.size();
            settings.memory().free(entry.message.size());
        }
    }

    /** Drops everything; what is delivered and not settled may still be settled, without effect. */
    public void delete() {
        loop.assertInLoop();
        if (!deleted) {
            settings.memory().free(usedBytes);
            deleted = true;
            usedBytes = 0;
            unsettled = 0;
            delayed.clear();
            expiring.clear();
            dispatch.clear();
        }
    }

    // ------------------------------------------------------------------ consumers

    public BacklogConsumer attach(DeliverySink sink, @Nullable Selector selector) {
        loop.assertInLoop();
        return dispatch.attach(sink, selector);
    }

    public void addCredit(BacklogConsumer consumer, int deliveries) {
        loop.assertInLoop();
        dispatch.addCredit(consumer, deliveries);
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
        rebalancing.pull(consumer, done);
    }

    /** A consumer that was recalled has returned what it had not shown to its application. */
    public void returned(BacklogConsumer consumer) {
        loop.assertInLoop();
        rebalancing.returned(consumer);
    }

    /** Takes all credit away; what is being recalled counts as returned. */
    public void withdrawCredit(BacklogConsumer consumer) {
        loop.assertInLoop();
        consumer.credit = 0;
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
        return new BrowseCursor(dispatch, loop, selector, lastSequence);
    }
}
