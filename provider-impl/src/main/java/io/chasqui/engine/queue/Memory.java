package io.chasqui.engine.queue;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of messages the broker holds, against its limit. Shared by all loops. */
public final class Memory {

    private static final int KEEP_PARTS = 10;
    private static final int KEPT_PARTS = 7;
    private static final int SHARES = 4;

    private final long limitBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    /** What of that is on the disk as well, and leaves memory when there is too much of it. */
    private final AtomicLong fleetingBytes = new AtomicLong();

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

    /** So much of what was taken is on the disk as well; negative when it is no longer in memory. */
    void addFleeting(long bytes) {
        fleetingBytes.addAndGet(bytes);
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

    /**
     * Whether there is room for so much more that is nowhere else. One message always fits, and a part of the limit is never
     * taken by what is on the disk as well.
     */
    public boolean hasRoom(long bytes) {
        long used = usedBytes.get();
        long lasting = used - fleetingBytes.get();
        return lasting <= 0
                || used + bytes <= limitBytes
                || lasting + bytes <= limitBytes / KEEP_PARTS * (KEEP_PARTS - KEPT_PARTS) && fleetingBytes.get() > 0;
    }
}
