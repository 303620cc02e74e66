package io.chasqui.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EntriesTest {

    private static final byte[] VALUE = {1, 2, 3};
    private static final byte[] KEY = Table.PENDING.encode(new BlockKey(7, 8));

    @Test
    void noticesAValueInTheWrongPlace() {
        byte[] sealed = Entries.seal(Table.PENDING, KEY, VALUE);
        assertArrayEquals(VALUE, Entries.unseal(Table.PENDING, KEY, sealed));
        assertNull(Entries.unseal(Table.INDEX, KEY, sealed));
        assertNull(Entries.unseal(Table.PENDING, Table.PENDING.encode(new BlockKey(8, 7)), sealed));
    }

    @Test
    void noticesAnyFlippedBitAndAnyCut() {
        byte[] sealed = Entries.seal(Table.PENDING, KEY, VALUE);
        for (int bit = 0; bit < sealed.length * Byte.SIZE; bit++) {
            byte[] damaged = sealed.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertNull(Entries.unseal(Table.PENDING, KEY, damaged), "bit " + bit);
        }
        for (int length = 0; length < sealed.length; length++) {
            assertNull(Entries.unseal(Table.PENDING, KEY, Arrays.copyOf(sealed, length)), "cut at " + length);
        }
    }
}
