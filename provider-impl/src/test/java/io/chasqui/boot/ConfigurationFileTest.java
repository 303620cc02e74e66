package io.chasqui.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.broker.BrokerOptions;
import io.chasqui.api.option.ExternalName;
import io.chasqui.api.option.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps the distribution's file the same as the table of options; writes it with {@code -Dchasqui.docs.update=true}. */
class ConfigurationFileTest {

    private static final Path FILE = Path.of("src", "main", "dist", "conf", "chasqui.properties");
    private static final int WIDTH = 100;
    private static final String UPDATE =
            "mvn -q test -pl provider-impl -am -Dtest=ConfigurationFileTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dchasqui.docs.update=true";

    @TempDir
    private Path temporary;

    @Test
    void theFileSaysWhatTheTableSays() throws IOException {
        if (Boolean.getBoolean("chasqui.docs.update")) {
            Files.writeString(FILE, text());
        }
        assertEquals(text(), Files.readString(FILE), FILE + " is stale; write it anew with: " + UPDATE);
    }

    @Test
    void withoutItsCommentSignsTheFileIsTheDefaultConfiguration() throws Exception {
        Path file = temporary.resolve("chasqui.properties");
        Files.writeString(file, Files.readString(FILE).replaceAll("(?m)^#(?=\\w+=)", ""));
        PropertiesFile read = PropertiesFile.read(file);
        EffectiveConfiguration configuration =
                EffectiveConfiguration.resolve(new ConfigurationInputs(Map.of(), Map.of(), Map.of(), read));
        EffectiveConfiguration defaults =
                EffectiveConfiguration.resolve(new ConfigurationInputs(Map.of(), Map.of(), Map.of(), null));
        assertEquals(defaults.broker(), configuration.broker());
        assertEquals(
                EffectiveConfiguration.keys().size() - computed(),
                read.entries().size());
    }

    private static long computed() {
        return BrokerOptions.TABLE.options().stream()
                .filter(option -> option.computedDefault() != null)
                .count();
    }

    private static String text() {
        StringBuilder text = new StringBuilder();
        comment(
                text,
                "The configuration of a broker that is started with 'chasqui run'. Every option is here, with its default"
                        + " behind a comment sign: take the sign away and change the value. A backslash is written as two.",
                "An environment variable, a system property and the command line count more than this file; 'chasqui config'"
                        + " shows what counts. See docs/OPTIONS.md of the project for the names there.");
        text.append('\n');
        comment(text, "The name of the broker: letters, digits, dots, hyphens and underscores.");
        text.append("#name=default\n");
        BrokerConfiguration defaults = BrokerConfiguration.builder().build();
        BrokerOptions.TABLE.options().forEach(option -> append(text, option, defaults));
        return text.toString();
    }

    private static <S, T> void append(StringBuilder text, Option<S, T, ?> option, S defaults) {
        String key = ExternalName.of(option).key();
        text.append('\n');
        String rule = option.type().rule();
        comment(text, option.meaning(), "The value is " + rule + ".");
        String computed = option.computedDefault();
        text.append(
                computed != null
                        ? "# The default is " + computed + ".\n#" + key + " =\n"
                        : "#" + key + "=" + defaultOf(key, option.textOf(defaults)) + "\n");
    }

    private static String defaultOf(String key, String ofEmbedded) {
        return switch (key) {
            case EffectiveConfiguration.LISTEN -> EffectiveConfiguration.DEFAULT_LISTEN;
            case EffectiveConfiguration.DATA_DIRECTORY -> EffectiveConfiguration.DEFAULT_DATA_DIRECTORY;
            default -> ofEmbedded.replace("\\", "\\\\");
        };
    }

    private static void comment(StringBuilder text, String... sentences) {
        for (String sentence : sentences) {
            List<String> line = new ArrayList<>();
            for (String word : sentence.split(" ")) {
                if (String.join(" ", line).length() + word.length() + 3 > WIDTH) {
                    text.append("# ").append(String.join(" ", line)).append('\n');
                    line.clear();
                }
                line.add(word);
            }
            text.append("# ").append(String.join(" ", line)).append('\n');
        }
    }
}
