package io.chasqui.engine.queue;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much disk the messages take, against its limit. What is appended counts at once; what was freed counts when it is
 * looked at the next time. May be used by any thread.
 */
public final class Disk {

    private final long limitBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    /** @param limitBytes 0 for no limit */
    public Disk(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** So much has been found to be in use. */
    public void measured(long bytes) {
        usedBytes.set(bytes);
    }

    void take(long bytes) {
        if (limitBytes > 0) {
            usedBytes.addAndGet(bytes);
        }
    }

    public long usedBytes() {
        return usedBytes.get();
    }

    public long limitBytes() {
        return limitBytes;
    }

    boolean hasRoom(long bytes) {
        return limitBytes == 0 || usedBytes.get() + bytes <= limitBytes;
    }
}
