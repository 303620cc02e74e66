package io.chasqui.boot;

import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.disk.Directory;
import io.chasqui.engine.body.LargeBodies;
import io.chasqui.engine.record.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The large bodies of one broker, and the thread that reads and writes them: below its data directory or, where nothing
 * survives, in a directory of their own below {@code java.io.tmpdir}, made with the first and gone with the broker. Opened and
 * closed by whoever starts and stops the broker.
 */
final class BodyFiles {

    static final String BODIES = "bodies";

    private static final System.Logger LOG = System.getLogger(BodyFiles.class.getName());
    private static final long CLOSE_SECONDS = 30;

    private final ExecutorService thread;
    private final LargeBodies bodies;
    private final String prefix;
    private final Directories directories;

    /** Owned by the thread until that has ended. */
    private volatile @Nullable Path temporary;

    private volatile @Nullable Directory temporaryFiles;

    BodyFiles(BrokerConfiguration configuration, Directories directories, Disk disk) {
        this.directories = directories;
        thread = BrokerStore.daemon("chasqui-bodies-" + configuration.name());
        prefix = "chasqui-bodies-" + configuration.name() + "-";
        String data = configuration.dataDirectory();
        bodies = new LargeBodies(
                data.isEmpty()
                        ? this::openTemporary
                        : () -> directories.open(Path.of(data).resolve(BODIES)),
                thread,
                disk,
                configuration.maxMessageBytes());
    }

    LargeBodies bodies() {
        return bodies;
    }

    private Directory openTemporary() throws IOException {
        Path path = Files.createTempDirectory(prefix);
        Directory opened = directories.open(path);
        temporary = path;
        temporaryFiles = opened;
        return opened;
    }

    /** What was asked for is still done. */
    void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "large bodies are still being written {0} s after the end",
                        CLOSE_SECONDS);
            }
            deleteTemporary();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} could not be deleted: {1}", temporary, e.getMessage());
        }
    }

    private void deleteTemporary() throws IOException {
        Path path = temporary;
        Directory files = temporaryFiles;
        if (path != null && files != null) {
            for (String name : files.list()) {
                files.delete(name);
            }
            Files.deleteIfExists(path);
        }
    }
}
