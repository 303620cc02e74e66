package io.chasqui.engine.queue;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of messages the broker holds, against its limit. Shared by all loops. */
public final class Memory {

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

    /** Whether so much more would go over the limit. One message always fits into an empty broker. */
    public boolean hasRoom(long bytes) {
        long used = usedBytes.get();
        return used == 0 || used + bytes <= limitBytes;
    }
}
