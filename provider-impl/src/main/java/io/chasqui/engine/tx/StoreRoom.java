package io.chasqui.engine.tx;

import io.chasqui.engine.record.Disk;
import io.chasqui.loop.EventLoop;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Lets work take effect when the disk has room for what it adds, and refuses it when there is none in time. May be used by any
 * loop.
 */
public final class StoreRoom {

    /** How often it is looked whether there is room. */
    private static final int RETRY_MILLIS = 10;

    private final Disk disk;
    private final long blockMillis;

    /** @param blockMillis how long work waits for room */
    public StoreRoom(Disk disk, long blockMillis) {
        this.disk = disk;
        this.blockMillis = blockMillis;
    }

    /** Whether the limit is reached. */
    public boolean isFull() {
        return !disk.hasRoom(1);
    }

    /**
     * Waits for room, on this loop.
     *
     * @param bytes what is added; nothing waits that takes away as much
     * @param then run at once, or when there is room
     * @param refused gets the reason when there is none
     */
    void await(EventLoop loop, long bytes, Runnable then, Consumer<String> refused) {
        await(loop, bytes, () -> false, then, refused);
    }

    /** @param isWithdrawn whether it is to be refused even if there is room now */
    void await(EventLoop loop, long bytes, BooleanSupplier isWithdrawn, Runnable then, Consumer<String> refused) {
        await(loop, bytes, loop.now() + blockMillis, isWithdrawn, then, refused);
    }

    private void await(
            EventLoop loop,
            long bytes,
            long deadlineMillis,
            BooleanSupplier isWithdrawn,
            Runnable then,
            Consumer<String> refused) {
        if (isWithdrawn.getAsBoolean()) {
            refused.accept("the connection has ended before there was room for it");
        } else if (bytes <= 0 || disk.hasRoom(bytes)) {
            then.run();
        } else if (loop.now() >= deadlineMillis) {
            refused.accept("there is no room for what it adds, about " + bytes + " bytes: " + disk.usage() + ", and in "
                    + blockMillis + " ms (sendBlockMillis) none became free. Consume faster, or raise the limit");
        } else {
            loop.schedule(RETRY_MILLIS, () -> await(loop, bytes, deadlineMillis, isWithdrawn, then, refused));
        }
    }
}
