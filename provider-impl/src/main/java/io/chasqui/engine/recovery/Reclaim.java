package io.chasqui.engine.recovery;

import io.chasqui.journal.Position;
import io.chasqui.journal.SegmentSummary;
import java.io.IOException;
import java.util.List;

/**
 * Frees the segments of the journal that nobody needs. Owned by the state thread.
 *
 * <p>Design note: a segment goes only when it was without use <em>before</em> the checkpoint was collected, and all its records
 * had been applied by then. So nothing in the stored state refers to it, and it stays so even if acknowledgements that were not
 * forced are lost in a power failure.
 */
final class Reclaim {

    private static final System.Logger LOG = System.getLogger(Reclaim.class.getName());

    /** A segment is written again when less of it than this is still needed. */
    private static final int SPARSE_PERCENT = 25;

    /** The same while senders wait for room on the disk. */
    private static final int SPARSE_PERCENT_WHEN_FULL = 70;

    /** How many segments only the previous generation of the state needs before that is renewed. */
    private static final int SEGMENTS_FOR_PREVIOUS = 8;

    /** The state is not renewed while it is larger than this part of the segments that would be freed. */
    private static final int RENEWAL_SHARE = 2;

    private static final long LARGE_PREVIOUS_BYTES = 16L << 20;
    private static final int OUTGROWN = 4;

    private final Storage storage;
    private final Relocation relocation;
    private long lastPosition;
    private List<SegmentSummary> unused = List.of();

    Reclaim(Storage storage, Relocation relocation, long position) {
        this.storage = storage;
        this.relocation = relocation;
        this.lastPosition = position;
        measure();
    }

    /**
     * A checkpoint is going to be collected.
     *
     * @param applied everything before this position has been applied
     */
    void look(long applied) {
        unused = storage.usage().free(storage.journal().segments(), applied);
    }

    /** How many segments were begun since the last checkpoint. */
    long segmentsSince() {
        return Position.segment(storage.journal().nextPosition()) - Position.segment(lastPosition);
    }

    /** Whether a checkpoint would free something, though nothing was recorded since the last one. */
    boolean hasWork() {
        return !storage.usage().free(storage.journal().segments(), lastPosition).isEmpty();
    }

    /** A checkpoint of this position was stored. */
    void stored(long position) throws IOException {
        int sparsePercent = storage.disk().isWanted() ? SPARSE_PERCENT_WHEN_FULL : SPARSE_PERCENT;
        long before = Math.min(position, keptFor(position));
        try {
            for (SegmentSummary segment : unused) {
                if (segment.number() < Position.segment(before)) {
                    storage.journal().delete(segment.number());
                    storage.usage().forget(segment.number());
                }
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "a segment of the journal could not be freed", e);
        }
        lastPosition = position;
        measure();
        relocation.begin(storage.usage().sparse(storage.journal().segments(), before, sparsePercent));
    }

    /** From where the journal is needed for the way back to the previous generation of the state; renews that in time. */
    private long keptFor(long position) throws IOException {
        long previous = previousPosition(position);
        long behind = Position.segment(position) - Position.segment(previous);
        long segmentBytes = storage.journal().segments().get(0).bytes();
        long stateBytes = storage.state().fileBytes();
        boolean pinsSegments = behind > SEGMENTS_FOR_PREVIOUS && stateBytes < behind * segmentBytes / RENEWAL_SHARE;
        if (pinsSegments || isOutgrown(stateBytes) || storage.disk().isWanted() && pinsUnused(previous, position)) {
            storage.state().rewrite();
            return previousPosition(position);
        }
        return previous;
    }

    /** Whether it is only the previous generation that keeps a segment nobody uses. */
    private boolean pinsUnused(long previous, long position) {
        return unused.stream()
                .anyMatch(segment -> segment.number() >= Position.segment(previous)
                        && segment.number() < Position.segment(position));
    }

    /** Whether the previous generation of the state takes much more disk than what it was left for. */
    private boolean isOutgrown(long stateBytes) throws IOException {
        long previousBytes = storage.state().previousBytes();
        return previousBytes > LARGE_PREVIOUS_BYTES && previousBytes > OUTGROWN * stateBytes;
    }

    private long previousPosition(long position) throws IOException {
        if (!storage.state().hasPrevious()) {
            return position;
        }
        byte[] meta = storage.state().previousMeta(StateLayout.POSITION);
        return meta == null ? Position.START : StateLayout.decodePosition(meta);
    }

    /** What is allocated ahead of what was written does not count. */
    private void measure() {
        long bytes = 0;
        for (SegmentSummary segment : storage.journal().segments()) {
            bytes += segment.writing() ? Position.offset(storage.journal().nextPosition()) : segment.bytes();
        }
        storage.disk().measured(bytes);
    }
}
