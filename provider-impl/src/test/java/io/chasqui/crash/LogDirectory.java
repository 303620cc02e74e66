package io.chasqui.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Reads the logs of all threads of one process. */
final class LogDirectory {

    private LogDirectory() {}

    /** All lines in the order of their sequence. The last line of a file may be torn, and does not count then. */
    static List<Line> read(Path directory) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                lines.addAll(parse(Files.readString(file)));
            }
        }
        lines.sort(Comparator.comparingLong(Line::sequence));
        return lines;
    }

    static List<Line> parse(String text) {
        int end = text.lastIndexOf('\n');
        return text.substring(0, end + 1).lines().map(Line::parse).toList();
    }
}
