package io.chasqui.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the real file system that stays as it is: what is written, renamed or deleted here is so in memory only, and
 * gone at the end. So an offline tool can open files by the very code that repairs them. Owned by one thread.
 */
public final class ReadOnlyDirectory implements Directory {

    private static final int PAGE_BYTES = 4096;

    private final Path path;
    private final Map<String, Content> files = new TreeMap<>();

    /** Shows what is there now; nothing, when there is no such directory. */
    public ReadOnlyDirectory(Path path) throws IOException {
        this.path = path;
        if (Files.isDirectory(path)) {
            try (Stream<Path> present = Files.list(path)) {
                for (Path file : present.filter(Files::isRegularFile).toList()) {
                    files.put(file.getFileName().toString(), new Content(file, Files.size(file)));
                }
            }
        }
    }

    @Override
    public String path() {
        return path.toString();
    }

    @Override
    public List<String> list() {
        return List.copyOf(files.keySet());
    }

    @Override
    public boolean exists(String name) {
        return files.containsKey(name);
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return new View(files.computeIfAbsent(name, any -> new Content(null, 0)));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Content content = files.remove(from);
        if (content == null) {
            throw new IOException(from + ": no such file to rename to " + to);
        }
        files.put(to, content);
    }

    @Override
    public void delete(String name) {
        files.remove(name);
    }

    @Override
    public void force() {}

    /** What a file would be: the real one's bytes up to a limit, and the pages that differ. */
    private static final class Content {
        private final @Nullable Path real;
        private final Map<Long, byte[]> changed = new HashMap<>();
        private long realBytes;
        private long size;

        Content(@Nullable Path real, long size) {
            this.real = real;
            this.realBytes = size;
            this.size = size;
        }
    }

    /** An open file. */
    private static final class View implements DiskFile {
        private final Content content;
        private final @Nullable FileChannel channel;

        View(Content content) throws IOException {
            this.content = content;
            this.channel = content.real == null ? null : FileChannel.open(content.real, StandardOpenOption.READ);
        }

        @Override
        public long size() {
            return content.size;
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            int bytes = (int) Math.max(0, Math.min(into.remaining(), content.size - position));
            int start = into.position();
            ByteBuffer target = into.duplicate().limit(start + bytes);
            readReal(target, position);
            while (target.hasRemaining()) {
                target.put((byte) 0);
            }
            if (!content.changed.isEmpty()) {
                overlay(into.duplicate().limit(start + bytes), position);
            }
            into.position(start + bytes);
            return bytes;
        }

        private void readReal(ByteBuffer target, long position) throws IOException {
            if (channel == null || position >= content.realBytes) {
                return;
            }
            int end = target.limit();
            target.limit((int) Math.min(end, target.position() + content.realBytes - position));
            long at = position;
            while (target.hasRemaining()) {
                int read = channel.read(target, at);
                if (read < 0) {
                    break;
                }
                at += read;
            }
            target.limit(end);
        }

        private void overlay(ByteBuffer target, long position) {
            long at = position;
            while (target.hasRemaining()) {
                int inPage = (int) (at % PAGE_BYTES);
                int part = Math.min(target.remaining(), PAGE_BYTES - inPage);
                byte[] page = content.changed.get(at / PAGE_BYTES);
                if (page == null) {
                    target.position(target.position() + part);
                } else {
                    target.put(page, inPage, part);
                }
                at += part;
            }
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            content.size = Math.max(content.size, position + bytes.remaining());
            long at = position;
            while (bytes.hasRemaining()) {
                int inPage = (int) (at % PAGE_BYTES);
                int part = Math.min(bytes.remaining(), PAGE_BYTES - inPage);
                byte[] page = pageAt(at / PAGE_BYTES);
                byte[] before = page.clone();
                bytes.get(page, inPage, part);
                if (!Arrays.equals(before, page)) {
                    content.changed.put(at / PAGE_BYTES, page);
                }
                at += part;
            }
        }

        private byte[] pageAt(long number) throws IOException {
            byte[] page = content.changed.get(number);
            if (page == null) {
                page = new byte[PAGE_BYTES];
                readReal(ByteBuffer.wrap(page), number * PAGE_BYTES);
            }
            return page;
        }

        @Override
        public void force() {}

        @Override
        public void setSize(long bytes) throws IOException {
            if (bytes < content.size) {
                long firstGone = (bytes + PAGE_BYTES - 1) / PAGE_BYTES;
                content.changed.keySet().removeIf(number -> number >= firstGone);
                if (bytes % PAGE_BYTES != 0) {
                    byte[] last = pageAt(bytes / PAGE_BYTES);
                    Arrays.fill(last, (int) (bytes % PAGE_BYTES), PAGE_BYTES, (byte) 0);
                    content.changed.put(bytes / PAGE_BYTES, last);
                }
                content.realBytes = Math.min(content.realBytes, bytes);
            }
            content.size = bytes;
        }

        @Override
        public void close() throws IOException {
            if (channel != null) {
                channel.close();
            }
        }
    }
}
