package io.chasqui.benchmarks.compare;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Says what the machine is, for the report. */
final class Machine {

    private Machine() {}

    /** Name and value of each thing worth knowing. */
    static Map<String, String> description(Path directory) throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Map<String, String> map = new LinkedHashMap<>();
        map.put("processor", processor());
        map.put("cores", Integer.toString(system.getAvailableProcessors()));
        map.put("memory", (system.getTotalMemorySize() >> 20) + " MiB");
        map.put("operating system", system.getName() + " " + system.getVersion());
        map.put("file system", Files.getFileStore(directory).type());
        map.put("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        map.put("load before", String.format(Locale.ROOT, "%.2f", system.getSystemLoadAverage()));
        return map;
    }

    /** What is wrong with this machine or directory for figures of durable work; empty when nothing is. */
    static String warning(Path directory) throws IOException {
        String type = Files.getFileStore(directory).type();
        return type.equals("tmpfs")
                ? directory
                        + " is in memory (tmpfs), where forcing costs nothing: name a directory of a disk with --directory"
                : "";
    }

    private static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.exists(file)) {
            return System.getProperty("os.arch");
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }
}
