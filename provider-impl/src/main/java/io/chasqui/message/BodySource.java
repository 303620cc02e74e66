package io.chasqui.message;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where the encoding of a body too large to be handled whole is read from, part by part. */
public interface BodySource {

    /** How many bytes it has, more than 0. */
    long length();

    /**
     * Reads a part. One at a time.
     *
     * @param length how many bytes; that many follow the offset
     * @param answer gets them on some thread, possibly this one at once; null when they cannot be read, and the log says why
     */
    void read(long offset, int length, Consumer<byte @Nullable []> answer);

    /** It is needed until {@link #release}. */
    default void retain() {}

    default void release() {}
}
