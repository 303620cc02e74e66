package io.chasqui.checkpoint;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mapdb.DB;
import org.mapdb.DBMaker;

/**
 * The tables of one generation, in MapDB over a file that changes atomically. Owned by one thread.
 *
 * <p>Design note: MapDB's own transactions are off, and so are its locks; of MapDB only the allocation of records and the
 * hash tree are used.
 */
final class MapDbStore implements CheckpointStore {

    private final OwnerThread owner = new OwnerThread();
    private final VisitGuard visits = new VisitGuard();
    private final FailureLatch latch;
    private final PagedFile pages;
    private final DB database;
    private final Map<Table<?>, StoredTable<?>> tables = new LinkedHashMap<>();
    private boolean changed;
    private boolean closed;

    private MapDbStore(StateFiles files, PagedFile pages, boolean exists) {
        this.latch =
                new FailureLatch("The durable state in " + files.directory().path() + "/" + files.fileName());
        this.pages = pages;
        this.database = DBMaker.volumeDB(new AtomicVolume(pages), exists)
                .concurrencyDisable()
                .make();
    }

    /** An empty store in new files, which a crash may leave in any state until it is closed and opened. */
    static MapDbStore create(StateFiles files, int cachedPages) throws CheckpointException {
        return opening(files, () -> {
            PagedFile pages = PagedFile.create(files, cachedPages);
            return filled(pages, files, false);
        });
    }

    /** Opens a store after {@link RedoLog#recover}, and reads all of it: everything must be whole. */
    static MapDbStore open(StateFiles files, int cachedPages) throws CheckpointException {
        return opening(files, () -> {
            PagedFile pages = PagedFile.open(files, cachedPages);
            return filled(pages, files, true);
        });
    }

    private static MapDbStore opening(StateFiles files, FailureLatch.Operation<MapDbStore> operation)
            throws CheckpointException {
        return new FailureLatch(files.fileName()).run("opening it", operation);
    }

    private static MapDbStore filled(PagedFile pages, StateFiles files, boolean exists) throws IOException {
        boolean filled = false;
        try {
            if (exists) {
                pages.verify();
            }
            MapDbStore store = new MapDbStore(files, pages, exists);
            for (Table<?> table : Table.ALL) {
                store.tables.put(
                        table,
                        exists ? StoredTable.open(store.database, table) : StoredTable.create(store.database, table));
            }
            store.changed = !exists;
            filled = true;
            return store;
        } finally {
            if (!filled) {
                pages.close();
            }
        }
    }

    @Override
    public <K> void put(Table<K> table, K key, byte[] value) throws CheckpointException {
        Entries.checkValue(table, value);
        change("putting " + table + " " + key, () -> {
            stored(table).put(key, value);
            return true;
        });
    }

    @Override
    public <K> boolean remove(Table<K> table, K key) throws CheckpointException {
        return change("removing " + table + " " + key, () -> stored(table).remove(key));
    }

    private boolean change(String doing, FailureLatch.Operation<Boolean> operation) throws CheckpointException {
        check();
        visits.checkNone();
        boolean changes = latch.run(doing, operation);
        changed |= changes;
        return changes;
    }

    @Override
    public <K> byte @Nullable [] get(Table<K> table, K key) throws CheckpointException {
        check();
        return latch.run("reading " + table + " " + key, () -> stored(table).get(key));
    }

    @Override
    public <K> void forEach(Table<K> table, EntryVisitor<K> visitor) throws CheckpointException {
        StoredTable<K> stored = stored(table);
        visitAll(table, stored::entries, entry -> {
            byte[] value = latch.run("reading " + table, () -> stored.unseal(entry.getKey(), entry.getValue()));
            visitor.visit(table.decode(entry.getKey()), value);
        });
    }

    @Override
    public <K> void forEachKey(Table<K> table, KeyVisitor<K> visitor) throws CheckpointException {
        visitAll(table, stored(table)::keys, key -> visitor.visit(table.decode(key)));
    }

    /** What the visitor throws is its own affair, and no failure of the store. */
    private <T> void visitAll(Table<?> table, FailureLatch.Operation<Iterator<T>> all, KeyVisitor<T> visitor)
            throws CheckpointException {
        check();
        String doing = "reading " + table;
        visits.begin();
        try {
            Iterator<T> iterator = latch.run(doing, all);
            while (latch.run(doing, iterator::hasNext)) {
                visitor.visit(latch.run(doing, iterator::next));
            }
        } finally {
            visits.end();
        }
    }

    @Override
    public long size(Table<?> table) {
        return stored(table).size();
    }

    @Override
    public void commit() throws CheckpointException {
        check();
        visits.checkNone();
        latch.run("a commit", () -> {
            if (changed) {
                database.commit();
            }
            return changed;
        });
        changed = false;
    }

    /** Accepts nothing more. */
    void fail(Throwable cause) {
        latch.fail(cause);
    }

    /** About what the entries would take in a new file. */
    long liveBytes() {
        return tables.values().stream().mapToLong(StoredTable::liveBytes).sum();
    }

    /** How much of the disk the file takes. */
    long fileBytes() {
        return pages.fileBytes();
    }

    /** How much of the heap the changes since the last commit take. */
    long uncommittedBytes() {
        return pages.uncommittedBytes();
    }

    @Override
    public void handOver() {
        owner.release();
    }

    @Override
    public void close() throws CheckpointException {
        if (closed) {
            return;
        }
        assert owner.isCaller();
        closed = true;
        try {
            pages.close();
        } catch (IOException e) {
            throw new CheckpointException("Closing the durable state failed: " + FailureLatch.reason(e), e);
        }
    }

    private void check() throws CheckpointException {
        assert owner.isCaller();
        if (closed) {
            throw new CheckpointException("The store is closed.");
        }
    }

    /** A table's own entry in the map has its type of key. */
    @SuppressWarnings("unchecked")
    private <K> StoredTable<K> stored(Table<K> table) {
        StoredTable<?> stored = tables.get(table);
        if (stored == null) {
            throw new IllegalArgumentException("The store has no table " + table);
        }
        return (StoredTable<K>) stored;
    }
}
