package io.chasqui.engine.session;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The open connections of a broker the client IDs they hold and how many each user has. May be used by any thread. */
public final class Connections {

    private final String idPrefix;
    private final AtomicLong lastNumber = new AtomicLong();
    private final AtomicLong connected = new AtomicLong();
    private final Set<ConnectionActor> open = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<String, ConnectionActor> byClientId = new ConcurrentHashMap<>();
    private final ConcurrentMap<Optional<String>, Integer> byUser = new ConcurrentHashMap<>();

    /** @param idPrefix what the IDs of connections begin with; no other start of this or another broker has it */
    public Connections(String idPrefix) {
        this.idPrefix = idPrefix;
    }

    /** An identifier that no other connection of any broker has. */
    String nextId() {
        return idPrefix + '-' + Long.toString(lastNumber.incrementAndGet(), Character.MAX_RADIX);
    }

    /** Returns the number of the connection: a younger one has a greater number. */
    long add(ConnectionActor connection) {
        open.add(connection);
        return connected.incrementAndGet();
    }

    void remove(ConnectionActor connection) {
        open.remove(connection);
    }

    /** Takes a client ID; false when another connection holds it. */
    boolean takeClientId(String clientId, ConnectionActor connection) {
        return byClientId.putIfAbsent(clientId, connection) == null;
    }

    /** Who holds a client ID; null when nobody does (any more). */
    @Nullable
    ConnectionActor holderOf(String clientId) {
        return byClientId.get(clientId);
    }

    void freeClientId(String clientId, ConnectionActor connection) {
        byClientId.remove(clientId, connection);
    }

    /** Counts one more connection of a user; false when there are that many already. */
    boolean takeUser(@Nullable String user, int most) {
        boolean[] taken = {false};
        byUser.compute(Optional.ofNullable(user), (key, count) -> {
            int before = count == null ? 0 : count;
            taken[0] = most == 0 || before < most;
            return taken[0] ? Integer.valueOf(before + 1) : count;
        });
        return taken[0];
    }

    void freeUser(@Nullable String user) {
        byUser.computeIfPresent(Optional.ofNullable(user), (key, count) -> count == 1 ? null : count - 1);
    }

    public void forEach(Consumer<ConnectionActor> action) {
        open.forEach(action);
    }

    public int count() {
        return open.size();
    }
}
