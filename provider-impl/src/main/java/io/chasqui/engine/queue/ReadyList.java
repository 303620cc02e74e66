package io.chasqui.engine.queue;

import org.jspecify.annotations.Nullable;

/**
 * Entries in delivery order: priority 9 before 0, and by sequence within a priority. Adding at the end, taking the first
 * and removing any node take constant time.
 */
final class ReadyList {

    private static final int LEVELS = 10;

    private final @Nullable Node[] heads = new Node[LEVELS];
    private final @Nullable Node[] tails = new Node[LEVELS];

    /** Bit p is set when there are entries of priority p. */
    private int occupied;

    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    @Nullable
    Node first() {
        return occupied == 0 ? null : heads[highest(occupied)];
    }

    /** The node after this one in delivery order, or null at the end. */
    @Nullable
    Node after(Node node) {
        if (node.next != null) {
            return node.next;
        }
        int lower = occupied & ((1 << level(node)) - 1);
        return lower == 0 ? null : heads[highest(lower)];
    }

    /**
     * Puts a node in its place. New entries belong at the end and entries that come back near the front, so the place is
     * looked for from both ends.
     *
     * @param near a node after which it belongs and which is likely to be close, or null
     */
    void add(Node node, @Nullable Node near) {
        int level = level(node);
        long sequence = node.entry().sequence;
        Node tail = tails[level];
        Node before;
        if (tail == null || tail.entry().sequence < sequence) {
            before = tail;
        } else {
            boolean usable =
                    near != null && near.list == this && level(near) == level && near.entry().sequence < sequence;
            before = usable ? near : null;
            Node next = before == null ? heads[level] : before.next;
            while (next != null && next.entry().sequence < sequence) {
                before = next;
                next = next.next;
            }
        }
        link(node, level, before);
    }

    private void link(Node node, int level, @Nullable Node before) {
        Node next = before == null ? heads[level] : before.next;
        node.previous = before;
        node.next = next;
        node.list = this;
        if (before == null) {
            heads[level] = node;
        } else {
            before.next = node;
        }
        if (next == null) {
            tails[level] = node;
        } else {
            next.previous = node;
        }
        occupied |= 1 << level;
        size++;
    }

    void remove(Node node) {
        int level = level(node);
        if (node.previous == null) {
            heads[level] = node.next;
        } else {
            node.previous.next = node.next;
        }
        if (node.next == null) {
            tails[level] = node.previous;
        } else {
            node.next.previous = node.previous;
        }
        if (heads[level] == null) {
            occupied &= ~(1 << level);
        }
        node.previous = null;
        node.next = null;
        node.list = null;
        size--;
    }

    private static int level(Node node) {
        return node.entry().message.priority();
    }

    private static int highest(int bits) {
        return 31 - Integer.numberOfLeadingZeros(bits);
    }
}
