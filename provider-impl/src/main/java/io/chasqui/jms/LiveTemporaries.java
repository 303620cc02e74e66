package io.chasqui.jms;

import io.chasqui.message.Destination;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The temporary destinations this connection knows to exist: its own, and those a send has reached. The first send to any
 * other waits for the broker's answer, because nobody may learn too late that a temporary destination is gone (TMP-8).
 * Used by any thread; the broker tells of deletions.
 */
final class LiveTemporaries {

    private final Set<Destination> alive = ConcurrentHashMap.newKeySet();

    void add(Destination destination) {
        alive.add(destination);
    }

    void remove(Destination destination) {
        alive.remove(destination);
    }

    /** The link is new: whether the others still exist is not known. */
    void keepOnly(Set<Destination> own) {
        alive.retainAll(own);
    }

    /** Whether a send to it must be answered to be trusted. */
    boolean isDoubtful(Destination destination) {
        return destination.isTemporary() && !alive.contains(destination);
    }
}
