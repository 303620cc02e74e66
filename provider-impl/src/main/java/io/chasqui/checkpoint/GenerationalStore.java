package io.chasqui.checkpoint;

import io.chasqui.disk.Directory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Durable state in a directory. Its file loses space as keys come and go, and never gives it back; so when it has grown to a
 * multiple of what it holds, a commit also writes it anew, as the next generation. Owned by one thread.
 *
 * <p>The generation before is kept as a way back: when the newest cannot be opened, or is not whole, the store opens with the
 * state that was copied from it, says so to its listener, and the journal makes up for the rest. So the journal must be kept
 * from the position in {@link #previousMeta}, for as long as {@link #hasPrevious} says so. Who cannot spare that much disk
 * calls {@link #rewrite}, after which the previous generation is of now, or {@link #dropPrevious}.
 *
 * <p>Everything is read and verified when the store is opened.
 */
public final class GenerationalStore implements CheckpointStore {

    /** A file just written may be larger than thought; it is not written again before it has grown by this factor. */
    private static final double LEAST_GROWTH = 1.5;

    /** It is written again without having grown when what it holds has become less than this part of what it was. */
    private static final double LEAST_SHRINKING = 0.5;

    private final Generations generations;
    private final CheckpointOptions options;
    private MapDbStore current;
    private long bytesWhenWritten;
    private long liveWhenWritten;

    private GenerationalStore(Generations generations, CheckpointOptions options, MapDbStore current) {
        this.generations = generations;
        this.options = options;
        this.current = current;
    }

    /** Opens the durable state in a directory, or creates it when there is none. The caller owns it. */
    public static GenerationalStore open(Directory directory, CheckpointOptions options, GenerationListener listener)
            throws CheckpointException {
        Generations generations = new Generations(directory, options, listener);
        try {
            return new GenerationalStore(generations, options, generations.open());
        } catch (CheckpointException e) {
            throw e;
        } catch (IOException e) {
            throw new CheckpointException(
                    "The durable state in " + directory.path() + " cannot be opened: " + FailureLatch.reason(e), e);
        }
    }

    @Override
    public <K> void put(Table<K> table, K key, byte[] value) throws CheckpointException {
        current.put(table, key, value);
    }

    @Override
    public <K> boolean remove(Table<K> table, K key) throws CheckpointException {
        return current.remove(table, key);
    }

    @Override
    public <K> byte @Nullable [] get(Table<K> table, K key) throws CheckpointException {
        return current.get(table, key);
    }

    @Override
    public <K> void forEach(Table<K> table, EntryVisitor<K> visitor) throws CheckpointException {
        current.forEach(table, visitor);
    }

    @Override
    public <K> void forEachKey(Table<K> table, KeyVisitor<K> visitor) throws CheckpointException {
        current.forEachKey(table, visitor);
    }

    @Override
    public long size(Table<?> table) {
        return current.size(table);
    }

    /** Commits; and, when the file has grown too large, writes it anew, which takes longer. */
    @Override
    public void commit() throws CheckpointException {
        current.commit();
        long bytes = current.fileBytes();
        long live = current.liveBytes();
        if (bytes > options.rewriteAboveBytes()
                && bytes > options.rewriteRatio() * live
                && (bytes > LEAST_GROWTH * bytesWhenWritten || live < LEAST_SHRINKING * liveWhenWritten)) {
            writeAnew();
        }
    }

    /** Commits, and writes the file anew, whatever its size. */
    public void rewrite() throws CheckpointException {
        current.commit();
        writeAnew();
    }

    private void writeAnew() throws CheckpointException {
        try {
            current = generations.replace(current);
        } catch (CheckpointException e) {
            throw e;
        } catch (IOException e) {
            throw new CheckpointException("Writing the durable state anew failed: " + FailureLatch.reason(e), e);
        }
        bytesWhenWritten = current.fileBytes();
        liveWhenWritten = current.liveBytes();
    }

    /** Whether there is an older generation to go back to. */
    public boolean hasPrevious() {
        return generations.hasPrevious();
    }

    /** What {@link Table#META} holds in the generation to go back to, or null. */
    public byte @Nullable [] previousMeta(String name) throws CheckpointException {
        return hasPrevious() ? Generations.previousMeta(current, name) : null;
    }

    /** Gives up the way back, and frees its disk. */
    public void dropPrevious() throws CheckpointException {
        try {
            generations.dropPrevious();
        } catch (IOException e) {
            current.fail(e);
            throw new CheckpointException("Giving up the generation before failed: " + FailureLatch.reason(e), e);
        }
    }

    /** How much of the disk the generation before takes; 0 when there is none. */
    public long previousBytes() throws IOException {
        return generations.previousBytes();
    }

    /** How much of the disk the current generation takes, without its log. */
    public long fileBytes() {
        return current.fileBytes();
    }

    /** About how much it would take if it were written anew. */
    public long liveBytes() {
        return current.liveBytes();
    }

    @Override
    public void handOver() {
        current.handOver();
    }

    @Override
    public void close() throws CheckpointException {
        current.close();
    }
}
