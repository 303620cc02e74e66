package io.chasqui.samples.flashsale;

/** A line of the file is no order; the message says which rule it breaks. */
final class RejectedLineException extends Exception {

    private static final long serialVersionUID = 1L;

    RejectedLineException(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
