package io.chasqui.samples.flashsale;

/** The program was called in a way that cannot work; the message says what is wrong, and what would be right. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
