package io.chasqui.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.security.Gate.Exchange;
import io.chasqui.security.Gate.Verdict;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Messages nobody sends in earnest: each gets a verdict, and none an exception or a way in. */
class ScramFuzzPropertyTest {

    private static final Gatekeeper GATE = gate();

    private static Gatekeeper gate() {
        BrokerConfiguration configuration = BrokerConfiguration.builder()
                .user("ann", "secret1")
                .remoteAnonymousAllowed(true)
                .build();
        try {
            return new Gatekeeper(
                    configuration,
                    Accounts.of(configuration),
                    Runnable::run,
                    new RefusalLog(System::nanoTime, line -> {}));
        } catch (SecurityFileException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Provide
    Arbitrary<byte[]> messages() {
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
        Arbitrary<byte[]> nearly = Arbitraries.of(
                        "n,", ",", "n=ann", "r=abc", "c=biws", "p=AAAA", "p=", "=", "=2C", "m=x", "y,", "a=", "\0", "é",
                        "i=1")
                .list()
                .ofMaxSize(8)
                .map(parts -> ScramText.utf8(String.join("", parts)));
        return Arbitraries.oneOf(noise, nearly);
    }

    @Property(tries = 2000)
    void everyMessageGetsOneVerdictAndNoneIsAWayIn(
            @ForAll("mechanisms") String mechanism,
            @ForAll("messages") byte[] first,
            @ForAll("messages") byte[] second) {
        Exchange exchange = GATE.begin(mechanism, new Channel("x", true, "CN=nobody"));
        for (byte[] message : List.of(first, second)) {
            List<Verdict> verdicts = new ArrayList<>();
            exchange.respond(message, verdicts::add);
            assertEquals(1, verdicts.size());
            assertFalse(verdicts.get(0) instanceof Verdict.Accepted, "admitted");
        }
    }

    /** The last two characters of a proof hold bits that do not count. */
    @Property(tries = 500)
    void aProofThatWasChangedAnywhereIsRefused(
            @ForAll @IntRange(max = 1000) int place, @ForAll @From("messages") byte[] inserted, @ForAll boolean replace)
            throws Exception {
        ScramProof proof = new ScramProof("ann", "secret1", "abc");
        Exchange exchange = GATE.begin("SCRAM-SHA-256", new Channel("x", false, null));
        List<Verdict> verdicts = new ArrayList<>();
        exchange.respond(proof.first(), verdicts::add);
        byte[] right = proof.respond(((Verdict.Challenge) verdicts.get(0)).challenge());
        int at = place % (right.length - 2);
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(right, 0, at);
        changed.write(inserted);
        int rest = Math.min(right.length, replace ? at + inserted.length : at);
        changed.write(right, rest, right.length - rest);

        exchange.respond(changed.toByteArray(), verdicts::add);

        assertEquals(2, verdicts.size());
        assertEquals(Arrays.equals(right, changed.toByteArray()), verdicts.get(1) instanceof Verdict.Accepted);
    }

    @Provide
    Arbitrary<String> mechanisms() {
        return Arbitraries.of("SCRAM-SHA-256", "PLAIN", "EXTERNAL", "", "scram");
    }

    @Property(tries = 1000)
    void noChallengeMakesAClientFailInAnotherWay(
            @ForAll @From("messages") byte[] challenge, @ForAll @From("messages") byte[] last) throws Exception {
        ScramProof proof = new ScramProof("ann", "secret1", "abc");
        try {
            proof.respond(challenge);
            proof.finish(last);
        } catch (ProofFailedException expected) {
            assertFalse(String.valueOf(expected.getMessage()).contains("secret1"));
            return;
        }
        throw new AssertionError("trusted a broker that knows nothing");
    }
}
