package io.chasqui.engine.queue;

import io.chasqui.engine.record.Records;
import io.chasqui.loop.EventLoop;
import io.chasqui.protocol.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets publications in while there is room, and keeps the others waiting in order. A sender that waits for the outcome is
 * refused when its time is up; nothing of it was stored then. How many may wait is bounded by the send windows of the
 * sessions.
 */
final class Admission {

    /** How often a waiting publication looks whether other destinations have freed memory. */
    private static final int RETRY_MILLIS = 10;

    /** How much may be on its way to the disk. */
    private static final long MOST_WAITING_BYTES = 64L << 20;

    private final EventLoop loop;
    private final BacklogSettings settings;
    private final DestinationActor destination;
    private final Consumer<Publication> admitted;

    /** In the order in which they came. */
    private final ArrayDeque<Publication> waiting = new ArrayDeque<>(0);

    /** Those that wait for the disk only, where recorded messages leave memory: what waits for memory does not hold them up. */
    private final ArrayDeque<Publication> waitingForDisk = new ArrayDeque<>(0);

    private EventLoop.@Nullable Timer timer;
    private volatile boolean full;

    /**
     * @param destination what is to have room
     * @param admitted gets each publication there is room for
     */
    Admission(EventLoop loop, BacklogSettings settings, DestinationActor destination, Consumer<Publication> admitted) {
        this.loop = loop;
        this.settings = settings;
        this.destination = destination;
        this.admitted = admitted;
    }

    void offer(Publication publication) {
        ArrayDeque<Publication> line = leavesMemory(publication) ? waitingForDisk : waiting;
        if (line.isEmpty() && hasRoom(publication)) {
            admitted.accept(publication);
            return;
        }
        if (settings.overflow() == Overflow.FAIL && publication.isAwaited()) {
            publication.refused(ErrorCode.RESOURCE_LIMIT, reason(publication));
            return;
        }
        publication.deadlineMillis = publication.isAwaited() ? loop.now() + settings.sendBlockMillis() : Long.MAX_VALUE;
        line.add(publication);
        startTimer();
    }

    /** Whether the destination's own limit was reached when this was told last; any thread may ask. */
    boolean isFull() {
        return full;
    }

    /** What the destination holds has changed. Lets in what fits now. */
    void retry() {
        noteUsage();
        letIn(waiting);
        letIn(waitingForDisk);
    }

    private void letIn(ArrayDeque<Publication> line) {
        while (!line.isEmpty() && (line.peek().isWithdrawn() || hasRoom(line.peek()))) {
            Publication next = line.poll();
            if (next.isWithdrawn()) {
                refuseWithdrawn(next);
            } else {
                admitted.accept(next);
            }
        }
    }

    private void refuseWithdrawn(Publication publication) {
        publication.refused(
                ErrorCode.ILLEGAL_STATE,
                "the session was closed before there was room in " + destination.destination());
    }

    /** Refuses what was withdrawn, wherever in the line it is. */
    void refuseWithdrawn() {
        refuseWithdrawn(waiting);
        refuseWithdrawn(waitingForDisk);
    }

    private void refuseWithdrawn(ArrayDeque<Publication> line) {
        List<Publication> withdrawn = new ArrayList<>();
        for (Iterator<Publication> each = line.iterator(); each.hasNext(); ) {
            Publication publication = each.next();
            if (publication.isWithdrawn()) {
                each.remove();
                withdrawn.add(publication);
            }
        }
        withdrawn.forEach(this::refuseWithdrawn);
    }

    /** Whether nothing waits. */
    boolean isEmpty() {
        return waiting.isEmpty() && waitingForDisk.isEmpty();
    }

    /** Refuses everything that waits. */
    void refuseAll(ErrorCode code, String reason) {
        waiting.addAll(waitingForDisk);
        waitingForDisk.clear();
        while (!waiting.isEmpty()) {
            waiting.poll().refused(code, reason);
        }
    }

    /** What the destination holds has grown without being asked for room. */
    void noteUsage() {
        long limit = settings.destinationLimitBytes();
        if (limit > 0) {
            boolean now = destination.usedBytes() >= limit && destination.lastingBytes() >= settings.reserveBytes();
            if (now != full) {
                full = now;
            }
        }
    }

    private boolean hasRoom(Publication publication) {
        long bytes = publication.message().size();
        if (destination.records(publication.message()) && !hasRoomOnDisk(bytes)) {
            return false;
        }
        return leavesMemory(publication) || hasRoomInMemory(bytes);
    }

    private boolean leavesMemory(Publication publication) {
        return settings.pages() && destination.recordsOnly(publication.message());
    }

    private boolean hasRoomOnDisk(long bytes) {
        Records records = settings.requireRecords();
        return records.hasFailed() || settings.disk().hasRoom(bytes) && records.waitingBytes() < MOST_WAITING_BYTES;
    }

    private boolean hasRoomInMemory(long bytes) {
        long limit = settings.destinationLimitBytes();
        if (limit > 0) {
            long used = destination.usedBytes();
            long lasting = destination.lastingBytes();
            if (lasting > 0 && used + bytes > limit && lasting + bytes > settings.reserveBytes()) {
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
        refuseLate(waiting);
        refuseLate(waitingForDisk);
        if (!isEmpty()) {
            startTimer();
        }
    }

    private void refuseLate(ArrayDeque<Publication> line) {
        long now = loop.now();
        for (Iterator<Publication> each = line.iterator(); each.hasNext(); ) {
            Publication publication = each.next();
            if (publication.deadlineMillis <= now) {
                each.remove();
                publication.refused(ErrorCode.RESOURCE_LIMIT, reason(publication));
            }
        }
    }

    private String reason(Publication publication) {
        String waited = settings.overflow() == Overflow.FAIL
                ? " (limitPolicy is fail, so no sender waits)"
                : ", and in " + settings.sendBlockMillis() + " ms (sendBlockMillis) none became free";
        return destination.destination() + " has no room for a message of "
                + publication.message().size() + " bytes: "
                + (onDisk(publication) ? diskUsage() : memoryUsage()) + waited + ". " + destination.slowest()
                + ". Consume faster, or raise the limit";
    }

    private boolean onDisk(Publication publication) {
        return destination.records(publication.message())
                && (leavesMemory(publication)
                        || !settings.disk().hasRoom(publication.message().size()));
    }

    private String diskUsage() {
        return settings.disk().usage() + ", and " + settings.requireRecords().waitingBytes() + " wait to be written";
    }

    private String memoryUsage() {
        Memory memory = settings.memory();
        return "it holds " + destination.usedBytes() + " bytes in memory"
                + (settings.destinationLimitBytes() > 0
                        ? " (destinationLimitBytes is " + settings.destinationLimitBytes() + ")"
                        : "")
                + " and the broker " + memory.usedBytes() + " bytes of " + memory.limitBytes() + " (memoryLimitBytes)";
    }
}
