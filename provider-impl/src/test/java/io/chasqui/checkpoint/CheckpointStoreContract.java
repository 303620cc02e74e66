package io.chasqui.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does. */
abstract class CheckpointStoreContract {

    private static final byte[] ONE = {1, 11};
    private static final byte[] TWO = {1, 22, 22};

    private CheckpointStore store;

    abstract CheckpointStore open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
        store.handOver();
    }

    @AfterEach
    void closeStore() throws CheckpointException {
        store.handOver();
        store.close();
        store.close();
    }

    @Test
    void showsWhatWasPutBeforeAndAfterTheCommit() throws CheckpointException {
        store.put(Table.META, "position", ONE);
        assertArrayEquals(ONE, store.get(Table.META, "position"));
        store.commit();
        assertArrayEquals(ONE, store.get(Table.META, "position"));
        store.put(Table.META, "position", TWO);
        assertArrayEquals(TWO, store.get(Table.META, "position"));
        assertEquals(1, store.size(Table.META));
    }

    @Test
    void keepsTablesApart() throws CheckpointException {
        store.put(Table.PENDING, new BlockKey(1, 2), ONE);
        store.put(Table.INDEX, new BlockKey(1, 2), TWO);
        store.put(Table.SUBSCRIPTION, "1", TWO);
        assertArrayEquals(ONE, store.get(Table.PENDING, new BlockKey(1, 2)));
        assertNull(store.get(Table.PENDING, new BlockKey(2, 1)));
        assertNull(store.get(Table.META, "1"));
        assertNull(store.get(Table.DESTINATION, 1L));
    }

    @Test
    void removesOnceAndSaysSo() throws CheckpointException {
        store.put(Table.DESTINATION, -1L, ONE);
        assertTrue(store.remove(Table.DESTINATION, -1L));
        assertFalse(store.remove(Table.DESTINATION, -1L));
        assertNull(store.get(Table.DESTINATION, -1L));
        assertEquals(0, store.size(Table.DESTINATION));
    }

    @Test
    void takesAnyTextAsAKey() throws CheckpointException {
        List<String> keys = List.of("", "ñandú/\u0000", "\ud83e\udd99", "\ud800", "\udc00");
        for (String key : keys) {
            store.put(Table.SUBSCRIPTION, key, ONE);
        }
        store.commit();
        List<String> seen = new ArrayList<>();
        store.forEachKey(Table.SUBSCRIPTION, seen::add);
        assertEquals(keys.stream().sorted().toList(), seen.stream().sorted().toList());
    }

    @Test
    void copiesValuesOnTheirWayInAndOut() throws CheckpointException {
        byte[] value = {1, 2, 3};
        store.put(Table.META, "a", value);
        value[1] = 9;
        store.get(Table.META, "a")[2] = 9;
        assertArrayEquals(new byte[] {1, 2, 3}, store.get(Table.META, "a"));
    }

    @Test
    void refusesAnEmptyValue() throws CheckpointException {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> store.put(Table.META, "a", new byte[0]));
        assertTrue(refused.getMessage().contains("table meta"), refused.getMessage());
        store.put(Table.META, "a", ONE);
    }

    @Test
    void refusesChangesByAVisitorAndLetsItRead() throws CheckpointException {
        store.put(Table.META, "a", ONE);
        store.put(Table.DESTINATION, 7L, TWO);
        store.forEach(Table.META, (key, value) -> {
            assertArrayEquals(TWO, store.get(Table.DESTINATION, 7L));
            assertThrows(IllegalStateException.class, () -> store.put(Table.META, "b", ONE));
            assertThrows(IllegalStateException.class, () -> store.remove(Table.META, "a"));
            assertThrows(IllegalStateException.class, store::commit);
        });
        store.put(Table.META, "b", ONE);
    }

    @Test
    void outlivesAVisitorThatFails() throws CheckpointException {
        store.put(Table.META, "a", ONE);
        assertThrows(
                CheckpointException.class,
                () -> store.forEach(Table.META, (key, value) -> {
                    throw new CheckpointException("no more");
                }));
        store.put(Table.META, "b", ONE);
        store.commit();
    }

    @Test
    void belongsToOneThreadUntilHandedOver() throws Exception {
        store.put(Table.META, "a", ONE);
        Throwable refused = inAnotherThread(() -> store.get(Table.META, "a"));
        assertTrue(refused instanceof AssertionError && refused.getMessage().contains("handOver"), "" + refused);
        store.handOver();
        assertNull(inAnotherThread(() -> store.put(Table.META, "a", TWO)));
        assertThrows(AssertionError.class, () -> store.get(Table.META, "a"));
    }

    private interface Action {
        void run() throws Exception;
    }

    private static Throwable inAnotherThread(Action action) throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                action.run();
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        thread.start();
        thread.join(10_000);
        return thrown.get();
    }

    @Test
    void doesWhatAMapDoes() throws CheckpointException {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            StoreModel model = new StoreModel();
            model.reset(StoreModel.contentOf(store));
            for (int i = 0; i < 200; i++) {
                model.change(store, random);
                if (random.nextInt(20) == 0) {
                    store.commit();
                }
            }
            assertEquals(model.content(), StoreModel.contentOf(store), "seed " + seed);
        }
    }

    @Test
    void acceptsNothingAfterClosing() throws CheckpointException {
        store.close();
        assertThrows(CheckpointException.class, () -> store.put(Table.META, "a", ONE));
        assertThrows(CheckpointException.class, () -> store.get(Table.META, "a"));
        assertThrows(CheckpointException.class, store::commit);
    }
}
