package io.chasqui.ra.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/SERVERS.md shows each file that the tests configure servers with, as it is, and the sample's descriptors. */
class ServersDocumentTest {

    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

    @Test
    void showsEveryFileAsItIs() throws IOException {
        String document = Files.readString(ROOT.resolve("docs/SERVERS.md"));
        List<String> missing = new ArrayList<>();
        for (Path file : shown()) {
            if (!document.contains("\n" + Files.readString(file).strip() + "\n```")) {
                missing.add(ROOT.relativize(file).toString());
            }
        }
        assertEquals(List.of(), missing, "docs/SERVERS.md does not have these files, or not as they are: copy them");
    }

    @Test
    void namesEveryServer() throws IOException {
        String document = Files.readString(ROOT.resolve("docs/SERVERS.md"));
        Servers.named("all").forEach(server -> assertTrue(document.contains("`" + server.name() + "`"), server.name()));
    }

    private static List<Path> shown() throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> found = Files.walk(ROOT.resolve("provider-ra/src/test/resources/io/chasqui/ra/servers"))) {
            found.filter(Files::isRegularFile).forEach(files::add);
        }
        Path descriptors = ROOT.resolve("samples-enterprise/src/main/webapp/WEB-INF");
        try (Stream<Path> found = Files.list(descriptors)) {
            found.filter(file -> !file.endsWith("beans.xml")).forEach(files::add);
        }
        assertTrue(files.size() > 8, "found only " + files);
        return files;
    }
}
