package io.chasqui.security;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Reads one message of RFC 5802: attributes {@code x=value} between commas, in an order that is prescribed. For one thread.
 */
final class ScramText {

    static final String MECHANISM = "SCRAM-SHA-256";

    /** Longer messages are not read: the longest honest one has a user name, two nonces and a proof. */
    static final int MOST_BYTES = 4096;

    private static final int NONCE_BYTES = 24;

    private final String[] parts;
    private int next;

    /** A message breaks the rules; the message of the exception says which, and shows nothing of the content. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    private ScramText(String text) {
        parts = text.split(",", -1);
    }

    static ScramText read(String text) {
        return new ScramText(text);
    }

    /** @throws MalformedException when it is too long or no UTF-8 */
    static String decode(byte[] message) throws MalformedException {
        if (message.length > MOST_BYTES) {
            throw new MalformedException("a message has " + message.length + " bytes; at most " + MOST_BYTES + " fit");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(message))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new MalformedException("a message is no UTF-8 text");
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] unbase64(String what, String text) throws MalformedException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException malformed) {
            throw new MalformedException("the " + what + " is no base64");
        }
    }

    /** A nonce that nobody has used and nobody guesses. */
    static String newNonce(SecureRandom random) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return base64(bytes);
    }

    /** The next part as it stands. */
    String part(String what) throws MalformedException {
        if (next == parts.length) {
            throw new MalformedException("the " + what + " is missing");
        }
        return parts[next++];
    }

    /** The value of the next attribute, which must be this one and not empty. */
    String value(char attribute, String what) throws MalformedException {
        String part = part(what);
        if (part.length() < 3 || part.charAt(0) != attribute || part.charAt(1) != '=') {
            throw new MalformedException("there is something else where the " + what + " belongs");
        }
        return part.substring(2);
    }

    /** A nonce: visible ASCII characters. */
    String nonce() throws MalformedException {
        String nonce = value('r', "nonce");
        if (!nonce.chars().allMatch(each -> each > 0x20 && each < 0x7f)) {
            throw new MalformedException("the nonce has other characters than visible ASCII");
        }
        return nonce;
    }

    /** What follows is extensions; those that must be understood are not. */
    void skipExtensions() throws MalformedException {
        while (next < parts.length) {
            checkExtension(parts[next++]);
        }
    }

    private static void checkExtension(String part) throws MalformedException {
        boolean wellFormed = part.length() >= 2 && part.charAt(1) == '=' && Character.isLetter(part.charAt(0));
        if (!wellFormed || part.charAt(0) == 'm') {
            throw new MalformedException("there is an extension that is not known");
        }
    }

    /** A user name as it stands in a message: comma and equals sign have codes. */
    static String encodeName(String name) {
        return name.replace("=", "=3D").replace(",", "=2C");
    }

    static String decodeName(String encoded) throws MalformedException {
        String rest = encoded.replace("=2C", ",");
        if (rest.replace("=3D", "").indexOf('=') >= 0) {
            throw new MalformedException("the user name has a code that is not known");
        }
        return rest.replace("=3D", "=");
    }
}
