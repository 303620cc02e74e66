package io.chasqui.jms;

import io.chasqui.message.Destination;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The temporary destinations that are known to be gone, so that a send which waits for no answer can still fail at once.
 * Only the latest are kept: an older one is refused by the broker, a little later. Read by any thread, written by the
 * broker's.
 */
final class DeletedDestinations {

    private static final int MOST_KEPT = 4096;

    private final Set<Destination> gone = ConcurrentHashMap.newKeySet();
    private final Queue<Destination> oldestFirst = new ArrayDeque<>();

    void add(Destination destination) {
        if (gone.add(destination)) {
            oldestFirst.add(destination);
            if (oldestFirst.size() > MOST_KEPT) {
                gone.remove(oldestFirst.remove());
            }
        }
    }

    boolean contains(Destination destination) {
        return destination.isTemporary() && gone.contains(destination);
    }
}
