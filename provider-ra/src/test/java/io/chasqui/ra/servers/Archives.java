package io.chasqui.ra.servers;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Where the build has put the servers, the archive and the application, and how they get from there to where they run. */
final class Archives {

    /** Where everything of these tests is. */
    static final Path FOLDER = Path.of(System.getProperty("servers.folder", "target/servers"))
            .toAbsolutePath()
            .normalize();

    private Archives() {}

    /** Whether the archive is there: before the phase that packs it, the tests of servers are skipped. */
    static boolean built() {
        return System.getProperty("chasqui.archive") != null;
    }

    /** The zip of a server. */
    static Path server(String name) {
        return existing(FOLDER.resolve("archives").resolve(name));
    }

    /** The archive that this module builds. */
    static Path adapter() {
        return existing(Path.of(System.getProperty("chasqui.archive", "target/chasqui-ra.rar"))
                .toAbsolutePath());
    }

    /** The sample application. */
    static Path application() {
        return existing(FOLDER.resolve("archives").resolve("shop.war"));
    }

    private static Path existing(Path file) {
        if (!Files.exists(file)) {
            throw new AssertionError(
                    "There is no " + file + ": these tests are run by mvn -Pservers -pl provider-ra -am"
                            + " verify, in the phase that has packed it.");
        }
        return file;
    }

    /** Makes a fresh folder of the contents of a zip, without the one folder that everything in it is in. */
    static void unpack(Path zip, Path folder) throws IOException {
        delete(folder);
        Files.createDirectories(folder);
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                int inside = entry.getName().indexOf('/') + 1;
                Path target = folder.resolve(entry.getName().substring(inside)).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException(zip + " has an entry outside itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (inside > 0) {
                    Files.createDirectories(target.getParent());
                    Files.copy(file.getInputStream(entry), target, StandardCopyOption.REPLACE_EXISTING);
                    markExecutable(target);
                }
            }
        }
    }

    /** Zips of Java tools do not say what is executable. */
    private static void markExecutable(Path file) {
        Path parent = file.getParent();
        boolean script = file.toString().endsWith(".sh") || parent != null && parent.endsWith("bin");
        if (script && !file.toFile().setExecutable(true)) {
            throw new IllegalStateException(file + " cannot be made executable");
        }
    }

    /** Copies the sample application without one of its classes. */
    static void copyApplicationWithout(String simpleClassName, Path target) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try (ZipFile from = new ZipFile(application().toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(part))) {
            for (ZipEntry entry : Collections.list(from.entries())) {
                if (!entry.getName().endsWith("/" + simpleClassName + ".class")) {
                    to.putNextEntry(new ZipEntry(entry.getName()));
                    from.getInputStream(entry).transferTo(to);
                    to.closeEntry();
                }
            }
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Copies one entry of a zip. */
    static void extract(Path zip, String name, Path target) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            ZipEntry entry = file.getEntry(name);
            if (entry == null) {
                throw new IOException(zip + " has no " + name);
            }
            Files.copy(file.getInputStream(entry), target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Makes a folder of what the application's data sources are made of: the jar of H2, and a jar of its own classes. */
    static void copyDrivers(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path own = folder.resolve("halting.jar");
        try (ZipFile war = new ZipFile(application().toFile());
                ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(own))) {
            for (ZipEntry entry : Collections.list(war.entries())) {
                String name = entry.getName();
                if (name.matches("WEB-INF/lib/h2-.*")) {
                    Files.copy(war.getInputStream(entry), folder.resolve("h2.jar"));
                } else if (name.matches("WEB-INF/classes/.*/Halting.*")) {
                    jar.putNextEntry(new ZipEntry(name.substring("WEB-INF/classes/".length())));
                    war.getInputStream(entry).transferTo(jar);
                    jar.closeEntry();
                }
            }
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Copies a file of a server's configuration, as docs/SERVERS.md shows it. */
    static Path copyResource(String name, Path target) throws IOException {
        try (var content = Archives.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new IOException("no resource " + name);
            }
            Files.createDirectories(target.getParent());
            Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
            return target;
        }
    }
}
