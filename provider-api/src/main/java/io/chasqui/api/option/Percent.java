package io.chasqui.api.option;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of option values (RFC 3986, 2.1); unlike in HTML forms a plus sign stands for itself. */
final class Percent {

    private static final String PLAIN = "-._~:,*/$@";

    private Percent() {}

    static String encode(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            if (character < 0x80 && (Character.isLetterOrDigit(character) || PLAIN.indexOf(character) >= 0)) {
                encoded.append(character);
            } else {
                encoded.append('%').append(String.format("%02X", octet & 0xff));
            }
        }
        return encoded.toString();
    }

    /** @throws IllegalArgumentException when a percent sign is not followed by two hexadecimal digits */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        for (int index = 0; index < encoded.length; index++) {
            if (encoded[index] != '%') {
                octets.write(encoded[index]);
            } else if (index + 2 < encoded.length && digit(encoded[index + 1]) >= 0 && digit(encoded[index + 2]) >= 0) {
                octets.write(digit(encoded[++index]) * 16 + digit(encoded[++index]));
            } else {
                throw new IllegalArgumentException(
                        "a percent sign must be followed by two hexadecimal digits; write %25 for the sign itself");
            }
        }
        return octets.toString(StandardCharsets.UTF_8);
    }

    private static int digit(byte character) {
        return Character.digit(character, 16);
    }
}
