package io.chasqui.wire;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognises by their first bytes those who meant another port, and ports that were not meant. Stateless. */
final class Strangers {

    private static final int TLS_HANDSHAKE = 0x16;
    private static final int TLS_ALERT = 0x15;
    private static final int TLS_MAJOR = 3;
    private static final Set<String> HTTP =
            Set.of("GET ", "POST", "HEAD", "PUT ", "DELE", "OPTI", "TRAC", "PATC", "CONN", "PRI ");

    private Strangers() {}

    /** Says who came to a broker, and what to do; null for nobody known. */
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
        return isLengthOfFirst(first) ? null : "what came is not the Chasqui protocol";
    }

    /** Says to whom a client came, and what to do; null for nobody known. */
    static @Nullable String recogniseServer(byte[] first) {
        if ((first[0] == TLS_ALERT || first[0] == TLS_HANDSHAKE) && first[1] == TLS_MAJOR) {
            return "it speaks TLS: connect with tls://";
        }
        String text = new String(first, StandardCharsets.ISO_8859_1);
        if (text.equals("HTTP")) {
            return "it is an HTTP server: connect to the port of a Chasqui broker";
        }
        if (text.equals("AMQP")) {
            return "it speaks AMQP: connect to the port of a Chasqui broker";
        }
        return isLengthOfFirst(first) ? null : "what came is something else: connect to the port of a Chasqui broker";
    }

    /** Whether a first frame can be so long. */
    private static boolean isLengthOfFirst(byte[] first) {
        return first[0] == 0 && first[1] == 0;
    }
}
