package io.chasqui.engine.session;

import io.chasqui.engine.queue.Backlog;
import io.chasqui.engine.queue.BacklogConsumer;
import io.chasqui.engine.queue.DeliverySink;
import io.chasqui.engine.queue.Entry;
import io.chasqui.engine.record.Origin;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Message;
import io.chasqui.protocol.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session's half of a consumer: the deliveries it holds, in the order of their numbers. Owned by the session's loop;
 * {@link #deliver} and {@link #recall} are called on the backlog's loop and carry themselves over.
 */
final class SessionConsumer implements DeliverySink {

    private final SessionActor session;
    private final long id;
    private final EventLoop loop;
    private final Backlog backlog;
    private final ArrayDeque<Entry> unsettled = new ArrayDeque<>(4);

    /** The backlog's half; null for deliveries adopted from another session. */
    private @Nullable BacklogConsumer half;

    private long lastDelivery;
    private boolean recalled;
    private boolean closed;

    /** @param after deliveries are counted upwards from the number after this */
    SessionConsumer(SessionActor session, long id, Backlog backlog, long after) {
        this.session = session;
        this.id = id;
        this.loop = session.connection().loop();
        this.backlog = backlog;
        this.lastDelivery = after;
    }

    long id() {
        return id;
    }

    Backlog backlog() {
        return backlog;
    }

    @Nullable
    BacklogConsumer half() {
        return half;
    }

    /** On the session's loop, before the first credit. */
    void attached(BacklogConsumer attachedHalf) {
        half = attachedHalf;
    }

    // ------------------------------------------------------------------ from the backlog

    @Override
    public void deliver(Entry entry, int deliveryCount) {
        if (loop.inLoop()) {
            onDeliver(entry, deliveryCount);
        } else {
            loop.execute(() -> onDeliver(entry, deliveryCount));
        }
    }

    private void onDeliver(Entry entry, int deliveryCount) {
        if (closed) {
            backlog.loop().executeDown(() -> backlog.release(List.of(), List.of(entry)));
            return;
        }
        entry.setDeliveryId(++lastDelivery);
        unsettled.add(entry);
        Message message = session.connection().broker().bodies().withContent(entry.message());
        session.connection().tell(new Event.Deliver(session.id(), id, lastDelivery, message, deliveryCount));
    }

    @Override
    public String describe() {
        Origin origin = session.connection().origin();
        return "consumer " + id + " of session " + session.id() + " of connection " + origin.connectionId()
                + (origin.clientId() == null ? "" : " (client ID " + origin.clientId() + ")");
    }

    @Override
    public void recall() {
        loop.executeDown(() -> {
            if (!closed && !recalled) {
                recalled = true;
                session.connection().tell(new Event.Recall(session.id(), id));
            }
        });
    }

    // ------------------------------------------------------------------ from the client

    void addCredit(int deliveries) {
        BacklogConsumer consumer = half;
        if (consumer != null && !closed) {
            backlog.loop().executeDown(() -> backlog.addCredit(consumer, deliveries));
        }
    }

    void pull(int credit, Runnable done) {
        BacklogConsumer consumer = half;
        if (consumer == null || closed) {
            done.run();
        } else {
            backlog.loop().executeDown(() -> backlog.pull(consumer, credit, () -> loop.executeDown(done)));
        }
    }

    /** The client has answered a recall. */
    void returned(long seen) {
        BacklogConsumer consumer = half;
        if (!recalled || consumer == null) {
            return;
        }
        recalled = false;
        List<Entry> unseen = takeAfter(seen);
        backlog.loop().executeDown(() -> {
            backlog.release(List.of(), unseen);
            backlog.returned(consumer);
        });
    }

    /** Returns whether one of the deliveries acknowledged is recorded. */
    boolean acknowledge(long upTo) {
        boolean recorded = false;
        for (Entry entry = unsettled.peek(); entry != null && entry.deliveryId() <= upTo; entry = unsettled.peek()) {
            unsettled.poll();
            recorded |= entry.isRecorded();
            settle(entry);
        }
        return recorded;
    }

    private void settle(Entry entry) {
        if (backlog.loop().inLoop()) {
            backlog.settle(entry);
        } else {
            backlog.loop().execute(() -> backlog.settle(entry));
        }
    }

    void discard(long deliveryId) {
        Entry entry = takeOne(deliveryId);
        if (entry != null) {
            settle(entry);
        }
    }

    void bury(long deliveryId) {
        Entry entry = takeOne(deliveryId);
        if (entry != null) {
            backlog.loop().executeDown(() -> backlog.bury(entry));
        }
    }

    private @Nullable Entry takeOne(long deliveryId) {
        for (Iterator<Entry> each = unsettled.iterator(); each.hasNext(); ) {
            Entry entry = each.next();
            if (entry.deliveryId() == deliveryId) {
                each.remove();
                return entry;
            }
        }
        return null;
    }

    // ------------------------------------------------------------------ taking deliveries out

    /** Takes out the deliveries up to and including this one. */
    List<Entry> takeUpTo(long upTo) {
        List<Entry> taken = new ArrayList<>();
        for (Entry entry = unsettled.peek(); entry != null && entry.deliveryId() <= upTo; entry = unsettled.peek()) {
            taken.add(unsettled.poll());
        }
        return taken;
    }

    /** Takes out the deliveries after this one. */
    private List<Entry> takeAfter(long seen) {
        ArrayDeque<Entry> taken = new ArrayDeque<>();
        for (Entry entry = unsettled.peekLast();
                entry != null && entry.deliveryId() > seen;
                entry = unsettled.peekLast()) {
            taken.addFirst(unsettled.pollLast());
        }
        return List.copyOf(taken);
    }

    /** Takes out everything. */
    List<Entry> takeAll() {
        List<Entry> taken = List.copyOf(unsettled);
        unsettled.clear();
        return taken;
    }

    /**
     * Takes the credit away; a recall under way is settled by that.
     *
     * @param done run on the session's loop when no delivery can arrive any more
     */
    void stop(Runnable done) {
        BacklogConsumer consumer = half;
        if (consumer == null || closed) {
            done.run();
        } else {
            backlog.loop().executeDown(() -> {
                backlog.withdrawCredit(consumer);
                loop.executeDown(() -> {
                    recalled = false;
                    done.run();
                });
            });
        }
    }

    /** Takes over deliveries another consumer holds. */
    void adopt(List<Entry> entries) {
        unsettled.addAll(entries);
    }

    /**
     * Ends the consumer: what the application has not seen goes back; what it has seen stays here until it is settled.
     *
     * @param done run on the backlog's loop
     */
    void close(long seen, Runnable done) {
        closed = true;
        List<Entry> unseen = takeAfter(seen);
        BacklogConsumer consumer = half;
        backlog.loop().executeDown(() -> {
            if (consumer != null) {
                backlog.withdrawCredit(consumer);
            }
            backlog.release(List.of(), unseen);
            if (consumer != null) {
                backlog.detach(consumer);
            }
            done.run();
        });
    }

    boolean isClosed() {
        return closed;
    }

    boolean holdsNothing() {
        return unsettled.isEmpty();
    }
}
