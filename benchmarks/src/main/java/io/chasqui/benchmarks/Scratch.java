package io.chasqui.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory of its own on the disk to be measured, gone when it is closed. Belongs to the benchmark that made it. */
record Scratch(Path path) implements AutoCloseable {

    /** @param parent on the disk to be measured; made when it is not there */
    static Scratch below(Path parent, String prefix) throws IOException {
        return new Scratch(Files.createTempDirectory(Files.createDirectories(parent), prefix)
                .toRealPath());
    }

    @Override
    public void close() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(path)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }
}
