package io.chasqui.message;

import org.jspecify.annotations.Nullable;

/** The value types that properties, map entries and stream items may have. */
public final class Values {

    static final int VALUE_BYTES = 8;

    private Values() {}

    /** A size as an int, the largest one if it is larger than any. */
    static int bounded(long size) {
        return (int) Math.min(Integer.MAX_VALUE, size);
    }

    /** About how many bytes of memory one value takes. None takes nothing: many empty ones count, too. */
    static int size(@Nullable Object value) {
        if (value instanceof String text) {
            return bounded((long) VALUE_BYTES + text.length());
        }
        return value instanceof byte[] bytes ? bounded((long) VALUE_BYTES + bytes.length) : VALUE_BYTES;
    }
}
