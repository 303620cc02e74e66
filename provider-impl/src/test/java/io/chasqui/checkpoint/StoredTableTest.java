package io.chasqui.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

class StoredTableTest {

    private static final byte[] VALUE = {1, 11};

    /** The resource adapter has a copy of MapDB under another name, and its data has to be read by the tools and back. */
    @Test
    void aStateNamesNoClass() {
        try (DB database = DBMaker.memoryDB().make()) {
            Table.ALL.forEach(table -> StoredTable.create(database, table));
            List<String> classes = database.nameCatalogLoad().values().stream()
                    .filter(value -> value.contains("."))
                    .toList();
            assertEquals(List.of(), classes);
        }
    }

    /** Earlier releases have written the name of MapDB's constant. */
    @Test
    void opensAStateThatNamesTheClassOfItsBytes() throws CheckpointException {
        try (DB database = DBMaker.memoryDB().make()) {
            byte[] key = Table.META.encode("position");
            database.hashMap(Table.META.name(), Serializer.BYTE_ARRAY, Serializer.BYTE_ARRAY)
                    .layout(1, 128, 4)
                    .hashSeed(0)
                    .create()
                    .put(key, Entries.seal(Table.META, key, VALUE));
            StoredTable<String> opened = StoredTable.open(database, Table.META);
            assertArrayEquals(VALUE, opened.get("position"));
        }
    }
}
