package io.chasqui.ra.inbound;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Understands the texts of an activation specification; what it cannot understand is a warning, and the default counts. */
final class SpecReader {

    private final ChasquiActivationSpec spec;
    private final List<String> warnings = new ArrayList<>();

    SpecReader(ChasquiActivationSpec spec) {
        this.spec = spec;
    }

    /** For people, in the order of reading. */
    List<String> warnings() {
        return warnings;
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    @Nullable
    String text(String name) {
        return spec.get(name);
    }

    boolean flag(String name, boolean byDefault) {
        return oneOf(name, Map.of("true", true, "false", false), byDefault);
    }

    int number(String name, int byDefault, int least) {
        return (int) Math.min(Integer.MAX_VALUE, millis(name, byDefault, least));
    }

    long millis(String name, long byDefault, long least) {
        String text = spec.get(name);
        if (text == null) {
            return byDefault;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= least) {
                return value;
            }
        } catch (NumberFormatException e) {
            // As when it is too small.
        }
        notUnderstood(name, text, "a whole number of at least " + least, byDefault);
        return byDefault;
    }

    double factor(String name, double byDefault) {
        String text = spec.get(name);
        if (text == null) {
            return byDefault;
        }
        try {
            double value = Double.parseDouble(text);
            if (value >= 1 && Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // As when it is too small.
        }
        notUnderstood(name, text, "a number of at least 1", byDefault);
        return byDefault;
    }

    /** @param meanings in lower case */
    <T> T oneOf(String name, Map<String, T> meanings, T byDefault) {
        String text = spec.get(name);
        if (text == null) {
            return byDefault;
        }
        T meaning = meanings.get(text.toLowerCase(Locale.ROOT));
        if (meaning == null) {
            notUnderstood(name, text, "one of " + String.join(", ", new TreeSet<>(meanings.keySet())), byDefault);
            return byDefault;
        }
        return meaning;
    }

    private void notUnderstood(String name, String text, String rule, Object instead) {
        warn(name + "=" + text + " is not " + rule + "; " + instead + " counts instead");
    }
}
