package io.chasqui.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** How a value lies in the store: a checksum over its table, its key and itself, then the value. */
final class Entries {

    private static final int CHECKSUM_BYTES = Integer.BYTES;

    private Entries() {}

    static byte[] checkValue(Table<?> table, byte[] value) {
        if (value.length == 0) {
            throw new IllegalArgumentException(
                    "A value of table " + table + " is empty. Its first byte must be the version of its encoding.");
        }
        return value;
    }

    static byte[] seal(Table<?> table, byte[] key, byte[] value) {
        return ByteBuffer.allocate(CHECKSUM_BYTES + value.length)
                .putInt(checksum(table, key, value, 0))
                .put(value)
                .array();
    }

    /** The value, or null when the checksum is wrong. */
    static byte @Nullable [] unseal(Table<?> table, byte[] key, byte[] sealed) {
        if (sealed.length <= CHECKSUM_BYTES
                || ByteBuffer.wrap(sealed).getInt() != checksum(table, key, sealed, CHECKSUM_BYTES)) {
            return null;
        }
        return Arrays.copyOfRange(sealed, CHECKSUM_BYTES, sealed.length);
    }

    private static int checksum(Table<?> table, byte[] key, byte[] value, int valueAt) {
        CRC32C crc = new CRC32C();
        crc.update(table.number());
        crc.update(key);
        crc.update(value, valueAt, value.length - valueAt);
        return (int) crc.getValue();
    }
}
