package io.chasqui.checkpoint;

import io.chasqui.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Writes pages to their places, neighbours in one go. Owned by the thread of its {@link PagedFile}. */
final class PageWriter {

    private static final int BUFFER_PAGES = 64;

    private final DiskFile file;
    private final ByteBuffer run = ByteBuffer.allocateDirect(BUFFER_PAGES * Pages.BYTES);
    private long runSlot;

    PageWriter(DiskFile file) {
        this.file = file;
    }

    /** Writes all, and forces nothing. Pages in the order of their slots are written fastest. */
    void write(List<PageImage> images) throws IOException {
        for (PageImage image : images) {
            add(image.slot(), image.bytes());
        }
        flush();
    }

    void add(long slot, byte[] page) throws IOException {
        if (!run.hasRemaining() || slot != runSlot + run.position() / Pages.BYTES) {
            flush();
            runSlot = slot;
        }
        run.put(page, 0, Pages.BYTES);
    }

    void flush() throws IOException {
        run.flip();
        try {
            if (run.hasRemaining()) {
                file.write(run, Pages.positionOf(runSlot));
            }
        } finally {
            run.clear();
        }
    }
}
