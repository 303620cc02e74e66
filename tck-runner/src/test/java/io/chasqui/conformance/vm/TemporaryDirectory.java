package io.chasqui.conformance.vm;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory for what brokers keep, made when it is first asked for and deleted at the end. Owned by one test or fixture. */
public final class TemporaryDirectory implements AutoCloseable {

    private @Nullable Path path;

    public String path() {
        if (path == null) {
            try {
                path = Files.createTempDirectory("chasqui-conformance-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return path.toString();
    }

    @Override
    public void close() {
        if (path == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
