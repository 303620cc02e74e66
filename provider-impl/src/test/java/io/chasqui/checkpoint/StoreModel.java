package io.chasqui.checkpoint;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** What a store should hold: makes the same random changes to both. */
final class StoreModel {

    private final Map<String, String> entries = new TreeMap<>();

    /** What a store holds, in the words of this model. */
    static Map<String, String> contentOf(CheckpointStore store) throws CheckpointException {
        Map<String, String> content = new TreeMap<>();
        for (Table<?> table : Table.PUBLIC) {
            store.forEach(table, (key, value) -> content.put(table + " " + key, text(value)));
        }
        return content;
    }

    Map<String, String> content() {
        return new TreeMap<>(entries);
    }

    void reset(Map<String, String> content) {
        entries.clear();
        entries.putAll(content);
    }

    /** Puts or removes something in one of the tables. */
    void change(CheckpointStore store, Random random) throws CheckpointException {
        int key = random.nextInt(40);
        switch (random.nextInt(5)) {
            case 0 -> change(store, random, Table.META, "meta-" + key % 5);
            case 1 -> change(store, random, Table.DESTINATION, (long) key);
            case 2 -> change(store, random, Table.SUBSCRIPTION, "client/subscription-" + key);
            case 3 -> change(store, random, Table.PENDING, new BlockKey(key % 3, key));
            default -> change(store, random, Table.INDEX, new BlockKey(key % 7, key));
        }
    }

    private <K> void change(CheckpointStore store, Random random, Table<K> table, K key) throws CheckpointException {
        String name = table + " " + key;
        if (random.nextInt(3) == 0) {
            boolean there = entries.remove(name) != null;
            if (store.remove(table, key) != there) {
                throw new AssertionError("removing " + name + " should have returned " + there);
            }
            return;
        }
        byte[] value = value(random, table == Table.PENDING ? 128 : 1 + random.nextInt(sizes(random)));
        store.put(table, key, value);
        entries.put(name, text(value));
    }

    private static int sizes(Random random) {
        return random.nextInt(20) == 0 ? 20_000 : 300;
    }

    static byte[] value(Random random, int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        value[0] = 1;
        return value;
    }

    /** Short, so that a failed comparison can be read. */
    private static String text(byte[] value) {
        CRC32 crc = new CRC32();
        crc.update(value);
        return value.length + "#" + Long.toHexString(crc.getValue());
    }
}
