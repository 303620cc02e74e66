package io.chasqui.checkpoint;

import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/**
 * Tables of small values that change together. What was put or removed since the last {@link #commit} survives a crash
 * whole or not at all.
 *
 * <p>Owned by one thread at a time, which assertions check: the one that opened it, until {@link #handOver}. That thread
 * must never be interrupted, since an interrupt closes the file under it.
 *
 * <p>A value is not empty, and its first byte is the version of the encoding of what follows, so that a later release can
 * read what an older one wrote. Arrays are copied on their way in and out.
 *
 * <p><b>What costs space.</b> A value replaced by one of the same size (rounded up to 16 bytes) is written in its old place
 * and costs nothing. Every pair of a put of a new key and its removal loses some hundred bytes of the file, as does a
 * value that changes its size; values above {@value #LARGEST_VALUE_IN_PLACE} bytes always do. So keep values at a fixed
 * size, let keys live long, gather many small facts in a block, and leave the rest to the rewriting of
 * {@link GenerationalStore}.
 *
 * <p>When an operation fails, other than for a wrong argument, the store accepts nothing more: what it holds in memory may be
 * half changed. What was committed is on disk, for whoever opens it anew.
 */
public interface CheckpointStore extends Closeable {

    /** The largest value, in bytes, that can be replaced in its old place. */
    int LARGEST_VALUE_IN_PLACE = 65_000;

    /** Puts a value, in place of the one that is there. */
    <K> void put(Table<K> table, K key, byte[] value) throws CheckpointException;

    /** Removes a value. Returns whether there was one. */
    <K> boolean remove(Table<K> table, K key) throws CheckpointException;

    /** The value, committed or not, or null when there is none. */
    <K> byte @Nullable [] get(Table<K> table, K key) throws CheckpointException;

    /** Shows every entry of a table, in no order. The visitor may read from the store, and must not change it. */
    <K> void forEach(Table<K> table, EntryVisitor<K> visitor) throws CheckpointException;

    /** Shows every key of a table, in no order, without reading the values. The visitor must not change the store. */
    <K> void forEachKey(Table<K> table, KeyVisitor<K> visitor) throws CheckpointException;

    /** How many entries a table has. */
    long size(Table<?> table);

    /** Makes all that was put and removed since the last commit durable, and returns when it is. */
    void commit() throws CheckpointException;

    /** The next thread that calls owns the store. To be called by the owner, or when it has ended. */
    void handOver();

    /** Closes without a commit: what was not committed is lost. Harmless when closed already. */
    @Override
    void close() throws CheckpointException;

    /** Sees one entry. */
    @FunctionalInterface
    interface EntryVisitor<K> {
        void visit(K key, byte[] value) throws CheckpointException;
    }

    /** Sees one key. */
    @FunctionalInterface
    interface KeyVisitor<K> {
        void visit(K key) throws CheckpointException;
    }
}
