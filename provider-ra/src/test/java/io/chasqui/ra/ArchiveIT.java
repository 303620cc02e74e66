package io.chasqui.ra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The archive as it is deployed. */
@EnabledIfSystemProperty(
        named = "chasqui.archive",
        matches = ".+",
        disabledReason = "there is no archive before package")
class ArchiveIT {

    private static final String SHADED = "io/chasqui/ra/shaded/";

    @TempDir
    static Path folder;

    private static Path jar;
    private static List<String> archiveEntries;
    private static List<String> jarEntries;

    @BeforeAll
    static void open() throws IOException {
        jar = folder.resolve("chasqui-ra.jar");
        try (JarFile archive = new JarFile(System.getProperty("chasqui.archive"))) {
            archiveEntries = files(archive);
            try (InputStream in = archive.getInputStream(archive.getEntry("chasqui-ra.jar"))) {
                Files.copy(in, jar);
            }
        }
        try (JarFile opened = new JarFile(jar.toFile())) {
            jarEntries = files(opened);
        }
    }

    private static List<String> files(JarFile file) {
        return file.stream()
                .filter(entry -> !entry.isDirectory())
                .map(JarEntry::getName)
                .toList();
    }

    @Test
    void hasOneJarAndTheDescriptor() {
        assertEquals(
                List.of("chasqui-ra.jar"),
                archiveEntries.stream().filter(name -> name.endsWith(".jar")).toList());
        assertTrue(archiveEntries.contains("META-INF/ra.xml"), archiveEntries.toString());
    }

    @Test
    void everyClassIsChasquisOrRelocated() {
        assertEquals(
                List.of(),
                jarEntries.stream()
                        .filter(name -> name.endsWith(".class") && !name.startsWith("io/chasqui/"))
                        .toList());
        for (String library : List.of("io/netty", "io/vertx", "org/mapdb", "kotlin", "com/google/common")) {
            assertTrue(
                    jarEntries.stream().anyMatch(name -> name.startsWith(SHADED + library + "/")),
                    library + " is not in the jar");
        }
    }

    @Test
    void servesNothingOfItsLibrariesUnderTheirOwnNames() throws IOException {
        TreeSet<String> wrong = new TreeSet<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (String name : jarEntries) {
                if (!name.startsWith("META-INF/services/")) {
                    continue;
                }
                String service = name.substring("META-INF/services/".length());
                if (!service.startsWith("io.chasqui.") && !service.startsWith("javax.naming.")) {
                    wrong.add(service);
                }
                try (InputStream in = file.getInputStream(file.getEntry(name))) {
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(line -> line.replaceFirst("#.*", "").strip())
                            .filter(line -> !line.isEmpty() && !line.startsWith("io.chasqui."))
                            .forEach(line -> wrong.add(service + ": " + line));
                }
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    @Test
    void isNoModuleAndForOneRelease() throws IOException {
        assertEquals(
                List.of(),
                jarEntries.stream()
                        .filter(name -> name.endsWith("module-info.class") || name.startsWith("META-INF/versions/"))
                        .toList());
        try (JarFile file = new JarFile(jar.toFile())) {
            assertFalse(file.isMultiRelease());
            assertNotNull(file.getManifest().getMainAttributes().getValue("Implementation-Version"));
        }
    }

    /** What a class names, whether as a type or in a text, must be inside the jar, the JDK or an API of servers. */
    @Test
    void noClassNamesALibraryByItsOwnName() throws IOException {
        Pattern own = Pattern.compile("(?<!#)(io/netty/|io/vertx/|org/mapdb/|kotlin/|com/google/|net/jpountz/)");
        TreeSet<String> wrong = new TreeSet<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (String entry : jarEntries) {
                if (entry.startsWith("io/chasqui/") && !entry.startsWith(SHADED) && entry.endsWith(".class")) {
                    try (InputStream in = file.getInputStream(file.getEntry(entry))) {
                        String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).replace(SHADED, "#");
                        own.matcher(text).results().forEach(found -> wrong.add(entry + " names " + found.group()));
                    }
                }
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    @Test
    void sendsAndReceivesWithNothingBesideItButTheApisOfAServer(@TempDir Path data) throws Exception {
        WeakReference<ClassLoader> loader = deployTenTimes(data);
        assertTrue(Isolated.isUnloaded(loader), "the class loader of the adapter is still in memory");
    }

    private static WeakReference<ClassLoader> deployTenTimes(Path data) throws Exception {
        try (Isolated isolated = new Isolated(Isolated.urlOf(jar))) {
            Class<?> adapter = isolated.load("io.chasqui.ra.ChasquiResourceAdapter");
            assertSame(
                    adapter.getClassLoader(),
                    isolated.load("io.chasqui.ra.shaded.io.vertx.core.Vertx").getClassLoader());
            assertThrows(ClassNotFoundException.class, () -> isolated.load("io.vertx.core.Vertx"));
            assertThrows(ClassNotFoundException.class, () -> isolated.load("org.slf4j.LoggerFactory"));
            for (int round = 0; round < 10; round++) {
                isolated.sendAndReceive(Map.of("url", "vm://archive", "dataDirectory", data.toString()));
            }
            assertEquals("", Isolated.threadsLeftBy(adapter.getClassLoader()));
            return isolated.reference();
        }
    }
}
