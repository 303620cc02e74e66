package io.chasqui.engine.queue;

import io.chasqui.message.Message;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which consumer has which message group ({@code JMSXGroupID}). A group belongs to one consumer from its first delivery
 * until nothing of it is under way or kept back; then the next message of the group may go to anybody. So a group is
 * processed by one consumer at a time and in order, but does not stick to a consumer for ever.
 */
final class MessageGroups {

    private static final String GROUP_ID = "JMSXGroupID";

    private final Map<String, Group> groups = new HashMap<>();

    /** A group that some consumer has. */
    static final class Group {
        final String id;
        final BacklogConsumer owner;

        /** Deliveries not settled. */
        int inFlight;

        /** Entries in the owner's kept list, or in {@link #orphans} when the owner is closed. */
        int waiting;

        /** What was kept for an owner that has closed while deliveries were under way. */
        final ReadyList orphans = new ReadyList();

        Group(String id, BacklogConsumer owner) {
            this.id = id;
            this.owner = owner;
        }
    }

    /** The name of the message's group, null for none. */
    static @Nullable String idOf(Message message) {
        return !message.properties().isEmpty() && message.properties().get(GROUP_ID) instanceof String id ? id : null;
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    @Nullable
    Group find(String id) {
        return groups.get(id);
    }

    Group give(String id, BacklogConsumer owner) {
        Group group = new Group(id, owner);
        groups.put(id, group);
        return group;
    }

    /** Forgets the group if nothing of it is under way or waiting for its owner. */
    boolean freeIfIdle(Group group) {
        if (group.inFlight == 0 && (group.waiting == 0 || group.owner.closed)) {
            groups.remove(group.id, group);
            return true;
        }
        return false;
    }

    Iterable<Group> all() {
        return groups.values();
    }

    void clear() {
        groups.clear();
    }
}
