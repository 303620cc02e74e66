package io.chasqui.boot;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Tells other programs by a file that the broker is ready, and where it listens. Used by the thread that runs the broker. */
final class ReadyFile {

    private final Path path;

    ReadyFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** Removes what a broker left that was killed: nothing is ready yet. */
    void remove() throws IOException {
        Files.deleteIfExists(path);
    }

    /** Writes an address a line. Whoever sees the file sees all of it. */
    void write(List<URI> addresses) throws IOException {
        Path unfinished = path.resolveSibling(path.getFileName() + ".tmp");
        Files.write(unfinished, addresses.stream().map(URI::toString).toList());
        Files.move(unfinished, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
