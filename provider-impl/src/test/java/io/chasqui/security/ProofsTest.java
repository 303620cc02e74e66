package io.chasqui.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.security.Proofs.Situation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProofsTest {

    private static final List<String> ALL = List.of("SCRAM-SHA-256", "EXTERNAL", "PLAIN", "ANONYMOUS");

    private static String chosen(
            List<String> offered, @Nullable String user, @Nullable String password, boolean tls, boolean certificate)
            throws ProofFailedException {
        return Proofs.choose(offered, user, password, tls, certificate).mechanism();
    }

    private static String refusal(
            List<String> offered, @Nullable String user, @Nullable String password, boolean tls, boolean certificate) {
        return String.valueOf(
                assertThrows(ProofFailedException.class, () -> Proofs.choose(offered, user, password, tls, certificate))
                        .getMessage());
    }

    @Test
    void scramIsTakenWheneverItIsOffered() throws ProofFailedException {
        assertEquals("SCRAM-SHA-256", chosen(ALL, "u", "p", true, true));
        assertEquals("SCRAM-SHA-256", chosen(List.of("PLAIN", "SCRAM-SHA-256"), "u", "p", false, false));
    }

    @Test
    void aPasswordIsSentOverAnEncryptedConnectionOnly() throws ProofFailedException {
        List<String> plain = List.of("PLAIN");

        assertEquals("PLAIN", chosen(plain, "u", "p", true, false));
        assertTrue(refusal(plain, "u", "hidden", false, false).contains("Connect by tls://"));
        assertFalse(refusal(plain, "u", "hidden", false, false).contains("hidden"));
        Proof allowed = Proofs.choose(plain, "u", "pä", new Situation(false, false, true));
        assertArrayEquals(ScramText.utf8("\0u\0pä"), allowed.first());
        assertFalse(allowed.toString().contains("pä"));
        assertThrows(ProofFailedException.class, () -> allowed.respond(new byte[0]));
    }

    @Test
    void aCertificateStandsForWhoeverHasNoPassword() throws ProofFailedException {
        assertEquals("EXTERNAL", chosen(ALL, null, null, true, true));
        assertEquals("EXTERNAL", chosen(ALL, "u", null, true, true));
        assertEquals("EXTERNAL", chosen(List.of("EXTERNAL"), "u", "p", true, true));
        assertEquals("ANONYMOUS", chosen(ALL, "", "", true, false));
        assertEquals("ANONYMOUS", chosen(ALL, "", "", false, true));
        assertTrue(refusal(List.of("EXTERNAL"), "u", "p", false, true).contains("takes no password"));
    }

    @Test
    void refusalsSayWhatToConfigure() {
        assertTrue(refusal(List.of(), "u", "p", true, true).contains("its log says why"));
        assertTrue(refusal(List.of("SCRAM-SHA-256"), null, null, true, false).contains("set the options user"));
        assertTrue(refusal(List.of("SCRAM-SHA-256"), "u", "", true, false).contains("set the option password"));
        assertTrue(refusal(List.of("ANONYMOUS"), "u", "p", true, false).contains("leave the options user"));
        assertTrue(refusal(List.of("EXTERNAL"), "u", "p", true, false).contains("client certificate"));
        assertTrue(
                refusal(List.of("SCRAM-SHA-256"), "u\u0007", "p", true, false).contains("the user name"));
    }
}
