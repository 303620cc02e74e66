package io.chasqui.security;

/** Client and broker could not convince each other. The message is for a person and tells what to do. */
public final class ProofFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    public ProofFailedException(String message) {
        super(message);
    }
}
