package io.chasqui.samples.enterprise.checks;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something other than expected was seen. */
final class FailedCheck extends Exception {

    private static final long serialVersionUID = 1;

    private FailedCheck(String message) {
        super(message);
    }

    /** Goes on when both are equal, or both null. */
    static void expect(String what, @Nullable Object expected, @Nullable Object seen) throws FailedCheck {
        if (!Objects.equals(expected, seen)) {
            throw new FailedCheck(what + ": expected " + expected + ", saw " + seen);
        }
    }
}
