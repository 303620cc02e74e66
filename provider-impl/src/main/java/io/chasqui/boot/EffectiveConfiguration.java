package io.chasqui.boot;

import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.broker.BrokerConfigurationBuilder;
import io.chasqui.api.broker.BrokerOptions;
import io.chasqui.api.broker.NetworkSettings;
import io.chasqui.api.option.ExternalName;
import io.chasqui.api.option.Option;
import io.chasqui.api.option.Spelling;
import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a broker that runs on its own is configured, and where each value came from. Immutable.
 *
 * @param broker what was made of the values
 * @param values each option once, in the order of the documentation, the name of the broker first
 * @param remarks what is probably a mistake, but does not have to be one; for the log
 */
record EffectiveConfiguration(BrokerConfiguration broker, List<Value> values, List<String> remarks) {

    static final String NAME = "name";
    static final String LISTEN = "listen";
    static final String DATA_DIRECTORY = "dataDirectory";

    /** Unlike an embedded broker, one that runs on its own is of no use without an address, and is expected to keep things. */
    static final String DEFAULT_LISTEN = "tcp://127.0.0.1:" + NetworkSettings.DEFAULT_PORT;

    static final String DEFAULT_DATA_DIRECTORY = "data";

    /** A system property that the start script sets: the directory of the distribution. */
    static final String HOME = ExternalName.PROPERTY_PREFIX + "home";

    private static final String DEFAULT = "default";
    private static final String MASK = "***";

    /**
     * One option.
     *
     * @param key as in a file
     * @param shown the value, or stars when it is secret and there is one
     * @param origin where it came from, for people
     */
    record Value(String key, String shown, String origin) {

        boolean isSet() {
            return !shown.isEmpty();
        }
    }

    /** What one of the inputs says. */
    private record Found(String text, String origin) {}

    /** @throws ConfigurationException with the value, the rule and the place, when something is wrong */
    static EffectiveConfiguration resolve(ConfigurationInputs inputs) throws ConfigurationException {
        return new Resolution(inputs).result();
    }

    /** Whether an option has a value that is not empty; false when there is no such option. */
    boolean has(String key) {
        return values.stream().anyMatch(value -> value.key().equals(key) && value.isSet());
    }

    /** The keys of all options. */
    static List<String> keys() {
        List<String> keys = new ArrayList<>(List.of(NAME));
        BrokerOptions.TABLE
                .options()
                .forEach(option -> keys.add(ExternalName.of(option).key()));
        return keys;
    }

    /** One pass over all options. For one thread. */
    private static final class Resolution {

        private final ConfigurationInputs inputs;
        private final BrokerConfigurationBuilder builder = BrokerConfiguration.builder();
        private final List<String> keys = keys();

        Resolution(ConfigurationInputs inputs) {
            this.inputs = inputs;
        }

        EffectiveConfiguration result() throws ConfigurationException {
            refuseUnknown();
            Found name = find(NAME);
            if (name != null) {
                apply(name, () -> builder.name(name.text()));
            }
            for (Option<BrokerConfiguration, BrokerConfigurationBuilder, ?> option : BrokerOptions.TABLE.options()) {
                Found found = findOrDefault(ExternalName.of(option).key());
                if (found != null) {
                    apply(found, () -> option.apply(builder, found.text()));
                }
            }
            BrokerConfiguration broker = build();
            List<Value> values = new ArrayList<>();
            values.add(new Value(NAME, broker.name(), name == null ? DEFAULT : name.origin()));
            BrokerOptions.TABLE.options().forEach(option -> values.add(value(option, broker)));
            return new EffectiveConfiguration(broker, List.copyOf(values), remarks());
        }

        private Value value(
                Option<BrokerConfiguration, BrokerConfigurationBuilder, ?> option, BrokerConfiguration broker) {
            String key = ExternalName.of(option).key();
            Found found = find(key);
            String text = option.textOf(broker);
            return new Value(
                    key,
                    option.type().secret() && !text.isEmpty() ? MASK : text,
                    found == null ? DEFAULT : found.origin());
        }

        private @Nullable Found findOrDefault(String key) {
            Found found = find(key);
            if (found == null && key.equals(LISTEN)) {
                return new Found(DEFAULT_LISTEN, DEFAULT);
            } else if (found == null && key.equals(DATA_DIRECTORY)) {
                return new Found(defaultDataDirectory(), DEFAULT);
            }
            return found;
        }

        private String defaultDataDirectory() {
            String home = inputs.systemProperties().get(HOME);
            return home == null || home.isEmpty()
                    ? DEFAULT_DATA_DIRECTORY
                    : home + File.separator + DEFAULT_DATA_DIRECTORY;
        }

        private @Nullable Found find(String key) {
            ExternalName name = new ExternalName(key);
            String text = inputs.commandLine().get(key);
            if (text != null) {
                return new Found(text, "command line");
            }
            text = inputs.systemProperties().get(name.systemProperty());
            if (text != null) {
                return new Found(text, "system property " + name.systemProperty());
            }
            text = inputs.environment().get(name.environmentVariable());
            if (text != null) {
                return new Found(text, "environment variable " + name.environmentVariable());
            }
            PropertiesFile file = inputs.file();
            PropertiesFile.Entry entry = file == null ? null : file.entries().get(key);
            return file == null || entry == null ? null : new Found(entry.value(), place(file, entry));
        }

        private static String place(PropertiesFile file, PropertiesFile.Entry entry) {
            return file.path() + ", line " + entry.line();
        }

        private static void apply(Found found, Runnable setting) throws ConfigurationException {
            try {
                setting.run();
            } catch (IllegalArgumentException refused) {
                throw new ConfigurationException(refused.getMessage() + " (" + found.origin() + ")", refused);
            }
        }

        private BrokerConfiguration build() throws ConfigurationException {
            try {
                return builder.build();
            } catch (IllegalArgumentException conflict) {
                throw new ConfigurationException(
                        conflict.getMessage() + " ('chasqui config' shows where the values come from)", conflict);
            }
        }

        /** Files and command lines are ours alone, so what is unknown there is a mistake. */
        private void refuseUnknown() throws ConfigurationException {
            for (String key : inputs.commandLine().keySet()) {
                if (!keys.contains(key)) {
                    throw new ConfigurationException(unknown(key, keys) + " (command line, --set)");
                }
            }
            PropertiesFile file = inputs.file();
            if (file != null) {
                for (Map.Entry<String, PropertiesFile.Entry> entry :
                        file.entries().entrySet()) {
                    if (!keys.contains(entry.getKey())) {
                        throw new ConfigurationException(
                                unknown(entry.getKey(), keys) + " (" + place(file, entry.getValue()) + ")");
                    }
                }
            }
        }

        /** Others may put variables of these names there, so only what looks like a slip is worth a word. */
        private List<String> remarks() {
            List<String> remarks = new ArrayList<>();
            List<String> properties = keys.stream()
                    .map(key -> new ExternalName(key).systemProperty())
                    .toList();
            List<String> variables = keys.stream()
                    .map(key -> new ExternalName(key).environmentVariable())
                    .toList();
            remark(
                            "system property",
                            ExternalName.PROPERTY_PREFIX,
                            inputs.systemProperties().keySet(),
                            properties)
                    .forEach(remarks::add);
            remark(
                            "environment variable",
                            ExternalName.VARIABLE_PREFIX,
                            inputs.environment().keySet(),
                            variables)
                    .forEach(remarks::add);
            return List.copyOf(remarks);
        }

        private static List<String> remark(String kind, String prefix, Collection<String> names, List<String> known) {
            List<String> endings =
                    known.stream().map(name -> name.substring(prefix.length())).toList();
            List<String> remarks = new ArrayList<>();
            for (String name : new TreeSet<>(names)) {
                if (name.startsWith(prefix)
                        && !known.contains(name)
                        && !name.equals(HOME)
                        && !name.equals("CHASQUI_HOME")) {
                    Spelling.nearest(name.substring(prefix.length()), endings)
                            .ifPresent(nearest -> remarks.add(
                                    kind + " " + name + " means nothing; did you mean " + prefix + nearest + "?"));
                }
            }
            return remarks;
        }

        /** Many will write the name as it stands in an address, with the prefix. */
        private static String unknown(String key, List<String> known) {
            String written = key.startsWith(BrokerOptions.PREFIX) ? key.substring(BrokerOptions.PREFIX.length()) : key;
            return "unknown option '" + key + "'"
                    + Spelling.nearest(written, known)
                            .map(nearest -> "; did you mean '" + nearest + "'?")
                            .orElse("; 'chasqui config' lists all of them");
        }
    }
}
