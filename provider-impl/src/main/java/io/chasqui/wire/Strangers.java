package io.chasqui.wire;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognises by their first bytes those who meant another port. Stateless. */
final class Strangers {

    private static final int TLS_HANDSHAKE = 0x16;
    private static final int TLS_MAJOR = 3;
    private static final Set<String> HTTP =
            Set.of("GET ", "POST", "HEAD", "PUT ", "DELE", "OPTI", "TRAC", "PATC", "CONN", "PRI ");

    private Strangers() {}

    /** Says who it is and what to do; null for nobody known. */
    static @Nullable String recognise(byte[] first) {
        if (first[0] == TLS_HANDSHAKE && first[1] == TLS_MAJOR) {
            return "a TLS connection begins so, and this port speaks plain Chasqui: connect with tcp://, or to a port for"
                    + " tls://";
        }
        String text = new String(first, StandardCharsets.ISO_8859_1);
        if (HTTP.contains(text)) {
            return "an HTTP request begins so (" + text.strip() + "), and this port speaks the Chasqui protocol";
        }
        if (text.equals("AMQP")) {
            return "an AMQP connection begins so, and this port speaks the Chasqui protocol";
        }
        if (first[0] != 0 || first[1] != 0) {
            return "what came is not the Chasqui protocol";
        }
        return null;
    }
}
