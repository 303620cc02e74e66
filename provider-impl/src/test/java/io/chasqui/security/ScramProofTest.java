package io.chasqui.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client's side of SCRAM against the published example, and against brokers that are none. */
class ScramProofTest {

    private static final String NONCE = "rOprNGfwEbeRWgbNEkqO";
    private static final String BOTH = NONCE + "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final String CHALLENGE = "r=" + BOTH + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
    private static final String SIGNATURE = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

    private static ScramProof proof() throws ProofFailedException {
        return new ScramProof("user", "pencil", NONCE);
    }

    private static byte[] utf8(String text) {
        return ScramText.utf8(text);
    }

    @Test
    void rfc7677Section3() throws ProofFailedException {
        ScramProof proof = proof();

        assertEquals("SCRAM-SHA-256", proof.mechanism());
        assertArrayEquals(utf8("n,,n=user,r=" + NONCE), proof.first());
        assertArrayEquals(
                utf8("c=biws,r=" + BOTH + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="),
                proof.respond(utf8(CHALLENGE)));
        assertDoesNotThrow(() -> proof.finish(utf8(SIGNATURE)));
    }

    @Test
    void theKeysOfThatExampleMatchItsPasswordAndNoOther() {
        ScramKeys keys = ScramKeys.derive("pencil", Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096);

        assertEquals("WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=", ScramText.base64(keys.storedKey()));
        assertEquals("wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=", ScramText.base64(keys.serverKey()));
        assertTrue(keys.matches("pencil"));
        assertFalse(keys.matches("Pencil"));
        assertFalse(keys.toString().contains("WG5d8"), "keys are not shown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "r=" + BOTH,
                "r=other,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                "r=" + NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                "r=" + BOTH + ",s=,i=4096",
                "r=" + BOTH + ",s=!!!!,i=4096",
                "r=" + BOTH + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4095",
                "r=" + BOTH + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1000001",
                "r=" + BOTH + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=99999999999",
                "r=" + BOTH + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=-4096",
                "r=" + BOTH + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,m=must",
                "m=must,r=" + BOTH + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                "s=W22ZaJ0SNY7soEsUEjb6gQ==,r=" + BOTH + ",i=4096"
            })
    void refusesAChallengeThatIsNotInOrder(String challenge) throws ProofFailedException {
        ScramProof proof = proof();

        String message = assertThrows(ProofFailedException.class, () -> proof.respond(utf8(challenge)))
                .getMessage();

        assertTrue(message.contains("does not follow SCRAM-SHA-256"), message);
        assertThrows(ProofFailedException.class, () -> proof.finish(utf8(SIGNATURE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v=", "e=other-error", "v=AAAA", "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G8=", "x"})
    void doesNotTrustABrokerWithoutTheRightSignature(String last) throws ProofFailedException {
        ScramProof proof = proof();
        proof.respond(utf8(CHALLENGE));

        assertThrows(ProofFailedException.class, () -> proof.finish(utf8(last)));
    }

    @Test
    void aBrokerThatSkipsTheChallengeIsNotTrusted() throws ProofFailedException {
        ScramProof proof = proof();

        assertThrows(ProofFailedException.class, () -> proof.finish(new byte[0]));
        assertThrows(ProofFailedException.class, () -> proof().finish(utf8("v=")));
    }

    @Test
    void answersOneChallengeOnly() throws ProofFailedException {
        ScramProof proof = proof();
        proof.respond(utf8(CHALLENGE));

        assertThrows(ProofFailedException.class, () -> proof.respond(utf8(CHALLENGE)));
    }

    @Test
    void commaAndEqualsSignInAUserNameHaveCodes() throws Exception {
        ScramProof proof = new ScramProof("a=b,c", "pw", "nonce");

        assertArrayEquals(utf8("n,,n=a=3Db=2Cc,r=nonce"), proof.first());
        assertEquals("a=b,c", ScramText.decodeName("a=3Db=2Cc"));
        assertEquals("=2C", ScramText.decodeName("=3D2C"));
        assertThrows(ScramText.MalformedException.class, () -> ScramText.decodeName("a=b"));
    }

    @Test
    void wordsTypedInTwoWaysAreTheSame() {
        assertEquals("IX", Preparation.prepare("the text", "I\u00adX"));
        assertEquals("a", Preparation.prepare("the text", "\u00aa"));
        assertEquals("IX", Preparation.prepare("the text", "\u2168"));
        assertEquals("\u00e9", Preparation.prepare("the text", "e\u0301"));
        assertEquals("a b", Preparation.prepare("the text", "a\u00a0b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u00ad", "a\u0007", "a\u0000", "\ue000", "\ud800", "\uffff"})
    void whatCannotBeTypedIsRefusedWithoutShowingIt(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> Preparation.prepare("the password", text))
                .getMessage();

        assertTrue(message.startsWith("the password "), message);
        assertFalse(message.contains("a\u0007"), message);
    }
}
