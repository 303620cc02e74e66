package io.chasqui.boot;

/** What the operator wants cannot be understood. The message is one line for the operator, without secrets. */
final class ConfigurationException extends Exception {

    private static final long serialVersionUID = 1L;

    ConfigurationException(String message) {
        super(message);
    }

    ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
