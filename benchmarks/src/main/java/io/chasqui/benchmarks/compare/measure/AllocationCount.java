package io.chasqui.benchmarks.compare.measure;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Adds up what threads have allocated, those that have ended included, from readings of the living ones. What a thread
 * allocates between its last reading and its end is lost, so readings are made often.
 */
public final class AllocationCount {

    private final Map<Long, Long> living = new HashMap<>();
    private long ended;

    /**
     * Takes one reading of all threads.
     *
     * @param ids of the threads that live
     * @param bytes what each has allocated; negative for one that ended meanwhile
     * @return what all threads have allocated so far
     */
    public synchronized long read(long[] ids, long[] bytes) {
        Map<Long, Long> now = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (bytes[i] >= 0) {
                now.put(ids[i], bytes[i]);
            }
        }
        for (Iterator<Map.Entry<Long, Long>> each = living.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Long, Long> before = each.next();
            if (!now.containsKey(before.getKey())) {
                ended += before.getValue();
                each.remove();
            }
        }
        living.putAll(now);
        return ended + living.values().stream().mapToLong(Long::longValue).sum();
    }
}
