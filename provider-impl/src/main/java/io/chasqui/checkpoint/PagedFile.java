package io.chasqui.checkpoint;

import io.chasqui.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file of pages whose changes stay in memory until {@link #commit}, which is all or nothing. Every page has a checksum,
 * and the {@link Superblock} one over them all: damage, and a mixture of two commits, are noticed and never read. Owned by
 * one thread.
 *
 * <p>Design note: MapDB changes its file in place, and in an order of its own. That is harmless only when the file goes from
 * one whole state to the next, so this is done here, below MapDB.
 */
final class PagedFile implements Closeable {

    /** The file grows in steps, so that most commits find their place there. */
    private static final long GROWTH_BYTES = 1L << 20;

    private final String name;
    private final DiskFile file;
    private final @Nullable RedoLog log;
    private final PageWriter writer;
    private final List<PageGroup> groups = new ArrayList<>();
    private final PageCache cache;
    private Superblock committed;
    private long pageCount;
    private long dirtyPages;
    private long fileBytes;

    private PagedFile(StateFiles files, @Nullable RedoLog log, Superblock initial, int cachedPages) throws IOException {
        this.name = files.fileName();
        this.file = files.openFile();
        this.log = log;
        this.writer = new PageWriter(file);
        this.cache = new PageCache(groups, cachedPages);
        this.committed = initial;
    }

    /** A new file, which has no log: a crash before it is finished leaves nothing of use. */
    static PagedFile create(StateFiles files, int cachedPages) throws IOException {
        return new PagedFile(files, null, new Superblock(files.generation(), 0, 0, 0), cachedPages);
    }

    /** Opens a file as it is; what a crash interrupted has been made good by {@link RedoLog#recover}. */
    static PagedFile open(StateFiles files, int cachedPages) throws IOException {
        RedoLog log = new RedoLog(files.openLog(), files.generation());
        boolean opened = false;
        try {
            PagedFile file = new PagedFile(files, log, new Superblock(files.generation(), 0, 0, 0), cachedPages);
            file.load(files.generation());
            opened = true;
            return file;
        } finally {
            if (!opened) {
                log.close();
            }
        }
    }

    private void load(long generation) throws IOException {
        boolean loaded = false;
        try {
            loadAll(generation);
            loaded = true;
        } finally {
            if (!loaded) {
                file.close();
            }
        }
    }

    private void loadAll(long generation) throws IOException {
        fileBytes = file.size();
        committed = Superblock.decode(readSlot(0), generation);
        growTo(committed.pageCount());
        for (int group = 0; group < groups.size(); group++) {
            groups.get(group).decodeChecksums(readSlot(Pages.checksumSlot(group)));
            groups.get(group).written = true;
        }
        if (root() != committed.root()) {
            throw new CheckpointException("its pages of checksums are damaged, or of different commits");
        }
    }

    private byte[] readSlot(long slot) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(Pages.BYTES);
        long position = Pages.positionOf(slot);
        if (file.read(page, position) < Pages.BYTES) {
            throw new CheckpointException(
                    "it ends before the page at byte " + position + "; it has " + file.size() + " bytes");
        }
        return page.array();
    }

    /** Reads every page and compares its checksum. */
    void verify() throws IOException {
        ByteBuffer group = ByteBuffer.allocate(Pages.PER_GROUP * Pages.BYTES);
        byte[] page = new byte[Pages.BYTES];
        for (int number = 0; number < groups.size(); number++) {
            group.clear();
            file.read(group, Pages.positionOf(Pages.checksumSlot(number) + 1));
            group.flip();
            for (int index = 0; index < Pages.PER_GROUP; index++) {
                int checksum = groups.get(number).checksums[index];
                if (checksum != 0) {
                    long slot = Pages.checksumSlot(number) + 1 + index;
                    if (group.limit() < (index + 1) * Pages.BYTES) {
                        throw damaged(slot);
                    }
                    group.get(index * Pages.BYTES, page);
                    check(slot, page, checksum);
                }
            }
        }
    }

    private static void check(long slot, byte[] page, int checksum) throws CheckpointException {
        if (Pages.checksum(slot, page) != checksum) {
            throw damaged(slot);
        }
    }

    private static CheckpointException damaged(long slot) {
        return new CheckpointException("the page at byte " + Pages.positionOf(slot) + " is damaged");
    }

    long pageCount() {
        return pageCount;
    }

    /** How much of the disk the file takes. */
    long fileBytes() {
        return fileBytes;
    }

    /** How much of the heap the changes since the last commit take. */
    long uncommittedBytes() {
        return dirtyPages * Pages.BYTES;
    }

    /** Adds pages that read as zeros. */
    void growTo(long pages) {
        pageCount = Math.max(pageCount, pages);
        while ((long) groups.size() * Pages.PER_GROUP < pageCount) {
            groups.add(new PageGroup());
        }
    }

    /** A page to read from, which the caller must not change nor keep. */
    byte[] readable(long page) throws IOException {
        PageGroup group = groupOf(page);
        int index = Pages.indexInGroup(page);
        byte[] bytes = group.loaded[index];
        if (bytes == null) {
            bytes = load(group, page, index);
        }
        group.used.set(index);
        return bytes;
    }

    /** A page to change before the next commit, which the caller must not keep. */
    byte[] writable(long page) throws IOException {
        PageGroup group = groupOf(page);
        int index = Pages.indexInGroup(page);
        if (group.dirty.get(index)) {
            return group.loaded[index];
        }
        byte[] bytes = readable(page);
        if (bytes == Pages.NEVER_WRITTEN) {
            bytes = new byte[Pages.BYTES];
            group.loaded[index] = bytes;
        }
        group.dirty.set(index);
        dirtyPages++;
        return bytes;
    }

    private PageGroup groupOf(long page) {
        if (page < 0 || page >= pageCount) {
            throw new IndexOutOfBoundsException("page " + page + " of " + name + ", which has " + pageCount);
        }
        return groups.get(Pages.groupOf(page));
    }

    private byte[] load(PageGroup group, long page, int index) throws IOException {
        int checksum = group.checksums[index];
        if (checksum == 0) {
            return Pages.NEVER_WRITTEN;
        }
        byte[] bytes = readSlot(Pages.slot(page));
        check(Pages.slot(page), bytes, checksum);
        group.loaded[index] = bytes;
        cache.add(page);
        return bytes;
    }

    /** Makes all changes durable. When it fails, only opening the file anew shows whether they are. */
    void commit() throws IOException {
        List<PageImage> images = changes();
        if (log != null) {
            claimSpace(images.get(images.size() - 1).slot() + 1);
            log.write(committed.sequence(), images);
        }
        writer.write(images);
        file.force();
        if (log != null) {
            log.end();
        }
        fileBytes = file.size();
        keepAsUnchanged();
    }

    /** The changed pages, their checksums and the superblock, in the order of the file. */
    private List<PageImage> changes() {
        List<PageImage> images = new ArrayList<>();
        for (int number = 0; number < groups.size(); number++) {
            PageGroup group = groups.get(number);
            if (!group.written || !group.dirty.isEmpty()) {
                addChanges(number, group, images);
            }
        }
        committed = new Superblock(committed.generation(), committed.sequence() + 1, pageCount, root());
        images.add(0, new PageImage(0, committed.encode()));
        return images;
    }

    private static void addChanges(int number, PageGroup group, List<PageImage> images) {
        long checksumSlot = Pages.checksumSlot(number);
        int place = images.size();
        for (int i = group.dirty.nextSetBit(0); i >= 0; i = group.dirty.nextSetBit(i + 1)) {
            long slot = checksumSlot + 1 + i;
            group.checksums[i] = Pages.checksum(slot, group.loaded[i]);
            images.add(new PageImage(slot, group.loaded[i]));
        }
        images.add(place, new PageImage(checksumSlot, group.encodeChecksums()));
    }

    private int root() {
        CRC32C crc = new CRC32C();
        ByteBuffer summaries = ByteBuffer.allocate(groups.size() * Integer.BYTES);
        groups.forEach(group -> summaries.putInt(group.summary()));
        crc.update(summaries.flip());
        return (int) crc.getValue();
    }

    /** Takes the room for new pages while the commit can still be given up: a full disk should show now. */
    private void claimSpace(long slots) throws IOException {
        long end = (Pages.positionOf(slots) + GROWTH_BYTES - 1) / GROWTH_BYTES * GROWTH_BYTES;
        ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(GROWTH_BYTES, Math.max(0, end - fileBytes)));
        while (fileBytes < end) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), end - fileBytes));
            int bytes = zeros.remaining();
            file.write(zeros, fileBytes);
            fileBytes += bytes;
        }
    }

    private void keepAsUnchanged() {
        dirtyPages = 0;
        for (int number = 0; number < groups.size(); number++) {
            PageGroup group = groups.get(number);
            group.written = true;
            for (int i = group.dirty.nextSetBit(0); i >= 0; i = group.dirty.nextSetBit(i + 1)) {
                group.dirty.clear(i);
                cache.add((long) number * Pages.PER_GROUP + i);
            }
        }
    }

    /** Closes without a commit. */
    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            if (log != null) {
                log.close();
            }
        }
    }
}
