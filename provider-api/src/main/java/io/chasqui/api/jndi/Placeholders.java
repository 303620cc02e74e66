package io.chasqui.api.jndi;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.ConfigurationException;
import javax.naming.NamingException;

/**
 * Puts values for {@code ${name}} and {@code ${name:-default}}. What is put in is not expanded again. Immutable.
 *
 * @param values gives the value of a variable
 */
record Placeholders(Function<String, Optional<String>> values) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{((?:(?!:-)[^}])*)(?::-([^}]*))?}");

    /** System properties, then environment variables. */
    static Placeholders ofProcess() {
        return new Placeholders(name ->
                Optional.ofNullable(System.getProperty(name)).or(() -> Optional.ofNullable(System.getenv(name))));
    }

    /**
     * @param property where the text stands, for the message
     * @throws NamingException when a variable has neither value nor default, or no name, or is not closed
     */
    String expand(String property, String text) throws NamingException {
        StringBuilder expanded = new StringBuilder();
        Matcher matcher = VARIABLE.matcher(text);
        int end = 0;
        while (matcher.find()) {
            expanded.append(plain(property, text.substring(end, matcher.start())));
            expanded.append(value(property, matcher.group(1), Optional.ofNullable(matcher.group(2))));
            end = matcher.end();
        }
        return expanded.append(plain(property, text.substring(end))).toString();
    }

    private static String plain(String property, String text) throws NamingException {
        if (text.contains("${")) {
            throw new ConfigurationException("JNDI property '" + property + "': a '${' lacks its '}'");
        }
        return text;
    }

    private String value(String property, String name, Optional<String> fallback) throws NamingException {
        Optional<String> value = name.isEmpty() ? Optional.empty() : values.apply(name);
        return value.or(() -> fallback)
                .orElseThrow(() -> new ConfigurationException("JNDI property '" + property + "' needs the variable '"
                        + name
                        + "', which is neither a system property nor an environment variable; set it, or write ${"
                        + name + ":-default}"));
    }
}
