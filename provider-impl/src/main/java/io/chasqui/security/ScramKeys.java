package io.chasqui.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a broker keeps of a password (RFC 5802, section 3, with SHA-256): enough to check it and to show that it is known,
 * but not enough to log in with. The arrays are shared, and nobody changes them.
 *
 * @param iterations how often the password was hashed, from {@link #LEAST_ITERATIONS} to {@link #MOST_ITERATIONS}
 * @param salt at least one byte
 * @param storedKey 32 bytes
 * @param serverKey 32 bytes
 */
record ScramKeys(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {

    /** As few as RFC 7677 allows; who asks for fewer wants to make guessing easy. */
    static final int LEAST_ITERATIONS = 4096;

    /** As many as nobody needs; who asks for more wants to keep the other side busy. */
    static final int MOST_ITERATIONS = 1_000_000;

    /** For new passwords: some ten milliseconds of work for each guess. */
    static final int USUAL_ITERATIONS = 15_000;

    static final int KEY_BYTES = 32;

    private static final int SALT_BYTES = 16;

    /** Keys of a new password. Takes some ten milliseconds. */
    static ScramKeys ofNew(String password, int iterations, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return derive(password, salt, iterations);
    }

    /**
     * Takes some ten milliseconds.
     *
     * @throws IllegalArgumentException when the password is empty or has a character that is not allowed
     */
    static ScramKeys derive(String password, byte[] salt, int iterations) {
        byte[] salted = salted(password, salt, iterations);
        byte[] storedKey = sha256(hmac(salted, "Client Key"));
        byte[] serverKey = hmac(salted, "Server Key");
        Arrays.fill(salted, (byte) 0);
        return new ScramKeys(iterations, salt, storedKey, serverKey);
    }

    /**
     * Keys that no password has, always the same for one user of one broker, so that a stranger cannot tell a user who is
     * not there from one who is.
     */
    static ScramKeys ofNobody(byte[] secret, String user, int iterations) {
        return new ScramKeys(
                iterations, saltFor(secret, user), hmac(secret, "stored " + user), hmac(secret, "server " + user));
    }

    /** A salt that depends on the user and the broker's secret alone. */
    static byte[] saltFor(byte[] secret, String user) {
        return Arrays.copyOf(hmac(secret, "salt " + user), SALT_BYTES);
    }

    /** Whether this is the password. Takes some ten milliseconds, whatever the answer. */
    boolean matches(String password) {
        return MessageDigest.isEqual(storedKey, derive(password, salt, iterations).storedKey);
    }

    /** SaltedPassword of RFC 5802; the caller wipes it. */
    static byte[] salted(String password, byte[] salt, int iterations) {
        char[] prepared = Preparation.prepare("the password", password).toCharArray();
        PBEKeySpec spec = new PBEKeySpec(prepared, salt, iterations, KEY_BYTES * 8);
        Arrays.fill(prepared, '\0');
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no PBKDF2 with HMAC-SHA-256", impossible);
        } finally {
            spec.clearPassword();
        }
    }

    static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(ScramText.utf8(text));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no HMAC-SHA-256", impossible);
        }
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no SHA-256", impossible);
        }
    }

    /** Both arrays are of the same length. */
    static byte[] xor(byte[] first, byte[] second) {
        byte[] result = first.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] ^= second[i];
        }
        return result;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScramKeys that
                && iterations == that.iterations
                && Arrays.equals(salt, that.salt)
                && MessageDigest.isEqual(storedKey, that.storedKey)
                && MessageDigest.isEqual(serverKey, that.serverKey);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(salt);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "keys of a password hashed " + iterations + " times";
    }
}
