package io.chasqui.checkpoint;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tables on the heap, gone with the process: for tests, and for brokers that keep nothing. Owned by one thread. */
public final class MemoryCheckpointStore implements CheckpointStore {

    private final OwnerThread owner = new OwnerThread();
    private final VisitGuard visits = new VisitGuard();
    private final Map<Table<?>, Map<Object, byte[]>> tables = new HashMap<>();
    private boolean closed;

    public MemoryCheckpointStore() {
        Table.PUBLIC.forEach(table -> tables.put(table, new LinkedHashMap<>()));
    }

    @Override
    public <K> void put(Table<K> table, K key, byte[] value) throws CheckpointException {
        check();
        visits.checkNone();
        entries(table).put(key, Entries.checkValue(table, value).clone());
    }

    @Override
    public <K> boolean remove(Table<K> table, K key) throws CheckpointException {
        check();
        visits.checkNone();
        return entries(table).remove(key) != null;
    }

    @Override
    public <K> byte @Nullable [] get(Table<K> table, K key) throws CheckpointException {
        check();
        byte[] value = entries(table).get(key);
        return value == null ? null : value.clone();
    }

    @Override
    public <K> void forEach(Table<K> table, EntryVisitor<K> visitor) throws CheckpointException {
        check();
        visits.begin();
        try {
            for (Map.Entry<Object, byte[]> entry : entries(table).entrySet()) {
                visitor.visit(keyOf(entry.getKey()), entry.getValue().clone());
            }
        } finally {
            visits.end();
        }
    }

    @Override
    public <K> void forEachKey(Table<K> table, KeyVisitor<K> visitor) throws CheckpointException {
        forEach(table, (key, value) -> visitor.visit(key));
    }

    @Override
    public long size(Table<?> table) {
        return entries(table).size();
    }

    @Override
    public void commit() throws CheckpointException {
        check();
        visits.checkNone();
    }

    @Override
    public void handOver() {
        owner.release();
    }

    @Override
    public void close() {
        closed = true;
    }

    private void check() throws CheckpointException {
        assert owner.isCaller();
        if (closed) {
            throw new CheckpointException("The store is closed.");
        }
    }

    private Map<Object, byte[]> entries(Table<?> table) {
        Map<Object, byte[]> entries = tables.get(table);
        if (entries == null) {
            throw new IllegalArgumentException("A store in memory has no table " + table);
        }
        return entries;
    }

    /** What is in a table was put as its type of key. */
    @SuppressWarnings("unchecked")
    private static <K> K keyOf(Object key) {
        return (K) key;
    }
}
