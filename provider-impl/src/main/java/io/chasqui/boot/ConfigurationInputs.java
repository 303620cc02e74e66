package io.chasqui.boot;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that may say how a broker that runs on its own is configured; the first of these that says something about an
 * option counts. Immutable.
 *
 * @param commandLine values by key
 * @param systemProperties all there are
 * @param environment all there is
 * @param file null for none
 */
record ConfigurationInputs(
        Map<String, String> commandLine,
        Map<String, String> systemProperties,
        Map<String, String> environment,
        @Nullable PropertiesFile file) {}
