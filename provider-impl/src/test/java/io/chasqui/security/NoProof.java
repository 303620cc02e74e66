package io.chasqui.security;

/** Proves nothing, to a broker that admits everybody. */
public final class NoProof implements Proof {

    @Override
    public String mechanism() {
        return Proofs.ANONYMOUS;
    }

    @Override
    public byte[] first() {
        return new byte[0];
    }

    @Override
    public byte[] respond(byte[] challenge) {
        return new byte[0];
    }

    @Override
    public void finish(byte[] last) {
        // There is nothing to trust.
    }
}
