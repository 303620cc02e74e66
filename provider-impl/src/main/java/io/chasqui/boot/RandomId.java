package io.chasqui.boot;

import java.security.SecureRandom;

/** Makes identifiers by chance. May be used by any thread. */
final class RandomId {

    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomId() {}

    /** 31 random bits as digits and letters: enough to tell the starts of one broker apart. */
    static String brief() {
        return Long.toString(RANDOM.nextLong() >>> 33, Character.MAX_RADIX);
    }

    /** 63 random bits as digits and letters. */
    static String next() {
        return Long.toString(RANDOM.nextLong() & Long.MAX_VALUE, Character.MAX_RADIX);
    }
}
