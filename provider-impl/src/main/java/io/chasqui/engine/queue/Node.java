package io.chasqui.engine.queue;

import org.jspecify.annotations.Nullable;

/** A place of an entry in one {@link ReadyList}. An entry that is in several lists has one node in each. */
class Node {
    @Nullable
    Node previous;

    @Nullable
    Node next;

    /** The list it is in now, null for none. */
    @Nullable
    ReadyList list;

    /** The next node of the same entry, in another list. */
    @Nullable
    Node sibling;

    private final @Nullable Entry entry;

    Node(@Nullable Entry entry) {
        this.entry = entry;
    }

    Entry entry() {
        assert entry != null;
        return entry;
    }
}
