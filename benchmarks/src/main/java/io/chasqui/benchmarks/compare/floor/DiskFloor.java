package io.chasqui.benchmarks.compare.floor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One thread that appends groups of records to one file, written full of zeros before, and forces each group. */
final class DiskFloor {

    private static final int FILE_BYTES = 64 << 20;
    private static final int CHUNK_BYTES = 1 << 20;

    private DiskFloor() {}

    static FloorResult appendAndForce(Path directory, int recordBytes, int group, long nanos) throws IOException {
        Path file = Files.createTempFile(directory, "floor-", "");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            preallocate(channel);
            ByteBuffer bytes = ByteBuffer.allocateDirect(Math.min(FILE_BYTES, group * recordBytes));
            while (bytes.hasRemaining()) {
                bytes.put((byte) 'x');
            }
            long records = 0;
            int position = 0;
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < nanos) {
                position = position + bytes.capacity() > FILE_BYTES ? 0 : position;
                for (bytes.clear(); bytes.hasRemaining(); ) {
                    position += channel.write(bytes, position);
                }
                channel.force(false);
                records += group;
            }
            double rate = records * 1e9 / (System.nanoTime() - begin);
            return new FloorResult(
                    "append and force of " + group + " records of " + recordBytes + " bytes", rate, "records/s");
        } finally {
            Files.delete(file);
        }
    }

    private static void preallocate(FileChannel channel) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK_BYTES);
        for (int at = 0; at < FILE_BYTES; at += CHUNK_BYTES) {
            channel.write(zeros.clear(), at);
        }
        channel.force(true);
    }
}
