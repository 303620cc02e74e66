package io.chasqui.scale;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The body of a message: which producer sent it and as which of its messages, and then bytes that follow from these two.
 * Different everywhere, so that nothing is taken for something else.
 */
record Body(int producer, long sequence) {

    static final int BYTES = 1024;

    /** An odd number without a pattern in its bits. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putLong(producer).putLong(sequence);
        long next = (sequence * 31 + producer) * SPREAD;
        while (bytes.hasRemaining()) {
            next += SPREAD;
            bytes.putLong(next);
        }
        return bytes.array();
    }

    /** @throws IllegalStateException when these are not the bytes of any body */
    static Body of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalStateException("a message has " + bytes.length + " bytes instead of " + BYTES);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Body body = new Body((int) buffer.getLong(), buffer.getLong());
        if (!Arrays.equals(bytes, body.toBytes())) {
            throw new IllegalStateException("the bytes of a message are not those that were sent; it says " + body);
        }
        return body;
    }
}
