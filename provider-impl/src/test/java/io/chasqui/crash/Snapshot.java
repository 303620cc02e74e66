package io.chasqui.crash;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What one verification has seen in the backlogs. Owned by {@link Oracle}. */
final class Snapshot {

    private final Map<String, Set<Item>> seen = new LinkedHashMap<>();
    private long beginMillis;
    private long endMillis;

    void begin(long millis) {
        seen.clear();
        beginMillis = millis;
    }

    void end(long millis) {
        endMillis = millis;
    }

    long beginMillis() {
        return beginMillis;
    }

    long endMillis() {
        return endMillis;
    }

    /** @return whether it was not seen there before */
    boolean add(String place, Item item) {
        return seen.computeIfAbsent(place, name -> new LinkedHashSet<>()).add(item);
    }

    boolean has(String place, Item item) {
        return seen.getOrDefault(place, Set.of()).contains(item);
    }

    Collection<String> places() {
        return seen.keySet();
    }

    /** In the order in which they were seen. */
    Collection<Item> at(String place) {
        return seen.getOrDefault(place, Set.of());
    }
}
