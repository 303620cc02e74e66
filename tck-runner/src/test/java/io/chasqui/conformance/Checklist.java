package io.chasqui.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The rules of the checklist in its order, and the reasons why some have no test. Read from two tables beside this class. */
final class Checklist {

    /** Rules of containers, and parts a provider may leave out: a test for them is welcome, a reason is not demanded. */
    private static final Set<String> NOT_DEMANDED = Set.of("EE", "MDB", "DEF", "XA", "ASF");

    /** In the order of the checklist, by ID. */
    final Map<String, Rule> rules = new LinkedHashMap<>();

    /** Why there is no test, by ID. */
    final Map<String, String> reasons = new LinkedHashMap<>();

    Checklist() throws IOException {
        for (String[] row : table("checklist.tsv", 4)) {
            rules.put(row[0], new Rule(row[0], row[1], row[2], row[3]));
        }
        for (String[] row : table("not-covered.tsv", 2)) {
            reasons.put(row[0], row[1]);
        }
    }

    private static List<String[]> table(String name, int columns) throws IOException {
        InputStream in = Objects.requireNonNull(Checklist.class.getResourceAsStream(name), name);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<String[]> rows = new ArrayList<>();
            for (String line : reader.lines().toList()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] row = line.split("\t");
                if (row.length != columns) {
                    throw new IOException(name + " needs " + columns + " columns separated by tabs: " + line);
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /**
     * One rule.
     *
     * @param level M mandatory, S recommended, C obligation of the application, U unspecified
     * @param text the rule in short
     */
    record Rule(String id, String level, String section, String text) {

        /** The letters before the number. */
        String prefix() {
            return id.substring(0, id.lastIndexOf('-'));
        }

        boolean demanded() {
            return level.equals("M") && !NOT_DEMANDED.contains(prefix());
        }
    }
}
