package io.chasqui.engine.queue;

import io.chasqui.engine.record.BodyHolds;
import io.chasqui.message.Message;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of messages the broker holds, against its limit. Shared by all loops. */
public final class Memory {

    private static final int KEEP_PARTS = 10;
    private static final int KEPT_PARTS = 7;
    private static final int SHARES = 4;

    private final long limitBytes;
    private final BodyHolds bodies;
    private final AtomicLong usedBytes = new AtomicLong();

    /** What of that is on the disk as well, and leaves memory when there is too much of it. */
    private final AtomicLong fleetingBytes = new AtomicLong();

    /** @param limitBytes more than 0 */
    public Memory(long limitBytes) {
        this(limitBytes, BodyHolds.NONE);
    }

    /**
     * @param limitBytes more than 0
     * @param bodies is told which large bodies are needed by messages in memory
     */
    public Memory(long limitBytes, BodyHolds bodies) {
        this.limitBytes = limitBytes;
        this.bodies = bodies;
    }

    /** A message is in memory once more. */
    public void take(Message message) {
        bodies.retain(message);
        usedBytes.addAndGet(message.size());
    }

    /** A message is in memory once less. */
    public void free(Message message) {
        usedBytes.addAndGet(-message.size());
        bodies.release(message);
    }

    /** So much is in memory no more; its large bodies are released one by one. */
    void freeAll(long bytes) {
        usedBytes.addAndGet(-bytes);
    }

    /** The large bodies of the messages. */
    public BodyHolds bodies() {
        return bodies;
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
