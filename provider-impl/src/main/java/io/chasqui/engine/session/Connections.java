package io.chasqui.engine.session;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The open connections of a broker and the client IDs they hold. May be used by any thread. */
public final class Connections {

    private final String idPrefix;
    private final AtomicLong lastNumber = new AtomicLong();
    private final AtomicLong connected = new AtomicLong();
    private final Set<ConnectionActor> open = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<String, ConnectionActor> byClientId = new ConcurrentHashMap<>();

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

    void freeClientId(String clientId, ConnectionActor connection) {
        byClientId.remove(clientId, connection);
    }

    public void forEach(Consumer<ConnectionActor> action) {
        open.forEach(action);
    }

    public int count() {
        return open.size();
    }
}
