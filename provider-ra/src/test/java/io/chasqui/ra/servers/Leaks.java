package io.chasqui.ra.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a JVM holds of the adapter: class loaders that have loaded it, threads of it, and open files of its broker. */
record Leaks(int classLoaders, int threads, int files) {

    private static final String ADAPTER = "io.chasqui.ra.ChasquiResourceAdapter";
    private static final Pattern THREAD = Pattern.compile("(?m)^\"([^\"]*)\".*");

    /**
     * Looks into a process after a garbage collection.
     *
     * @param data the folder of the adapter's broker
     */
    static Leaks of(Jdk jdk, ServerProcess process, Path data) throws Exception {
        jcmd(jdk, process, "GC.run");
        String loaders = jcmd(jdk, process, "VM.classloaders", "show-classes=true", "fold=false");
        int copies = count(Pattern.compile(Pattern.quote(ADAPTER) + "(?![\\w$.])"), loaders);
        String dump = jcmd(jdk, process, "Thread.print");
        int threads = 0;
        for (Matcher thread = THREAD.matcher(dump); thread.find(); ) {
            String name = thread.group(1).toLowerCase(java.util.Locale.ROOT);
            threads += name.contains("chasqui") || name.contains("vert.x") ? 1 : 0;
        }
        return new Leaks(copies, threads, openFiles(process.pid(), data));
    }

    private static String jcmd(Jdk jdk, ServerProcess process, String... command) throws Exception {
        List<String> whole = Stream.concat(
                        Stream.of(jdk.tool("jcmd"), Long.toString(process.pid())), Stream.of(command))
                .toList();
        return ServerProcess.run("jcmd", Files.createDirectories(Archives.FOLDER.resolve("jcmd")), whole, Map.of());
    }

    private static int count(Pattern pattern, String text) {
        return (int) pattern.matcher(text).results().count();
    }

    /** What the system says that the process has open; 0 where it does not say. */
    private static int openFiles(long pid, Path folder) throws IOException {
        Path descriptors = Path.of("/proc", Long.toString(pid), "fd");
        if (!Files.isDirectory(descriptors)) {
            return 0;
        }
        int open = 0;
        try (Stream<Path> all = Files.list(descriptors)) {
            for (Path descriptor : all.toList()) {
                try {
                    open += Files.readSymbolicLink(descriptor).startsWith(folder) ? 1 : 0;
                } catch (IOException e) {
                    // Closed meanwhile.
                }
            }
        }
        return open;
    }

    @Override
    public String toString() {
        return classLoaders + " class loader(s), " + threads + " thread(s), " + files + " open file(s)";
    }
}
