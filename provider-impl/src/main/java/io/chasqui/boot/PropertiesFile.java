package io.chasqui.boot;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A file in the format of {@link Properties}, in UTF-8, read line by line: unlike that class it knows which line a value stands
 * in, and takes a key that comes twice for a mistake. Immutable.
 *
 * @param path where it is
 * @param entries by key, in the order of the file
 */
record PropertiesFile(Path path, Map<String, Entry> entries) {

    /** @param line counted from 1; the first one, when the value goes on over several */
    record Entry(String value, int line) {}

    /** @throws ConfigurationException when it cannot be read, or a key comes twice */
    static PropertiesFile read(Path path) throws ConfigurationException {
        List<String> lines;
        try {
            lines = Files.readAllLines(path, StandardCharsets.UTF_8);
        } catch (NoSuchFileException missing) {
            throw new ConfigurationException("there is no configuration file " + path, missing);
        } catch (CharacterCodingException encoding) {
            throw new ConfigurationException(path + " is not in UTF-8; save it in that encoding", encoding);
        } catch (IOException unreadable) {
            throw new ConfigurationException("the configuration file cannot be read: " + unreadable, unreadable);
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        int first = 0;
        while (first < lines.size()) {
            int end = endOf(lines, first);
            take(path, first + 1, String.join("\n", lines.subList(first, end)), entries);
            first = end;
        }
        return new PropertiesFile(path, entries);
    }

    /** Behind the last line of the value that begins at a line: a line that ends in a backslash goes on. */
    private static int endOf(List<String> lines, int first) {
        int line = first;
        boolean comment = lines.get(first).stripLeading().matches("[#!].*");
        while (!comment && goesOn(lines.get(line)) && line + 1 < lines.size()) {
            line++;
        }
        return line + 1;
    }

    private static boolean goesOn(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static void take(Path path, int line, String text, Map<String, Entry> entries)
            throws ConfigurationException {
        Properties parsed = new Properties();
        try {
            parsed.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException malformed) {
            throw new ConfigurationException(
                    path + ", line " + line + ": " + malformed.getMessage()
                            + "; a backslash is written as two (\\\\), and \\u is followed by four hexadecimal digits",
                    malformed);
        }
        for (String key : parsed.stringPropertyNames()) {
            Entry before = entries.put(key, new Entry(parsed.getProperty(key), line));
            if (before != null) {
                throw new ConfigurationException(path + ", line " + line + ": '" + key + "' stands in line "
                        + before.line() + " already; delete one of them");
            }
        }
    }
}
