package io.chasqui.api.broker;

import io.chasqui.api.security.Authenticator;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;

/** Authenticates against a list in memory, for embedded use; immutable. */
record UserList(Map<String, String> passwords) implements Authenticator {

    /** Compares all of a password, whatever differs first, so that the time it takes tells little. */
    @Override
    public boolean authenticate(String user, char[] password) {
        String expected = passwords.get(user);
        boolean equal = MessageDigest.isEqual(bytes(password), bytes((expected == null ? "" : expected).toCharArray()));
        return equal && expected != null;
    }

    private static byte[] bytes(char[] text) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "list of " + passwords.size() + " users";
    }
}
