package io.chasqui.checkpoint;

import io.chasqui.disk.Directory;
import io.chasqui.disk.DiskFile;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two files of one generation.
 *
 * @param directory where they are
 * @param generation its number, from 1, never used twice
 */
record StateFiles(Directory directory, long generation) {

    /** What is added to the name of a file that is put aside. */
    private static final String DAMAGED = ".damaged";

    private static final Pattern NAME = Pattern.compile("state-([1-9][0-9]{0,17})\\.(db|redo)(\\.damaged)?");

    String fileName() {
        return "state-" + generation + ".db";
    }

    String logName() {
        return "state-" + generation + ".redo";
    }

    boolean exists() throws IOException {
        return directory.exists(fileName());
    }

    DiskFile openFile() throws IOException {
        return directory.open(fileName());
    }

    /** A new log is in the directory for good before the first commit relies on it. */
    DiskFile openLog() throws IOException {
        boolean existed = directory.exists(logName());
        DiskFile log = directory.open(logName());
        if (!existed) {
            directory.force();
        }
        return log;
    }

    void delete() throws IOException {
        directory.delete(fileName());
        directory.delete(logName());
    }

    /** Keeps the files for whoever wants to look at them, under names that are never opened. */
    void putAside() throws IOException {
        for (String name : List.of(fileName(), logName())) {
            if (directory.exists(name)) {
                directory.rename(name, name + DAMAGED);
            }
        }
    }

    /** The numbers of all generations that have a file in a directory, without those put aside, newest first. */
    static List<Long> generationsIn(Directory directory) throws IOException {
        return directory.list().stream()
                .map(NAME::matcher)
                .filter(Matcher::matches)
                .filter(name -> name.group(3) == null)
                .map(name -> Long.valueOf(name.group(1)))
                .distinct()
                .sorted((a, b) -> Long.compare(b, a))
                .toList();
    }

    /** The largest number that a file in a directory has, put aside or not, or 0. */
    static long lastIn(Directory directory) throws IOException {
        return directory.list().stream()
                .map(NAME::matcher)
                .filter(Matcher::matches)
                .mapToLong(name -> Long.parseLong(name.group(1)))
                .max()
                .orElse(0);
    }
}
