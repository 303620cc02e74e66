package io.chasqui.selector;

/** The truth values of SQL-92's three-valued logic (Jakarta Messaging 3.1, 3.8.1.2). */
enum Ternary {
    TRUE,
    FALSE,
    UNKNOWN;

    static Ternary of(boolean value) {
        return value ? TRUE : FALSE;
    }

    Ternary and(Ternary other) {
        if (this == FALSE || other == FALSE) {
            return FALSE;
        }
        return this == UNKNOWN ? UNKNOWN : other;
    }

    Ternary or(Ternary other) {
        if (this == TRUE || other == TRUE) {
            return TRUE;
        }
        return this == UNKNOWN ? UNKNOWN : other;
    }

    Ternary not() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
