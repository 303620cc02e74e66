package io.chasqui.selector;

/** A node of a parsed selector: a condition, which is true, false or unknown, or an operand, which has a value. */
sealed interface Expression permits Condition, Operand {

    /** What is known of the type without a message. */
    Kind kind();

    /** The type of an expression as far as the selector's text fixes it. */
    enum Kind {
        NUMBER("a number"),
        STRING("a string"),
        BOOLEAN("a boolean"),
        /** An identifier: its type is that of each message's attribute. */
        ANY("an identifier");

        private final String wording;

        Kind(String wording) {
            this.wording = wording;
        }

        @Override
        public String toString() {
            return wording;
        }
    }
}
