package io.chasqui.checkpoint;

/**
 * How much memory and disk a store may take.
 *
 * @param cacheBytes how much of the file is kept in memory for reading, at least 1 MiB; what was changed since the last commit
 *     comes on top
 * @param rewriteAboveBytes a smaller file is never written anew
 * @param rewriteRatio the file is written anew when it has this many times the size it would have then, at least 2
 */
public record CheckpointOptions(int cacheBytes, long rewriteAboveBytes, double rewriteRatio) {

    private static final int MEBIBYTE = 1 << 20;

    public CheckpointOptions {
        if (cacheBytes < MEBIBYTE) {
            throw new IllegalArgumentException("cacheBytes is " + cacheBytes + "; it must be at least " + MEBIBYTE);
        }
        if (rewriteAboveBytes < 0) {
            throw new IllegalArgumentException(
                    "rewriteAboveBytes is " + rewriteAboveBytes + "; it must not be negative");
        }
        if (!(rewriteRatio >= 2)) {
            throw new IllegalArgumentException(
                    "rewriteRatio is " + rewriteRatio + "; below 2 the file would be written anew all the time");
        }
    }

    /** 16 MiB of cache; written anew above 16 MiB when it is 3.5 times too large. */
    public static CheckpointOptions defaults() {
        return new CheckpointOptions(16 * MEBIBYTE, 16L * MEBIBYTE, 3.5);
    }

    int cachedPages() {
        return cacheBytes / Pages.BYTES;
    }
}
