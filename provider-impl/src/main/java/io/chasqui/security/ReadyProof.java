package io.chasqui.security;

/** A proof that is all in its first message. */
final class ReadyProof implements Proof {

    private final String mechanism;
    private final byte[] first;

    ReadyProof(String mechanism, byte[] first) {
        this.mechanism = mechanism;
        this.first = first;
    }

    @Override
    public String mechanism() {
        return mechanism;
    }

    @Override
    public byte[] first() {
        return first.clone();
    }

    @Override
    public byte[] respond(byte[] challenge) throws ProofFailedException {
        throw new ProofFailedException(
                "the broker asks for more than " + mechanism + " has; is it a Chasqui broker at all?");
    }

    /** The broker proves nothing here: its certificate has, if anything. */
    @Override
    public void finish(byte[] last) {}

    /** Without the message, which may hold a password. */
    @Override
    public String toString() {
        return "proof by " + mechanism;
    }
}
