package io.chasqui.engine.destination;

import io.chasqui.message.Destination;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is told when one temporary destination is deleted: those who have sent to it, and not everybody, because a broker may
 * have thousands of connections with a reply queue each. May be used by any thread.
 */
final class Watchers {

    private static final int FIRST_SWEEP = 32;

    private final Set<DeletionWatcher> watchers = ConcurrentHashMap.newKeySet();

    /** At how many watchers those that are gone are swept out next. */
    private volatile int sweepAt = FIRST_SWEEP;

    void add(DeletionWatcher watcher) {
        if (watchers.add(watcher) && watchers.size() >= sweepAt) {
            watchers.removeIf(DeletionWatcher::isGone);
            sweepAt = 2 * watchers.size() + FIRST_SWEEP;
        }
    }

    void tell(Destination deleted) {
        watchers.forEach(watcher -> watcher.onDeleted(deleted));
        watchers.clear();
    }
}
