package io.chasqui.message;

import org.jspecify.annotations.Nullable;

/** The value types that properties, map entries and stream items may have. */
public final class Values {

    private static final int PRIMITIVE_BYTES = 8;

    private Values() {}

    /** About how many bytes of memory one value takes. */
    static int size(@Nullable Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        return value instanceof byte[] bytes ? bytes.length : PRIMITIVE_BYTES;
    }
}
