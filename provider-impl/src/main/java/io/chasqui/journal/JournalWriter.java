package io.chasqui.journal;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Turns what any thread has appended into groups: each is written, forced once if one of its records asks for it, and then
 * told. Its turns run on one thread at a time, which its {@link JournalDriver} sees to.
 *
 * <p>What arrives while a force runs is the next group; that alone makes groups grow with the load. See {@link Gathering}
 * for the one refinement.
 */
final class JournalWriter implements JournalDriver.Turn {

    private static final System.Logger LOG = System.getLogger(JournalWriter.class.getName());
    private static final int QUEUE_CHUNK = 1024;

    private final SegmentOutput output;
    private final JournalSettings settings;
    private final Gathering gathering;
    private final Group group = new Group();
    private final WriterCounters counters = new WriterCounters();

    /** Filled by any thread. */
    private final MpscUnboundedArrayQueue<JournalEntry> waiting = new MpscUnboundedArrayQueue<>(QUEUE_CHUNK);

    private final AtomicLong waitingBytes = new AtomicLong();

    /** Set by the writer, read by any thread. */
    private volatile @Nullable JournalFailedException failure;

    JournalWriter(SegmentOutput output, JournalSettings settings) {
        this.output = output;
        this.settings = settings;
        this.gathering = new Gathering(settings.maxGatherNanos());
    }

    /** Called by any thread. */
    void offer(JournalEntry entry) {
        waitingBytes.getAndAdd(RecordFormat.sizeOf(entry.payloadBytes()));
        waiting.offer(entry);
    }

    @Override
    public boolean run() {
        if (waiting.isEmpty()) {
            return false;
        }
        JournalFailedException reason = failure;
        if (reason != null) {
            failWaiting(reason);
            return true;
        }
        group.clear();
        try {
            writeGroup();
        } catch (JournalFailedException e) {
            fail(e);
        } catch (RuntimeException | Error e) {
            fail(JournalFailedException.of(e));
        }
        waitingBytes.getAndAdd(-group.bytes());
        return true;
    }

    private void writeGroup() throws JournalFailedException {
        JournalEntry first = waiting.peek();
        if (!output.fits(first.payloadBytes())) {
            output.roll(first.payloadBytes());
        }
        gather();
        output.flush();
        counters.written(group.records(), group.bytes());
        group.written();
        if (group.needsForce()) {
            force();
        }
        group.done();
    }

    private void gather() throws JournalFailedException {
        long started = 0;
        while (take()) {
            if (group.needsForce() && waiting.isEmpty() && gathering.expectsMore(group.records())) {
                started = started == 0 ? System.nanoTime() : started;
                gathering.await(() -> !waiting.isEmpty(), started);
            }
        }
    }

    /** Takes the next record into the group, unless there is none or it belongs to the next group. */
    private boolean take() throws JournalFailedException {
        JournalEntry next = waiting.peek();
        if (next == null || group.records() > 0 && !hasRoomFor(next)) {
            return false;
        }
        waiting.poll();
        group.add(next);
        group.setLastPosition(output.put(next.type(), next.head(), next.body()));
        return true;
    }

    private boolean hasRoomFor(JournalEntry next) {
        return group.records() < settings.maxGroupRecords()
                && group.bytes() + RecordFormat.sizeOf(next.payloadBytes()) <= settings.maxGroupBytes()
                && output.fits(next.payloadBytes());
    }

    private void force() throws JournalFailedException {
        long nanos = output.force();
        counters.forced(nanos);
        gathering.forced(group.records() + waiting.size(), nanos);
    }

    @Override
    public void idle() {
        if (failure != null) {
            return;
        }
        try {
            output.mark();
        } catch (JournalFailedException e) {
            fail(e);
        }
    }

    private void fail(JournalFailedException reason) {
        if (reason.getCause() instanceof IOException) {
            LOG.log(System.Logger.Level.ERROR, reason.getMessage());
        } else {
            LOG.log(System.Logger.Level.ERROR, reason.getMessage(), reason);
        }
        failure = reason;
        group.failed(reason);
        failWaiting(reason);
    }

    /** Fails whatever waits; by the writer while turns run, by one thread at a time afterwards. */
    void failWaiting(JournalFailedException reason) {
        JournalEntry entry = waiting.poll();
        while (entry != null) {
            Group.fail(entry, reason);
            waitingBytes.getAndAdd(-RecordFormat.sizeOf(entry.payloadBytes()));
            entry = waiting.poll();
        }
    }

    /** Writes what waits and makes all of it durable; called when the driver has ended. */
    void finish() throws JournalFailedException {
        boolean more = true;
        while (more) {
            more = run();
        }
        JournalFailedException reason = failure;
        if (reason != null) {
            throw reason;
        }
        output.finish();
    }

    long waitingBytes() {
        return waitingBytes.get();
    }

    @Nullable
    JournalFailedException failure() {
        return failure;
    }

    JournalCounters counters() {
        return counters.snapshot();
    }
}
