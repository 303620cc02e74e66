package io.chasqui.checkpoint;

import java.util.Arrays;
import java.util.List;

/**
 * Bounds how many unchanged pages stay in memory: a clock, whose hand passes over those used since its last round. Owned by
 * its {@link PagedFile}.
 */
final class PageCache {

    private static final long EMPTY = -1;

    private final List<PageGroup> groups;
    private final long[] places;
    private int hand;

    PageCache(List<PageGroup> groups, int pages) {
        this.groups = groups;
        this.places = new long[pages];
        Arrays.fill(places, EMPTY);
    }

    /** Gives a loaded page a place, and drops the page that had it. */
    void add(long page) {
        PageGroup group = groups.get(Pages.groupOf(page));
        int index = Pages.indexInGroup(page);
        if (group.cached.get(index)) {
            return;
        }
        while (!freePlace()) {
            hand = (hand + 1) % places.length;
        }
        places[hand] = page;
        hand = (hand + 1) % places.length;
        group.cached.set(index);
    }

    private boolean freePlace() {
        long page = places[hand];
        if (page == EMPTY) {
            return true;
        }
        PageGroup group = groups.get(Pages.groupOf(page));
        int index = Pages.indexInGroup(page);
        if (group.used.get(index) && !group.dirty.get(index)) {
            group.used.clear(index);
            return false;
        }
        group.cached.clear(index);
        if (!group.dirty.get(index)) {
            group.loaded[index] = null;
        }
        return true;
    }
}
