package io.chasqui.crash;

import java.util.List;

/**
 * One line of an oracle log. Immutable.
 *
 * @param sequence its place among the lines of all threads of a process: a cause has a smaller one than its effect
 * @param millis when it was written
 */
record Line(long sequence, long millis, Verb verb, List<String> words) {

    static Line parse(String text) {
        List<String> parts = List.of(text.split(" "));
        return new Line(
                Long.parseLong(parts.get(0)),
                Long.parseLong(parts.get(1)),
                Verb.valueOf(parts.get(2)),
                parts.subList(3, parts.size()));
    }

    String word(int index) {
        return words.get(index);
    }

    long number(int index) {
        return Long.parseLong(words.get(index));
    }

    List<String> wordsFrom(int index) {
        return words.subList(index, words.size());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder()
                .append(sequence)
                .append(' ')
                .append(millis)
                .append(' ')
                .append(verb);
        words.forEach(word -> text.append(' ').append(word));
        return text.toString();
    }
}
