package io.chasqui.scale;

/** Which message of each producer comes next at one consumer: none may be missing, come twice, or come too early. */
final class Sequences {

    private final String where;
    private final long[] next;
    private long received;

    /** @param where for people: whose messages these are */
    Sequences(String where, int producers) {
        this.where = where;
        next = new long[producers];
    }

    /** @throws IllegalStateException when this is not the next message of its producer */
    void accept(byte[] bytes) {
        Body body = Body.of(bytes);
        if (body.producer() < 0 || body.producer() >= next.length) {
            throw new IllegalStateException(where + ": nobody sent " + body);
        }
        long expected = next[body.producer()]++;
        if (body.sequence() != expected) {
            throw new IllegalStateException(where + ": after " + received + " messages comes " + body
                    + (body.sequence() > expected
                            ? ", so number " + expected + " is missing or late"
                            : " for the second time: number " + expected + " was next"));
        }
        received++;
    }

    long received() {
        return received;
    }
}
