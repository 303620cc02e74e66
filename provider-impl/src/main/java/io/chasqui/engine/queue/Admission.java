package io.chasqui.engine.queue;

import io.chasqui.loop.EventLoop;
import io.chasqui.protocol.ErrorCode;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets publications in while there is room, and keeps the others waiting in order. A sender that waits for the outcome is
 * refused when its time is up; nothing of it was stored then. How many may wait is bounded by the send windows of the
 * sessions.
 */
final class Admission {

    /** How often a waiting publication looks whether other destinations have freed memory. */
    private static final int RETRY_MILLIS = 10;

    private final EventLoop loop;
    private final BacklogSettings settings;
    private final String label;
    private final LongSupplier usedBytes;
    private final Consumer<Publication> admitted;
    private final ArrayDeque<Publication> waiting = new ArrayDeque<>(0);
    private EventLoop.@Nullable Timer timer;
    private volatile boolean full;

    /**
     * @param label for a person: what is full
     * @param usedBytes how much the destination holds now
     * @param admitted gets each publication there is room for
     */
    Admission(
            EventLoop loop,
            BacklogSettings settings,
            String label,
            LongSupplier usedBytes,
            Consumer<Publication> admitted) {
        this.loop = loop;
        this.settings = settings;
        this.label = label;
        this.usedBytes = usedBytes;
        this.admitted = admitted;
    }

    void offer(Publication publication) {
        if (waiting.isEmpty() && hasRoom(publication)) {
            admitted.accept(publication);
            return;
        }
        publication.deadlineMillis = publication.isAwaited() ? loop.now() + settings.sendBlockMillis() : Long.MAX_VALUE;
        waiting.add(publication);
        startTimer();
    }

    /** Whether the destination's own limit was reached when this was told last; any thread may ask. */
    boolean isFull() {
        return full;
    }

    /** What the destination holds has changed. Lets in what fits now. */
    void retry() {
        noteUsage();
        while (!waiting.isEmpty() && (waiting.peek().isWithdrawn() || hasRoom(waiting.peek()))) {
            Publication next = waiting.poll();
            if (next.isWithdrawn()) {
                next.refused(ErrorCode.ILLEGAL_STATE, "the session was closed before there was room in " + label);
            } else {
                admitted.accept(next);
            }
        }
    }

    /** Whether nothing waits. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Refuses everything that waits. */
    void refuseAll(ErrorCode code, String reason) {
        while (!waiting.isEmpty()) {
            waiting.poll().refused(code, reason);
        }
    }

    /** What the destination holds has grown without being asked for room. */
    void noteUsage() {
        long limit = settings.destinationLimitBytes();
        if (limit > 0) {
            boolean now = usedBytes.getAsLong() >= limit;
            if (now != full) {
                full = now;
            }
        }
    }

    private boolean hasRoom(Publication publication) {
        long bytes = publication.message().size();
        long limit = settings.destinationLimitBytes();
        if (limit > 0) {
            long used = usedBytes.getAsLong();
            if (used > 0 && used + bytes > limit) {
                return false;
            }
        }
        return settings.memory().hasRoom(bytes);
    }

    private void startTimer() {
        if (timer == null) {
            timer = loop.schedule(RETRY_MILLIS, this::onTimer);
        }
    }

    private void onTimer() {
        timer = null;
        retry();
        refuseLate();
        if (!waiting.isEmpty()) {
            startTimer();
        }
    }

    private void refuseLate() {
        long now = loop.now();
        for (Iterator<Publication> each = waiting.iterator(); each.hasNext(); ) {
            Publication publication = each.next();
            if (publication.deadlineMillis <= now) {
                each.remove();
                publication.refused(ErrorCode.RESOURCE_LIMIT, reason(publication));
            }
        }
    }

    private String reason(Publication publication) {
        Memory memory = settings.memory();
        return label + " has no room for a message of " + publication.message().size() + " bytes: it holds "
                + usedBytes.getAsLong() + " bytes"
                + (settings.destinationLimitBytes() > 0
                        ? " (destinationLimitBytes is " + settings.destinationLimitBytes() + ")"
                        : "")
                + " and the broker " + memory.usedBytes() + " bytes of " + memory.limitBytes()
                + " (memoryLimitBytes), and in " + settings.sendBlockMillis()
                + " ms (sendBlockMillis) none became free; consume faster, or raise the limit";
    }
}
