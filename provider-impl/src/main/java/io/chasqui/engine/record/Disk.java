package io.chasqui.engine.record;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much disk the messages take, against its limit. What is appended counts at once; what was freed counts when it is
 * looked at the next time. May be used by any thread.
 */
public final class Disk {

    private final long limitBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    /** What large bodies take beside the journal. */
    private final AtomicLong bodyBytes = new AtomicLong();

    /** Somebody has found no room since it was looked at last. */
    private volatile boolean wanted;

    /** @param limitBytes 0 for no limit */
    public Disk(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** So much has been found to be in use. Whoever still finds no room then says so again. */
    public void measured(long bytes) {
        usedBytes.set(bytes);
        wanted = false;
    }

    /** Whether somebody waits for room, so that it is time to look what can be freed. */
    public boolean isWanted() {
        return wanted;
    }

    public void take(long bytes) {
        if (limitBytes > 0) {
            usedBytes.addAndGet(bytes);
        }
    }

    /** So much more is taken by large bodies; negative when it is less. */
    public void addBodies(long bytes) {
        bodyBytes.addAndGet(bytes);
    }

    /** Whether there is room for so much more; if not, that is {@linkplain #isWanted wanted}. */
    public boolean hasRoom(long bytes) {
        if (limitBytes == 0 || usedBytes.get() + bodyBytes.get() + bytes <= limitBytes) {
            return true;
        }
        wanted = true;
        return false;
    }

    /** For a person: how much is in use. */
    public String usage() {
        return "the messages take " + (usedBytes.get() + bodyBytes.get()) + " bytes of the disk"
                + (limitBytes > 0 ? " (storeLimitBytes is " + limitBytes + ")" : "");
    }
}
