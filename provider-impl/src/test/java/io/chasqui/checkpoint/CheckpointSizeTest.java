package io.chasqui.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.disk.Directory;
import io.chasqui.disk.FileDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many entries, and many changes, in files of the real disk: they stay as small as promised. */
class CheckpointSizeTest {

    private static final long MEBIBYTE = 1 << 20;
    private static final CheckpointOptions OPTIONS = new CheckpointOptions(4 << 20, 4 * MEBIBYTE, 3.5);

    @TempDir
    private Path temporary;

    private final RecordingListener listener = new RecordingListener();
    private Directory directory;

    @BeforeEach
    void useDirectory() throws IOException {
        directory = new FileDirectory(temporary);
    }

    private GenerationalStore open() throws CheckpointException {
        return GenerationalStore.open(directory, OPTIONS, listener);
    }

    private static byte[] value(int bytes, long number) {
        byte[] value = new byte[bytes];
        value[0] = 1;
        ByteBuffer.wrap(value).putLong(bytes - Long.BYTES, number);
        return value;
    }

    @Test
    void aMillionUpdatesOfTheSameSizeTakeNoSpace() throws CheckpointException {
        try (GenerationalStore store = open()) {
            int keys = 1000;
            for (int key = 0; key < keys; key++) {
                store.put(Table.PENDING, new BlockKey(key % 3, key), value(128, 0));
            }
            store.commit();
            long before = store.fileBytes();
            for (int i = 0; i < 1_000_000; i++) {
                int key = i % keys;
                store.put(Table.PENDING, new BlockKey(key % 3, key), value(128, i));
                if (i % 50_000 == 0) {
                    store.commit();
                }
            }
            store.commit();
            assertEquals(before, store.fileBytes());
            assertEquals(List.of(), listener.rewritten);
            assertArrayEquals(value(128, 999_999), store.get(Table.PENDING, new BlockKey(0, 999)));
        }
    }

    @Test
    void twoHundredThousandPutsAndRemovalsStayBounded() throws CheckpointException {
        ArrayDeque<BlockKey> present = new ArrayDeque<>();
        long largest = 0;
        try (GenerationalStore store = open()) {
            for (int i = 0; i < 200_000; i++) {
                BlockKey key = new BlockKey(i % 5, i);
                store.put(Table.PENDING, key, value(128, i));
                present.add(key);
                if (present.size() > 500) {
                    store.remove(Table.PENDING, present.remove());
                }
                if (i % 5000 == 0) {
                    store.commit();
                    largest = Math.max(largest, store.fileBytes());
                }
            }
            store.commit();
            assertTrue(largest < 8 * MEBIBYTE, "the file had " + largest + " bytes");
            assertTrue(listener.rewritten.size() > 2, "written anew: " + listener.rewritten);
        }
        try (GenerationalStore store = open()) {
            Set<BlockKey> keys = new HashSet<>();
            store.forEachKey(Table.PENDING, keys::add);
            assertEquals(new HashSet<>(present), keys);
        }
        assertEquals(List.of(), listener.rejected);
    }

    @Test
    void keepsListsAndRemovesAHundredThousandSubscriptions() throws CheckpointException {
        int count = 100_000;
        try (GenerationalStore store = open()) {
            for (int i = 0; i < count; i++) {
                store.put(Table.SUBSCRIPTION, "client-" + i % 100 + "/subscription-" + i, value(150, i));
            }
            store.commit();
        }
        try (GenerationalStore store = open()) {
            Set<String> names = new HashSet<>();
            store.forEach(Table.SUBSCRIPTION, (name, value) -> {
                int number = Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
                assertArrayEquals(value(150, number), value);
                names.add(name);
            });
            assertEquals(count, names.size());
            for (String name : names) {
                assertTrue(store.remove(Table.SUBSCRIPTION, name));
            }
            store.commit();
            assertEquals(0, store.size(Table.SUBSCRIPTION));
            assertTrue(store.fileBytes() < 4 * MEBIBYTE, "empty, it has " + store.fileBytes() + " bytes");
        }
        try (GenerationalStore store = open()) {
            assertEquals(0, store.size(Table.SUBSCRIPTION));
            store.forEachKey(Table.SUBSCRIPTION, name -> assertFalse(true, name));
        }
    }
}
