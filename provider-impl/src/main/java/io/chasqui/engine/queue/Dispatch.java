package io.chasqui.engine.queue;

import io.chasqui.loop.EventLoop;
import io.chasqui.selector.Selector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings ready entries and consumers with credit together: consumers of one selector take turns, a message that several
 * selectors let through goes to them in turn, and a message group stays with its consumer. Owned by the backlog's loop.
 */
final class Dispatch {

    private final Backlog backlog;
    private final EventLoop loop;

    /** The view of all messages comes first and is always there. */
    private final List<View> views = new ArrayList<>(1);

    private final View all = new View(null);
    private final MessageGroups groups = new MessageGroups();
    private final Set<BacklogConsumer> consumers = new LinkedHashSet<>(2);
    private int turn;
    private int hungryTurn;

    Dispatch(Backlog backlog, EventLoop loop) {
        this.backlog = backlog;
        this.loop = loop;
        views.add(all);
    }

    int consumers() {
        return consumers.size();
    }

    Iterable<BacklogConsumer> eachConsumer() {
        return consumers;
    }

    /** For a person: which of the consumers of a backlog holds it up most. */
    String slowest(String label) {
        BacklogConsumer slowest = null;
        for (BacklogConsumer consumer : consumers) {
            if (slowest == null || consumer.finished < slowest.finished) {
                slowest = consumer;
            }
        }
        return slowest == null
                ? "Nobody consumes from " + label
                : "The slowest of the " + consumers.size() + " consumer(s) of " + label + " is "
                        + slowest.sink.describe() + ", which has finished " + slowest.finished
                        + " message(s) and holds " + slowest.outstanding;
    }

    // ------------------------------------------------------------------ messages out of memory

    /** Whether anybody takes messages whatever they are. */
    boolean wantsAll() {
        return all.consumers > 0;
    }

    /** Whether somebody would take a message at once. */
    boolean hasWaiting() {
        for (int i = 0; i < views.size(); i++) {
            if (!views.get(i).waiting.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Whether any consumer has messages that it has not settled. */
    boolean holdsAnything() {
        for (BacklogConsumer consumer : consumers) {
            if (consumer.outstanding > 0) {
                return true;
            }
        }
        return false;
    }

    /** A view with a selector whose consumers wait and that has not looked at everything; they take turns. Null for none. */
    @Nullable
    View hungryView() {
        int count = views.size();
        for (int i = 0; i < count; i++) {
            View view = views.get((hungryTurn++ & Integer.MAX_VALUE) % count);
            if (view != all && !view.scanned && view.ready.isEmpty() && !view.waiting.isEmpty()) {
                return view;
            }
        }
        return null;
    }

    /** Whether a consumer may get messages that are still out of memory. */
    boolean mayHaveMore(BacklogConsumer consumer) {
        return backlog.mayHaveMore(consumer.view);
    }

    /** A message that is not in memory has come, or its time has. */
    void onCold(long slot) {
        for (int i = 0; i < views.size(); i++) {
            views.get(i).onCold(slot);
        }
    }

    // ------------------------------------------------------------------ entries

    /** Delivers a new entry without keeping it, if nothing lies before it and somebody waits. */
    boolean deliverAtOnce(Entry entry) {
        if (entry.message.isExpired(loop.now())) {
            backlog.drop(entry);
            return true;
        }
        if (!groups.isEmpty() || MessageGroups.idOf(entry.message) != null) {
            return false;
        }
        int count = views.size();
        int start = count == 1 ? 0 : turn++ & Integer.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            View view = views.get((start + i) % count);
            if (!view.waiting.isEmpty() && view.ready.isEmpty() && view.accepts(entry.message)) {
                BacklogConsumer consumer = view.waiting.poll();
                consumer.queued = false;
                if (consumer.mayReceive()) {
                    deliver(consumer, entry);
                    queueIfWilling(consumer);
                    return true;
                }
                i--;
            }
        }
        return false;
    }

    /** Puts a ready entry in its place. */
    void keep(Entry entry, @Nullable Entry near) {
        for (int i = 0; i < views.size(); i++) {
            View view = views.get(i);
            if (view.accepts(entry.message)) {
                view.add(entry, view == all ? near : null);
            }
        }
    }

    /** Looks whether a kept entry can go to somebody: it may belong to a group. */
    void afterKeeping(Entry entry) {
        if (!groups.isEmpty() || MessageGroups.idOf(entry.message) != null) {
            all();
        }
    }

    /** Takes a ready entry out of everything. */
    void forget(Entry entry) {
        entry.unlink();
        leaveKept(entry);
    }

    private static void leaveKept(Entry entry) {
        if (entry.group != null && entry.state == Entry.State.READY) {
            entry.group.waiting--;
            entry.group = null;
        }
    }

    private void deliver(BacklogConsumer consumer, Entry entry) {
        entry.unlink();
        entry.holder = consumer;
        consumer.spend(entry.message);
        consumer.outstanding++;
        backlog.acquired(entry, consumer);
        consumer.sink.deliver(entry, entry.deliveries + 1);
    }

    // ------------------------------------------------------------------ consumers

    BacklogConsumer attach(DeliverySink sink, @Nullable Selector selector) {
        View view = viewOf(selector);
        view.consumers++;
        BacklogConsumer consumer = new BacklogConsumer(view, sink);
        consumers.add(consumer);
        return consumer;
    }

    private View viewOf(@Nullable Selector selector) {
        for (View view : views) {
            if (Objects.equals(view.selector, selector)) {
                return view;
            }
        }
        View view = new View(selector);
        for (Node node = all.ready.first(); node != null; node = all.ready.after(node)) {
            if (view.accepts(node.entry().message)) {
                view.add(node.entry(), null);
            }
        }
        views.add(view);
        return view;
    }

    void detach(BacklogConsumer consumer) {
        if (!consumers.remove(consumer)) {
            return;
        }
        consumer.closed = true;
        consumer.dropCredit();
        consumer.view.waiting.remove(consumer);
        consumer.queued = false;
        if (--consumer.view.consumers == 0 && consumer.view != all) {
            dropView(consumer.view);
        }
        abandonGroups(consumer);
        all();
    }

    private void dropView(View view) {
        views.remove(view);
        for (Node node = view.ready.first(); node != null; node = view.ready.first()) {
            view.ready.remove(node);
            Entry entry = node.entry();
            Node before = entry;
            while (before != null && before.sibling != node) {
                before = before.sibling;
            }
            if (before != null) {
                before.sibling = node.sibling;
            }
        }
    }

    void addCredit(BacklogConsumer consumer, int deliveries) {
        if (!consumer.closed) {
            consumer.grant(deliveries);
            queueIfWilling(consumer);
            dispatch(consumer.view);
        }
    }

    /** Lets a consumer take part again after a recall; nothing is delivered yet. */
    void resume(BacklogConsumer consumer) {
        queueIfWilling(consumer);
    }

    /** Gives a consumer what is ready for it, before all others. */
    void serve(BacklogConsumer consumer) {
        while (consumer.mayReceive()) {
            Entry entry = next(consumer);
            if (entry == null) {
                return;
            }
            deliver(consumer, entry);
        }
    }

    private static void queueIfWilling(BacklogConsumer consumer) {
        if (!consumer.queued && consumer.mayReceive()) {
            consumer.queued = true;
            consumer.view.waiting.add(consumer);
        }
    }

    // ------------------------------------------------------------------ bringing both together

    void all() {
        for (int i = 0; i < views.size(); i++) {
            dispatch(views.get(i));
        }
    }

    private void dispatch(View view) {
        if (view.ready.isEmpty() && groups.isEmpty()) {
            return;
        }
        int misses = 0;
        while (misses < view.waiting.size()) {
            BacklogConsumer consumer = view.waiting.poll();
            consumer.queued = false;
            if (!consumer.mayReceive()) {
                continue;
            }
            Entry entry = next(consumer);
            if (entry == null) {
                misses++;
            } else {
                misses = 0;
                deliver(consumer, entry);
            }
            queueIfWilling(consumer);
        }
    }

    /** The next entry for this consumer, taken into account for its group; null for none. */
    private @Nullable Entry next(BacklogConsumer consumer) {
        while (true) {
            Node kept = consumer.kept.first();
            Node ready = consumer.view.ready.first();
            if (kept == null && ready == null) {
                return null;
            }
            boolean takeKept = ready == null || kept != null && kept.entry().isBefore(ready.entry());
            Entry entry = takeKept ? kept.entry() : ready.entry();
            if (entry.message.isExpired(loop.now())) {
                backlog.drop(entry);
            } else if (takeKept) {
                entry.group.waiting--;
                entry.group.inFlight++;
                return entry;
            } else if (joinsGroup(consumer, entry)) {
                return entry;
            }
        }
    }

    /** Whether the consumer may have the entry as far as its group is concerned; if not, it is kept for its owner. */
    private boolean joinsGroup(BacklogConsumer consumer, Entry entry) {
        String id = MessageGroups.idOf(entry.message);
        if (id == null) {
            return true;
        }
        MessageGroups.Group group = groups.find(id);
        if (group == null) {
            group = groups.give(id, consumer);
        } else if (group.owner != consumer) {
            View view = group.owner.view;
            if (view != all && !view.accepts(entry.message)) {
                return true;
            }
            keepForOwner(entry, group);
            return false;
        }
        entry.group = group;
        group.inFlight++;
        return true;
    }

    private void keepForOwner(Entry entry, MessageGroups.Group group) {
        entry.unlink();
        entry.group = group;
        group.waiting++;
        ReadyList list = group.owner.closed ? group.orphans : group.owner.kept;
        list.add(entry, null);
        if (!group.owner.closed && group.owner.view != all) {
            loop.execute(() -> dispatch(group.owner.view));
        }
    }

    // ------------------------------------------------------------------ groups

    /** Acquired entries were settled or released: their groups may be free now. Nothing is delivered yet. */
    void finishGroups(List<Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            MessageGroups.Group group = entries.get(i).group;
            entries.get(i).group = null;
            if (group != null && --group.inFlight == 0) {
                moveOn(group);
            }
        }
    }

    /** Nothing of the group is under way: it is forgotten unless its owner takes what waits for it. */
    private void moveOn(MessageGroups.Group group) {
        if (group.waiting > 0 && !group.owner.closed && !group.owner.mayReceive()) {
            orphan(group);
        }
        if (groups.freeIfIdle(group)) {
            moveBack(group.orphans);
        }
    }

    /** Nothing of the group is under way and its owner takes nothing more: somebody else may have it. */
    private static void orphan(MessageGroups.Group group) {
        ReadyList kept = group.owner.kept;
        for (Node node = kept.first(); node != null; ) {
            Node next = kept.after(node);
            if (node.entry().group == group) {
                kept.remove(node);
                group.orphans.add(node, null);
                group.waiting--;
            }
            node = next;
        }
    }

    private void abandonGroups(BacklogConsumer consumer) {
        for (Node node = consumer.kept.first(); node != null; node = consumer.kept.first()) {
            consumer.kept.remove(node);
            node.entry().group.orphans.add(node, null);
        }
        List<MessageGroups.Group> owned = new ArrayList<>();
        for (MessageGroups.Group group : groups.all()) {
            if (group.owner == consumer) {
                owned.add(group);
            }
        }
        for (MessageGroups.Group group : owned) {
            if (groups.freeIfIdle(group)) {
                moveBack(group.orphans);
            }
        }
    }

    private void moveBack(ReadyList list) {
        for (Node node = list.first(); node != null; node = list.first()) {
            list.remove(node);
            node.entry().group = null;
            keep(node.entry(), null);
        }
    }

    // ------------------------------------------------------------------ browsing and the end

    ReadyList ready() {
        return all.ready;
    }

    /** Lists of entries that are ready but kept for the owner of their group. */
    List<ReadyList> keptLists() {
        List<ReadyList> lists = new ArrayList<>();
        if (!groups.isEmpty()) {
            consumers.forEach(consumer -> lists.add(consumer.kept));
            groups.all().forEach(group -> lists.add(group.orphans));
        }
        return lists;
    }

    void clear() {
        for (Node node = all.ready.first(); node != null; node = all.ready.first()) {
            node.entry().unlink();
        }
        consumers.forEach(consumer -> drain(consumer.kept));
        groups.all().forEach(group -> drain(group.orphans));
        groups.clear();
    }

    private static void drain(ReadyList list) {
        for (Node node = list.first(); node != null; node = list.first()) {
            list.remove(node);
        }
    }
}
