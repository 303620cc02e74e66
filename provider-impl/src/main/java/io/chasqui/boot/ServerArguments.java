package io.chasqui.boot;

import io.chasqui.api.option.ExternalName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The part of the command line that configures a broker. Filled by picocli. */
final class ServerArguments {

    private static final Path CONFIGURATION = Path.of("conf", "chasqui.properties");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The configuration file. Default: conf/chasqui.properties of the distribution, if it is there.")
    @Nullable
    Path file;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory; the same as --set dataDirectory=DIR.")
    @Nullable
    String data;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESSES",
            description = "Where to listen, such as tcp://0.0.0.0:7373; several are separated by commas.")
    @Nullable
    String listen;

    @Option(names = "--name", paramLabel = "NAME", description = "The name of the broker.")
    @Nullable
    String name;

    @Option(
            names = "--set",
            paramLabel = "OPTION=VALUE",
            description = "Sets any option, such as maxDeliveries=5. May be given several times.")
    Map<String, String> settings = new LinkedHashMap<>();

    /** @throws ConfigurationException when something is wrong with what the operator wants; the message is for him */
    EffectiveConfiguration resolve() throws ConfigurationException {
        Map<String, String> properties = properties();
        return EffectiveConfiguration.resolve(
                new ConfigurationInputs(commandLine(), properties, System.getenv(), file(properties)));
    }

    private Map<String, String> commandLine() throws ConfigurationException {
        Map<String, String> values = new LinkedHashMap<>(settings);
        add(values, EffectiveConfiguration.DATA_DIRECTORY, "--data", data);
        add(values, EffectiveConfiguration.LISTEN, "--listen", listen);
        add(values, EffectiveConfiguration.NAME, "--name", name);
        return values;
    }

    private static void add(Map<String, String> values, String key, String flag, @Nullable String value)
            throws ConfigurationException {
        if (value != null && values.put(key, value) != null) {
            throw new ConfigurationException(
                    "the command line gives " + key + " twice, by " + flag + " and by --set; give it once");
        }
    }

    private @Nullable PropertiesFile file(Map<String, String> properties) throws ConfigurationException {
        if (file != null) {
            return PropertiesFile.read(file);
        }
        String home = properties.get(EffectiveConfiguration.HOME);
        Path usual = home == null || home.isEmpty() ? null : Path.of(home).resolve(CONFIGURATION);
        return usual != null && Files.exists(usual) ? PropertiesFile.read(usual) : null;
    }

    private static Map<String, String> properties() {
        Properties all = System.getProperties();
        return all.stringPropertyNames().stream()
                .filter(property -> property.startsWith(ExternalName.PROPERTY_PREFIX))
                .collect(Collectors.toMap(property -> property, all::getProperty));
    }
}
