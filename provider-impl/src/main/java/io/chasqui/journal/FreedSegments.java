package io.chasqui.journal;

import io.chasqui.disk.Directory;
import io.chasqui.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * Which segments are missing on purpose, in a small file of its own: everything below {@code first}, and the numbers listed.
 * Without it, a segment somebody removed by hand would look like a freed one. Not thread-safe; {@link Segments} guards it.
 */
final class FreedSegments {

    static final String FILE = "journal-freed";
    static final String NEW_FILE = FILE + ".new";

    private static final long MAGIC = 0x4348415351554631L;
    private static final int VERSION = 1;
    private static final int FRAME_BYTES = Long.BYTES + Integer.BYTES + Long.BYTES + Integer.BYTES + Integer.BYTES;

    private final Directory directory;
    private long first = 1;
    private TreeSet<Long> beyond = new TreeSet<>();

    private FreedSegments(Directory directory) {
        this.directory = directory;
    }

    static FreedSegments load(Directory directory) throws IOException {
        FreedSegments freed = new FreedSegments(directory);
        if (directory.exists(FILE)) {
            freed.read();
        }
        return freed;
    }

    boolean contains(long segment) {
        return segment < first || beyond.contains(segment);
    }

    /** The lowest number that is not freed. */
    long first() {
        return first;
    }

    /** Adds a segment; when this returns, that is durable. */
    void add(long segment) throws IOException {
        TreeSet<Long> next = new TreeSet<>(beyond);
        next.add(segment);
        long nextFirst = first;
        while (next.remove(nextFirst)) {
            nextFirst++;
        }
        write(nextFirst, next);
        first = nextFirst;
        beyond = next;
    }

    private void write(long newFirst, TreeSet<Long> numbers) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(FRAME_BYTES + numbers.size() * Long.BYTES);
        bytes.putLong(MAGIC).putInt(VERSION).putLong(newFirst).putInt(numbers.size());
        numbers.forEach(bytes::putLong);
        bytes.putInt(checksum(bytes));
        directory.delete(NEW_FILE);
        try (DiskFile file = directory.open(NEW_FILE)) {
            file.write(bytes.flip(), 0);
            file.force();
        }
        directory.rename(NEW_FILE, FILE);
        directory.force();
    }

    private void read() throws IOException {
        ByteBuffer bytes;
        try (DiskFile file = directory.open(FILE)) {
            bytes = ByteBuffer.allocate((int) Math.min(file.size(), Integer.MAX_VALUE));
            file.read(bytes, 0);
        }
        bytes.flip();
        if (bytes.limit() < FRAME_BYTES || bytes.getLong(0) != MAGIC) {
            throw damaged("no list of freed segments");
        }
        bytes.position(bytes.limit() - Integer.BYTES);
        if (bytes.getInt(bytes.position()) != checksum(bytes)) {
            throw damaged("a list of freed segments with a wrong checksum");
        }
        bytes.position(Long.BYTES);
        int version = bytes.getInt();
        if (version != VERSION) {
            throw new JournalCorruptException(
                    path(),
                    0,
                    "the list of freed segments has format " + version + ", and this version of the broker reads "
                            + VERSION,
                    "Start the version that wrote it.");
        }
        first = bytes.getLong();
        for (int left = bytes.getInt(); left > 0; left--) {
            beyond.add(bytes.getLong());
        }
    }

    private JournalCorruptException damaged(String found) {
        return new JournalCorruptException(
                path(),
                0,
                "found " + found,
                "Restore it from a backup. If the journal's segments on the disk have no gap and begin with number 1, it"
                        + " may also be deleted.");
    }

    private String path() {
        return directory.path() + "/" + FILE;
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, bytes.position());
        return (int) crc.getValue();
    }
}
