package io.chasqui.benchmarks;

import io.chasqui.disk.Directory;
import io.chasqui.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What the disk gives at best: one thread that appends to one preallocated file and forces it. */
final class ForceFloor implements AutoCloseable {

    /** A record with its frame. */
    private static final int FRAMED_BYTES = JournalBenchmark.RECORD_BYTES + 16;

    private final DiskFile file;
    private final int size;
    private int position;

    ForceFloor(Directory directory, int size) throws IOException {
        this.size = size;
        file = directory.open("floor");
        file.write(ByteBuffer.allocate(size), 0);
        file.force();
    }

    double recordsPerSecond(int group, long nanos) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(group * FRAMED_BYTES);
        long started = System.nanoTime();
        long records = 0;
        while (System.nanoTime() - started < nanos) {
            position = position + bytes.capacity() > size ? 0 : position;
            file.write(bytes.clear(), position);
            file.force();
            position += bytes.capacity();
            records += group;
        }
        return records * 1e9 / (System.nanoTime() - started);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
