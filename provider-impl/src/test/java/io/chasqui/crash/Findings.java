package io.chasqui.crash;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is wrong, each thing once. Owned by {@link Oracle}. */
final class Findings {

    private final Set<String> texts = new LinkedHashSet<>();

    void add(String text) {
        texts.add(text);
    }

    List<String> all() {
        return List.copyOf(texts);
    }
}
