package io.chasqui.security;

import io.chasqui.security.ScramText.MalformedException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * SCRAM-SHA-256 (RFC 5802 and 7677) without channel binding: the password never crosses the wire, and the broker has to
 * show that it knows the user, too. {@link #respond} hashes the password, which takes some ten milliseconds.
 */
final class ScramProof implements Proof {

    /** No channel binding, and no other identity than the user. */
    private static final String HEADER = "n,,";

    private static final String STRANGER =
            "the broker does not follow SCRAM-SHA-256; is it a Chasqui broker, and nobody between it and this client? ";

    private final String password;
    private final String nonce;
    private final String firstBare;
    private byte[] expected = {};
    private boolean responded;
    private boolean finished;

    /** @throws ProofFailedException when user or password cannot be used in this mechanism */
    ScramProof(String user, String password, SecureRandom random) throws ProofFailedException {
        this(user, password, ScramText.newNonce(random));
    }

    ScramProof(String user, String password, String nonce) throws ProofFailedException {
        try {
            this.firstBare = "n=" + ScramText.encodeName(Preparation.prepare("the user name", user)) + ",r=" + nonce;
            this.password = Preparation.prepare("the password", password);
        } catch (IllegalArgumentException unusable) {
            throw new ProofFailedException(unusable.getMessage());
        }
        this.nonce = nonce;
    }

    @Override
    public String mechanism() {
        return ScramText.MECHANISM;
    }

    @Override
    public byte[] first() {
        return ScramText.utf8(HEADER + firstBare);
    }

    @Override
    public byte[] respond(byte[] challenge) throws ProofFailedException {
        if (responded) {
            throw new ProofFailedException(STRANGER + "It has asked twice");
        }
        responded = true;
        try {
            return answer(ScramText.decode(challenge));
        } catch (MalformedException malformed) {
            throw new ProofFailedException(STRANGER + "In its challenge " + malformed.getMessage());
        }
    }

    private byte[] answer(String serverFirst) throws MalformedException {
        ScramText message = ScramText.read(serverFirst);
        String bothNonces = message.nonce();
        byte[] salt = ScramText.unbase64("salt", message.value('s', "salt"));
        int iterations = iterations(message.value('i', "iteration count"));
        message.skipExtensions();
        if (!bothNonces.startsWith(nonce) || bothNonces.length() == nonce.length()) {
            throw new MalformedException("the nonce is not a continuation of this client's");
        }
        if (salt.length == 0) {
            throw new MalformedException("the salt is empty");
        }
        byte[] salted = ScramKeys.salted(password, salt, iterations);
        byte[] clientKey = ScramKeys.hmac(salted, "Client Key");
        String withoutProof = "c=" + ScramText.base64(ScramText.utf8(HEADER)) + ",r=" + bothNonces;
        String signed = firstBare + "," + serverFirst + "," + withoutProof;
        expected = ScramKeys.hmac(ScramKeys.hmac(salted, "Server Key"), signed);
        Arrays.fill(salted, (byte) 0);
        byte[] signature = ScramKeys.hmac(ScramKeys.sha256(clientKey), signed);
        return ScramText.utf8(withoutProof + ",p=" + ScramText.base64(ScramKeys.xor(clientKey, signature)));
    }

    /** A broker that wants few iterations may be somebody who collects proofs to guess passwords from. */
    private static int iterations(String text) throws MalformedException {
        int iterations;
        try {
            iterations = Integer.parseInt(text);
        } catch (NumberFormatException malformed) {
            throw new MalformedException("the iteration count is no number");
        }
        if (iterations < ScramKeys.LEAST_ITERATIONS || iterations > ScramKeys.MOST_ITERATIONS) {
            throw new MalformedException("the iteration count is " + iterations + ", and this client accepts "
                    + ScramKeys.LEAST_ITERATIONS + " to " + ScramKeys.MOST_ITERATIONS);
        }
        return iterations;
    }

    @Override
    public void finish(byte[] last) throws ProofFailedException {
        byte[] signature = {};
        try {
            if (responded && !finished) {
                ScramText message = ScramText.read(ScramText.decode(last));
                signature = ScramText.unbase64("signature", message.value('v', "signature"));
                message.skipExtensions();
            }
        } catch (MalformedException malformed) {
            throw new ProofFailedException(STRANGER + "In its last message " + malformed.getMessage());
        }
        finished = true;
        if (expected.length == 0 || !MessageDigest.isEqual(expected, signature)) {
            throw new ProofFailedException(
                    "the broker has not shown that it knows this user's password: it may be"
                            + " somebody who pretends to be the broker. Check the address, and use tls:// with a trusted certificate");
        }
    }

    /** Without anything of the user's. */
    @Override
    public String toString() {
        return "proof by " + ScramText.MECHANISM;
    }
}
