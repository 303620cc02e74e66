package io.chasqui.benchmarks.compare.scenarios;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The body of a message: the stream and the number in it, by which it is checked, and the time from which its latency
 * counts. One is reused for message after message, by one thread.
 */
final class Stamp {

    /** What a body has at least. */
    static final int BYTES = Integer.BYTES + 2 * Long.BYTES;

    private static final int NUMBER_AT = Integer.BYTES;
    private static final int TIME_AT = NUMBER_AT + Long.BYTES;
    private static final byte FILLER = 'x';

    private final byte[] body;
    private final ByteBuffer view;

    Stamp(int bytes) {
        body = new byte[bytes];
        Arrays.fill(body, FILLER);
        view = ByteBuffer.wrap(body);
    }

    /** @param time in {@link System#nanoTime}, or 0 when the latency of this message is not recorded */
    byte[] written(int stream, long number, long time) {
        view.putInt(0, stream).putLong(NUMBER_AT, number).putLong(TIME_AT, time);
        return body;
    }

    /** To read a message into; then the next three tell what it said. */
    byte[] body() {
        return body;
    }

    int stream() {
        return view.getInt(0);
    }

    long number() {
        return view.getLong(NUMBER_AT);
    }

    long time() {
        return view.getLong(TIME_AT);
    }
}
