package io.chasqui.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second broker out of a directory, from {@link #acquire} to {@link #close}. The operating system holds the lock for
 * the process, so it ends with the process, however that ends. May be used by any thread.
 *
 * <p>Design note: the lock of the operating system belongs to the process, and is lost as soon as the process closes
 * <em>any</em> channel to the file. So a second attempt within one process must not even open it: the directories locked by
 * this process are remembered in a static map.
 */
public final class DirectoryLock implements AutoCloseable {

    /** The name of the file; it stays when the lock is released. */
    public static final String FILE = "chasqui.lock";

    private static final int MAX_TEXT_BYTES = 1024;

    /** The real paths of the directories this process has locked, with the text of their holder. */
    private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Locks a directory, and creates it when it is not there.
     *
     * @throws DirectoryLockedException when somebody else has it
     */
    public static DirectoryLock acquire(Path directory) throws IOException {
        Path real = Files.createDirectories(directory).toRealPath();
        String self = describeSelf();
        String holder = HELD.putIfAbsent(real, self);
        if (holder != null) {
            throw new DirectoryLockedException(real, holder + " (this same process)");
        }
        try {
            return new DirectoryLock(real, lock(real, self));
        } catch (IOException | RuntimeException e) {
            HELD.remove(real);
            throw e;
        }
    }

    private static FileChannel lock(Path directory, String self) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            @Nullable FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new DirectoryLockedException(directory, read(channel));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(self.getBytes(StandardCharsets.UTF_8)), 0);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(MAX_TEXT_BYTES);
        channel.read(text, 0);
        String holder = StandardCharsets.UTF_8.decode(text.flip()).toString().strip();
        return holder.isEmpty() ? "a process that has not written its id yet" : holder;
    }

    private static String describeSelf() {
        ProcessHandle process = ProcessHandle.current();
        String started = process.info().startInstant().map(Instant::toString).orElse("an unknown time");
        return "process " + process.pid() + ", started " + started;
    }

    /** Releases the directory. Harmless when that was done. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.close();
            HELD.remove(directory);
        }
    }
}
