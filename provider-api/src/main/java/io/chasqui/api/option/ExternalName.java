package io.chasqui.api.option;

import java.util.Locale;

/**
 * How an option of a broker is written where there is no address to put it into: in the configuration of a broker that runs
 * on its own. {@code dataDirectory} in a file is the system property {@code chasqui.dataDirectory} and the environment
 * variable {@code CHASQUI_DATA_DIRECTORY}. Immutable.
 *
 * @param key the name in a file and behind {@code --set}
 */
public record ExternalName(String key) {

    /** What the system properties begin with. */
    public static final String PROPERTY_PREFIX = "chasqui.";

    /** What the environment variables begin with. */
    public static final String VARIABLE_PREFIX = "CHASQUI_";

    /** Of an option, whose prefix up to the dot is left out. */
    public static ExternalName of(Option<?, ?, ?> option) {
        return new ExternalName(option.name().substring(option.name().indexOf('.') + 1));
    }

    public String systemProperty() {
        return PROPERTY_PREFIX + key;
    }

    /** In capitals, with an underscore where a capital was. */
    public String environmentVariable() {
        return VARIABLE_PREFIX + key.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }
}
