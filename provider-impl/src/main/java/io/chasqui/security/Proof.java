package io.chasqui.security;

/** How a client proves who it is, by one mechanism. Used once, by one thread. */
public interface Proof {

    /** The name of the mechanism, as the broker offers it. */
    String mechanism();

    /** The first message; may be empty. */
    byte[] first();

    /** @throws ProofFailedException when the challenge cannot be from a broker that knows this user */
    byte[] respond(byte[] challenge) throws ProofFailedException;

    /** @throws ProofFailedException when the broker has not shown that it knows this user */
    void finish(byte[] last) throws ProofFailedException;
}
