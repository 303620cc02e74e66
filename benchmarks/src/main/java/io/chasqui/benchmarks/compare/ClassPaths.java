package io.chasqui.benchmarks.compare;

import io.chasqui.benchmarks.compare.providers.Provider;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command lines of processes that have the harness and one provider on their class path, and no other provider. The
 * jars of provider NAME are in {@code providers/NAME/lib} beside {@code benchmarks.jar}, where the build put them; when the
 * harness runs from class files, as in its tests, Chasqui is on its own class path.
 */
final class ClassPaths {

    /** Handed on from process to process. */
    static final String LOGGING = "java.util.logging.config.file";

    private ClassPaths() {}

    /**
     * The beginning of a command line, up to the main class.
     *
     * @param heapMebibytes smallest and largest heap
     * @throws IllegalArgumentException when the provider's jars are not there
     */
    static List<String> command(Provider provider, int heapMebibytes) throws IOException {
        List<String> command = new ArrayList<>(jvm(heapMebibytes));
        Path folder = home().resolve("providers").resolve(provider.name());
        Path jars = folder.resolve("lib");
        command.add("-Dcompare.provider.home=" + folder);
        Path libraries = folder.resolve("native");
        if (Files.isDirectory(libraries)) {
            command.add("-Djava.library.path=" + libraries);
        }
        String logging = System.getProperty(LOGGING);
        if (logging != null) {
            command.add("-D" + LOGGING + "=" + logging);
        }
        command.add("-cp");
        if (Files.isDirectory(code()) && provider.name().equals("chasqui")) {
            command.add(System.getProperty("java.class.path"));
        } else if (Files.isDirectory(jars)) {
            command.add(code() + File.pathSeparator + jars + File.separator + "*");
        } else {
            throw new IllegalArgumentException("the jars of " + provider.title() + " are not in " + jars
                    + ": gather them with mvn -Pcompare -pl benchmarks -am package -DskipTests");
        }
        command.add(Benchmarks.class.getName());
        return command;
    }

    /** The Java executable and the options that all processes have. */
    static List<String> jvm(int heapMebibytes) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms" + heapMebibytes + "m",
                "-Xmx" + heapMebibytes + "m",
                "-XX:+UseG1GC");
    }

    private static Path home() throws IOException {
        Path parent = code().getParent();
        return parent == null ? code() : parent;
    }

    /** The jar or folder that this class is in. */
    private static Path code() throws IOException {
        try {
            return Path.of(ClassPaths.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toRealPath();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
