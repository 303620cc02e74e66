package io.chasqui.ra.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table of server, check and result, printed and written to a file as Markdown. */
final class Results {

    /**
     * One cell.
     *
     * @param word pass, FAIL or limit
     * @param detail what was seen, or why not
     */
    record Cell(String word, String detail) {}

    private final Map<String, Map<String, Cell>> servers = new LinkedHashMap<>();

    void put(String server, String check, Cell cell) {
        servers.computeIfAbsent(server, name -> new LinkedHashMap<>()).put(check, cell);
    }

    /** Writes what there is so far. */
    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, markdown());
    }

    String markdown() {
        Set<String> checks = new LinkedHashSet<>();
        servers.values().forEach(cells -> checks.addAll(cells.keySet()));
        StringBuilder table = new StringBuilder("| check |");
        servers.keySet().forEach(server -> table.append(' ').append(server).append(" |"));
        table.append("\n|---|").append("---|".repeat(servers.size())).append('\n');
        List<String> reasons = new ArrayList<>();
        for (String check : checks) {
            table.append("| ").append(check).append(" |");
            servers.forEach((server, cells) -> {
                Cell cell = cells.get(check);
                table.append(' ').append(cell == null ? "" : cell.word()).append(" |");
                if (cell != null && !cell.word().equals("pass") && !cell.word().equals("not tried")) {
                    reasons.add("- " + server + ", " + check + ": " + firstLine(cell.detail()));
                }
            });
            table.append('\n');
        }
        if (!reasons.isEmpty()) {
            table.append('\n').append(String.join("\n", reasons)).append('\n');
        }
        return table.toString();
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
