package io.chasqui.security;

/** A pattern of names, in which each {@code *} stands for any characters, also none; everything else for itself. Immutable. */
final class NamePattern {

    private final String[] pieces;

    NamePattern(String pattern) {
        pieces = pattern.split("\\*", -1);
    }

    /** Takes a time that grows with the length of the name only, however many stars there are. */
    boolean matches(String name) {
        String first = pieces[0];
        if (pieces.length == 1) {
            return name.equals(first);
        }
        String last = pieces[pieces.length - 1];
        int end = name.length() - last.length();
        if (!name.startsWith(first) || !name.endsWith(last) || end < first.length()) {
            return false;
        }
        int from = first.length();
        for (int i = 1; i < pieces.length - 1; i++) {
            int found = name.indexOf(pieces[i], from);
            if (found < 0 || found + pieces[i].length() > end) {
                return false;
            }
            from = found + pieces[i].length();
        }
        return true;
    }

    @Override
    public String toString() {
        return String.join("*", pieces);
    }
}
