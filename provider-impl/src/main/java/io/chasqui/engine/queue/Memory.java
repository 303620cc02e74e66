package io.chasqui.engine.queue;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of messages the broker holds, against its limit. Shared by all loops. */
public final class Memory {

    private static final int KEEP_PARTS = 10;
    private static final int KEPT_PARTS = 7;
    private static final int SHARES = 4;

    private final long limitBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    /** @param limitBytes more than 0 */
    public Memory(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    public void take(long bytes) {
        usedBytes.addAndGet(bytes);
    }

    public void free(long bytes) {
        usedBytes.addAndGet(-bytes);
    }

    public long usedBytes() {
        return usedBytes.get();
    }

    public long limitBytes() {
        return limitBytes;
    }

    /** Whether so much of what is on the disk as well may be in memory, so that there is room for what is not. */
    boolean mayKeep(long bytes) {
        return usedBytes.get() + bytes <= limitBytes / KEEP_PARTS * KEPT_PARTS;
    }

    /** How much of what is on the disk as well one backlog may have in memory. */
    long shareBytes() {
        return limitBytes / SHARES;
    }

    /** Whether so much more would go over the limit. One message always fits into an empty broker. */
    public boolean hasRoom(long bytes) {
        long used = usedBytes.get();
        return used == 0 || used + bytes <= limitBytes;
    }
}
