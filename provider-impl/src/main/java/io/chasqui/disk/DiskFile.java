package io.chasqui.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. One thread writes; any thread may read what it knows to be written. */
public interface DiskFile extends Closeable {

    long size() throws IOException;

    /** Writes all of the buffer's remaining bytes at a position; beyond the end the file grows. */
    void write(ByteBuffer bytes, long position) throws IOException;

    /** Reads until the buffer is full or the file ends. Returns how many bytes were read. */
    int read(ByteBuffer into, long position) throws IOException;

    /**
     * Makes everything written before survive a crash. When it fails, nobody knows what survives: it is not to be tried
     * again (the operating system may report success for pages it has dropped).
     */
    void force() throws IOException;

    /** Cuts or grows the file; what is added reads as zeros. */
    void setSize(long bytes) throws IOException;
}
