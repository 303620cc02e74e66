package io.chasqui.benchmarks.compare.providers;

import java.util.Arrays;
import java.util.Locale;

/** Where the broker is. */
public enum Transport {
    /** In the client's JVM. */
    VM,
    /** In a process of its own, over loopback. */
    TCP;

    /** As on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when the text is neither {@code vm} nor {@code tcp} */
    public static Transport of(String text) {
        return Arrays.stream(values())
                .filter(each -> each.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no transport: say vm or tcp"));
    }
}
