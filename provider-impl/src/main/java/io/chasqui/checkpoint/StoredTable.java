package io.chasqui.checkpoint;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mapdb.DB;
import org.mapdb.HTreeMap;
import org.mapdb.Serializer;
import org.mapdb.serializer.SerializerByteArray;

/** One table in MapDB, and how much is in it. Owned by the thread of its {@link MapDbStore}. */
final class StoredTable<K> {

    /** What an entry takes besides key and value, in a file just written; measured with 100,000 entries. */
    private static final int ENTRY_OVERHEAD_BYTES = 100;

    /** One segment, for one thread; the other two are MapDB's own choice. */
    private static final int SEGMENTS = 1;

    private static final int DIRECTORY_ENTRIES = 128;
    private static final int LEVELS = 4;

    /**
     * Not MapDB's constant of the same kind: it would write the constant's name into the file, by which a copy of MapDB under
     * another name, as in the resource adapter's archive, could not read what this one wrote, nor this one what it wrote.
     */
    private static final Serializer<byte[]> BYTES = new SerializerByteArray();

    private final Table<K> table;
    private final HTreeMap<byte[], byte[]> map;
    private long entries;
    private long liveBytes;

    private StoredTable(Table<K> table, HTreeMap<byte[], byte[]> map) {
        this.table = table;
        this.map = map;
    }

    /** A new table. */
    static <K> StoredTable<K> create(DB database, Table<K> table) {
        return new StoredTable<>(table, maker(database, table).create());
    }

    /** A table that is there, unless it may be missing. Reads all of it: its entries must be whole. */
    static <K> StoredTable<K> open(DB database, Table<K> table) throws CheckpointException {
        if (table.mayBeMissing() && !database.exists(table.name())) {
            return create(database, table);
        }
        StoredTable<K> opened = new StoredTable<>(table, maker(database, table).open());
        for (Map.Entry<byte[], byte[]> entry : opened.map.entrySet()) {
            opened.unseal(entry.getKey(), entry.getValue());
            opened.count(1, entry.getKey(), entry.getValue());
        }
        return opened;
    }

    private static DB.HashMapMaker<byte[], byte[]> maker(DB database, Table<?> table) {
        return database.hashMap(table.name(), BYTES, BYTES)
                .layout(SEGMENTS, DIRECTORY_ENTRIES, LEVELS)
                .hashSeed(0);
    }

    void put(K key, byte[] value) {
        byte[] encoded = table.encode(key);
        byte[] sealed = Entries.seal(table, encoded, value);
        byte[] before = map.put(encoded, sealed);
        if (before != null) {
            count(-1, encoded, before);
        }
        count(1, encoded, sealed);
    }

    boolean remove(K key) {
        byte[] encoded = table.encode(key);
        byte[] before = map.remove(encoded);
        if (before != null) {
            count(-1, encoded, before);
        }
        return before != null;
    }

    byte @Nullable [] get(K key) throws CheckpointException {
        byte[] encoded = table.encode(key);
        byte[] sealed = map.get(encoded);
        return sealed == null ? null : unseal(encoded, sealed);
    }

    Iterator<Map.Entry<byte[], byte[]>> entries() {
        return map.entrySet().iterator();
    }

    Iterator<byte[]> keys() {
        return map.keySet().iterator();
    }

    byte[] unseal(byte[] key, byte[] sealed) throws CheckpointException {
        byte[] value = Entries.unseal(table, key, sealed);
        if (value == null) {
            throw new CheckpointException("the value of " + table.describe(key) + " is damaged");
        }
        return value;
    }

    private void count(int sign, byte[] key, byte[] sealed) {
        entries += sign;
        liveBytes += (long) sign * (key.length + sealed.length + ENTRY_OVERHEAD_BYTES);
    }

    Table<K> table() {
        return table;
    }

    long size() {
        return entries;
    }

    /** About what the entries would take in a new file. */
    long liveBytes() {
        return liveBytes;
    }
}
