package io.chasqui.benchmarks.compare.providers;

import java.io.File;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads versions from the names of the jars on the class path. */
final class Jars {

    private Jars() {}

    /** The version in the name of the jar {@code NAME-VERSION.jar}; {@code (built here)} when there is no such jar. */
    static String versionOf(String name) {
        Pattern pattern = Pattern.compile(Pattern.quote(name) + "-(\\d.*)\\.jar");
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> pattern.matcher(String.valueOf(Path.of(entry).getFileName())))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElse("(built here)");
    }
}
