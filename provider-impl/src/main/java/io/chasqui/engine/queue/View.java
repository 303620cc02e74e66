package io.chasqui.engine.queue;

import io.chasqui.message.Message;
import io.chasqui.selector.Selector;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The ready messages of a backlog that one selector lets through, and the consumers with that selector. A message is
 * tested once for each distinct selector when it is added, never again, so a consumer finds its next message at once
 * however many others lie in front.
 */
final class View {

    /** Null for the view of all messages. */
    final @Nullable Selector selector;

    final ReadyList ready = new ReadyList();

    /** Consumers that may be delivered to, in turn: those with credit that are not being recalled. */
    final ArrayDeque<BacklogConsumer> waiting = new ArrayDeque<>(2);

    /** It has looked at all messages that are out of memory. */
    boolean scanned;

    private @Nullable ColdCursor cursor;

    /** How many consumers have this selector. */
    int consumers;

    View(@Nullable Selector selector) {
        this.selector = selector;
    }

    boolean accepts(Message message) {
        return selector == null || selector.matches(message);
    }

    /** How far it has looked at messages out of memory; those that the head has passed are in memory or gone. */
    ColdCursor cursor(ColdCursor head) {
        if (cursor == null) {
            cursor = new ColdCursor(head);
        }
        cursor.catchUp(head);
        return cursor;
    }

    /** A message out of memory has come, or is to be looked at from now on. */
    void onCold(long slot) {
        scanned = false;
        if (cursor != null) {
            cursor.goBackTo(slot);
        }
    }

    /** Adds an entry that the selector lets through. */
    void add(Entry entry, @Nullable Node near) {
        if (selector == null) {
            ready.add(entry, near);
        } else {
            Node node = new Node(entry);
            node.sibling = entry.sibling;
            entry.sibling = node;
            ready.add(node, near);
        }
    }
}
