package io.chasqui.benchmarks.compare.providers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How long a small write and force takes: what {@code artemis create} measures for its journal, measured as there. */
final class DiskTiming {

    private static final int TRIES = 5;
    private static final int WRITES = 250;
    private static final int BLOCK_BYTES = 4096;

    private DiskTiming() {}

    /** The mean of the best of five tries of 250 writes of 4 KiB to a file that has its size already. */
    static long forcedWriteNanos(Path directory) throws IOException {
        Path file = directory.resolve("disk-timing");
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
        long best = Long.MAX_VALUE;
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (int i = 0; i < WRITES; i++) {
                channel.write(block.clear());
            }
            channel.force(true);
            for (int round = 0; round < TRIES; round++) {
                long begin = System.nanoTime();
                for (int i = 0; i < WRITES; i++) {
                    channel.write(block.clear(), (long) i * BLOCK_BYTES);
                    channel.force(false);
                }
                best = Math.min(best, (System.nanoTime() - begin) / WRITES);
            }
        }
        Files.delete(file);
        return best;
    }
}
