package io.chasqui.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.broker.BrokerConfigurationBuilder;
import io.chasqui.api.security.Authenticator;
import io.chasqui.protocol.Identity;
import io.chasqui.security.Gate.Exchange;
import io.chasqui.security.Gate.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The broker's side of authentication, mostly against the client's side of this very package. */
class GatekeeperTest {

    private static final Channel TCP = new Channel("10.0.0.1:5", false, null);
    private static final Channel TLS = new Channel("10.0.0.1:5", true, null);
    private static final Channel CERTIFIED = new Channel("10.0.0.1:5", true, "CN=till 7,O=Acme");
    private static final String SAME_FOR_ALL = "the user is unknown, or the password is wrong";

    @TempDir
    Path directory;

    private final List<String> logged = new ArrayList<>();

    private Gatekeeper gatekeeper(BrokerConfigurationBuilder builder) throws Exception {
        return gatekeeper(builder, Runnable::run);
    }

    private Gatekeeper gatekeeper(BrokerConfigurationBuilder builder, Executor executor) throws Exception {
        BrokerConfiguration configuration = builder.build();
        return new Gatekeeper(
                configuration, Accounts.of(configuration), executor, new RefusalLog(System::nanoTime, logged::add));
    }

    private static BrokerConfigurationBuilder listed() {
        return BrokerConfiguration.builder().user("ann", "secret1").user("bob", "secret2");
    }

    private BrokerConfigurationBuilder filed() throws Exception {
        Path file = directory.resolve("users");
        Files.writeString(
                file,
                UserLine.format(new User(
                                "ann",
                                ScramKeys.derive("secret1", new byte[] {1, 2}, 4096),
                                Set.of("clerk", "boss"),
                                null))
                        + "\ntill - roles=tills\n");
        return BrokerConfiguration.builder().userFile(file.toString());
    }

    private static Verdict one(Exchange exchange, byte[] message) {
        List<Verdict> verdicts = new ArrayList<>();
        exchange.respond(message, verdicts::add);
        assertEquals(1, verdicts.size(), "one verdict for each message");
        return verdicts.get(0);
    }

    private static Verdict converse(Gatekeeper gate, Channel channel, Proof proof) throws ProofFailedException {
        Exchange exchange = gate.begin(proof.mechanism(), channel);
        Verdict verdict = one(exchange, proof.first());
        while (verdict instanceof Verdict.Challenge challenge) {
            verdict = one(exchange, proof.respond(challenge.challenge()));
        }
        if (verdict instanceof Verdict.Accepted accepted) {
            proof.finish(accepted.last());
        }
        return verdict;
    }

    private static Verdict login(Gatekeeper gate, Channel channel, @Nullable String user, @Nullable String password)
            throws ProofFailedException {
        return converse(
                gate, channel, Proofs.choose(gate.mechanisms(channel), user, password, channel.encrypted(), true));
    }

    private static Identity identity(Verdict verdict) {
        return assertInstanceOf(Verdict.Accepted.class, verdict).identity();
    }

    private static String reason(Verdict verdict) {
        return assertInstanceOf(Verdict.Refused.class, verdict).reason();
    }

    @Test
    void usersOfAListProveTheirPasswordsWithoutSendingThem() throws Exception {
        Gatekeeper gate = gatekeeper(listed());

        assertEquals(List.of("SCRAM-SHA-256"), gate.mechanisms(TCP));
        assertEquals(List.of("SCRAM-SHA-256", "PLAIN"), gate.mechanisms(TLS));
        assertEquals(new Identity("ann", Set.of()), identity(login(gate, TCP, "ann", "secret1")));
        assertEquals(new Identity("bob", Set.of()), identity(login(gate, TLS, "bob", "secret2")));
        assertEquals(List.of(), logged);
    }

    @Test
    void usersOfAFileHaveRoles() throws Exception {
        Gatekeeper gate = gatekeeper(filed());

        assertEquals(new Identity("ann", Set.of("clerk", "boss")), identity(login(gate, TCP, "ann", "secret1")));
        Exchange plain = gate.begin("PLAIN", TLS);
        assertEquals(
                new Identity("ann", Set.of("clerk", "boss")), identity(one(plain, ScramText.utf8("\0ann\0secret1"))));
    }

    @Test
    void unknownUserAndWrongPasswordLookTheSame() throws Exception {
        for (BrokerConfigurationBuilder users : List.of(listed(), filed())) {
            Gatekeeper gate = gatekeeper(users);

            assertEquals(SAME_FOR_ALL, reason(login(gate, TCP, "ann", "opensesame")));
            assertEquals(SAME_FOR_ALL, reason(login(gate, TCP, "eve", "opensesame")));
            assertEquals(SAME_FOR_ALL, reason(one(gate.begin("PLAIN", TLS), ScramText.utf8("\0ann\0opensesame"))));
            assertEquals(SAME_FOR_ALL, reason(one(gate.begin("PLAIN", TLS), ScramText.utf8("\0eve\0opensesame"))));
        }
        assertEquals(8, logged.size());
        assertTrue(logged.get(0).contains("user ann gave a wrong password"), logged.get(0));
        assertTrue(logged.get(1).contains("there is no user eve"), logged.get(1));
        assertFalse(logged.toString().contains("opensesame"), "no password is logged");
    }

    @Test
    void theChallengeOfAnUnknownUserIsAlwaysTheSameAndOfTheUsualForm() throws Exception {
        Gatekeeper gate = gatekeeper(filed());

        String[] eve = challenge(gate, "eve").split(",");
        String[] eveAgain = challenge(gate, "eve").split(",");
        String[] mallory = challenge(gate, "mallory").split(",");

        assertEquals(eve[1], eveAgain[1], "the salt");
        assertNotEquals(eve[0], eveAgain[0], "the nonce");
        assertNotEquals(eve[1], mallory[1], "the salt of another one");
        assertEquals("i=4096", eve[2], "as many iterations as users have who exist");
    }

    private static String challenge(Gatekeeper gate, String user) {
        Exchange exchange = gate.begin("SCRAM-SHA-256", TCP);
        Verdict verdict = one(exchange, ScramText.utf8("n,,n=" + user + ",r=abc"));
        return new String(assertInstanceOf(Verdict.Challenge.class, verdict).challenge());
    }

    @Test
    void whatWasSentOnceIsWorthNothingTheNextTime() throws Exception {
        Gatekeeper gate = gatekeeper(listed());
        ScramProof proof = new ScramProof("ann", "secret1", "nonce");
        Exchange first = gate.begin("SCRAM-SHA-256", TCP);
        Verdict.Challenge challenge = assertInstanceOf(Verdict.Challenge.class, one(first, proof.first()));
        byte[] answer = proof.respond(challenge.challenge());
        identity(one(first, answer));

        Exchange second = gate.begin("SCRAM-SHA-256", TCP);
        one(second, proof.first());
        assertTrue(reason(one(second, answer)).contains("was an old message sent again?"));
        assertTrue(reason(one(first, answer)).contains("after the end"));
        assertTrue(reason(one(second, answer)).contains("after the end"));
    }

    @Test
    void anyTamperedByteOfTheProofIsNoticed() throws Exception {
        Gatekeeper gate = gatekeeper(listed());
        for (int i = 0; i < 60; i++) {
            ScramProof proof = new ScramProof("ann", "secret1", "nonce");
            Exchange exchange = gate.begin("SCRAM-SHA-256", TCP);
            Verdict.Challenge challenge = assertInstanceOf(Verdict.Challenge.class, one(exchange, proof.first()));
            byte[] answer = proof.respond(challenge.challenge());
            answer[i] ^= 1;
            assertInstanceOf(Verdict.Refused.class, one(exchange, answer), "byte " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n",
                "n,,",
                "n,,n=ann",
                "n,,n=ann,r=",
                "n,,n=,r=x",
                "n,,n=ann,r=a b",
                "p=tls-unique,,n=ann,r=x",
                "n,a=bob,n=ann,r=x",
                "n,,m=must,n=ann,r=x",
                "n,,n=ann,r=x,m=must",
                "n,,n=a=b,r=x",
                "n,,n=a\u0000,r=x"
            })
    void aFirstMessageThatIsNotInOrderIsRefused(String first) throws Exception {
        Exchange exchange = gatekeeper(listed()).begin("SCRAM-SHA-256", TCP);

        assertTrue(reason(one(exchange, ScramText.utf8(first))).startsWith("the messages of SCRAM-SHA-256"));
    }

    @Test
    void aClientMaySayThatItKnowsChannelBindingAndThatItIsItself() throws Exception {
        Exchange exchange = gatekeeper(listed()).begin("SCRAM-SHA-256", TCP);

        assertInstanceOf(Verdict.Challenge.class, one(exchange, ScramText.utf8("y,a=ann,n=ann,r=x,x=extension")));
        assertTrue(reason(one(exchange, ScramText.utf8("c=biws,r=x,p=AAAA"))).contains("channel binding"));
    }

    @Test
    void anAuthenticatorGetsPasswordsOverEncryptedConnectionsOnly() throws Exception {
        Authenticator one = new Authenticator() {
            @Override
            public boolean authenticate(String user, char[] password) {
                return user.equals("ann") && new String(password).equals("secret1");
            }

            @Override
            public Set<String> rolesOf(String user) {
                return Set.of("role of " + user);
            }
        };
        Gatekeeper strict = gatekeeper(BrokerConfiguration.builder().authenticator(one));
        Gatekeeper lax =
                gatekeeper(BrokerConfiguration.builder().authenticator(one).plainWithoutTlsAllowed(true));

        assertEquals(List.of(), strict.mechanisms(TCP));
        assertTrue(strict.whyNobody(TCP).contains("broker.plainWithoutTlsAllowed=true"));
        assertEquals(strict.whyNobody(TCP), reason(one(strict.begin("PLAIN", TCP), ScramText.utf8("\0ann\0secret1"))));
        assertEquals(List.of("PLAIN"), lax.mechanisms(TCP));
        assertEquals(new Identity("ann", Set.of("role of ann")), identity(login(strict, TLS, "ann", "secret1")));
        assertEquals(SAME_FOR_ALL, reason(login(strict, TLS, "ann", "opensesame")));
        assertEquals(new Identity("till 7", Set.of("role of till 7")), identity(login(strict, CERTIFIED, null, null)));
    }

    @Test
    void anAuthenticatorThatFailsAdmitsNobodyAndBlocksNoLoop() throws Exception {
        Deque<Runnable> later = new ArrayDeque<>();
        Gatekeeper gate = gatekeeper(
                BrokerConfiguration.builder().authenticator((user, password) -> {
                    throw new IllegalStateException("the directory is down");
                }),
                later::add);
        List<Verdict> verdicts = new ArrayList<>();

        gate.begin("PLAIN", TLS).respond(ScramText.utf8("\0ann\0hidden"), verdicts::add);
        assertEquals(List.of(), verdicts, "it is asked on the executor");
        later.remove().run();

        assertEquals(SAME_FOR_ALL, reason(verdicts.get(0)));
        assertFalse(logged.toString().contains("hidden"));
    }

    @Test
    void aCertificateStandsForTheUserOfThatNameOrForTheOneWhoClaimsIt() throws Exception {
        Path file = directory.resolve("users");
        Files.writeString(
                file, "annex - roles=a certificate=CN=Till 7,O=Acme\nkiosk - roles=b\nclaimed - certificate=CN=x\n");
        Gatekeeper gate = gatekeeper(BrokerConfiguration.builder().userFile(file.toString()));

        assertEquals("annex", identity(login(gate, CERTIFIED, null, null)).user());
        assertEquals("annex", identity(login(gate, CERTIFIED, "annex", null)).user());
        assertTrue(reason(login(gate, CERTIFIED, "kiosk", null)).startsWith("the certificate of this client"));
        assertEquals(
                "kiosk", identity(byCertificate(gate, "O=Acme,CN=kiosk,OU=x")).user());
        for (String subject : List.of("CN=stranger", "CN=claimed", "O=Acme", "no subject at all", "")) {
            assertTrue(reason(byCertificate(gate, subject)).startsWith("the certificate"), subject);
        }
    }

    private static Verdict byCertificate(Gatekeeper gate, String subject) {
        return one(gate.begin("EXTERNAL", new Channel("x", true, subject)), new byte[0]);
    }

    @Test
    void nobodyIsAdmittedAnonymouslyUnlessThatIsAllowed() throws Exception {
        Gatekeeper shut = gatekeeper(BrokerConfiguration.builder());
        Gatekeeper open = gatekeeper(BrokerConfiguration.builder().remoteAnonymousAllowed(true));
        Gatekeeper both = gatekeeper(listed().remoteAnonymousAllowed(true));

        assertEquals(List.of(), shut.mechanisms(CERTIFIED));
        assertTrue(shut.whyNobody(TLS).contains("broker.userFile"));
        assertEquals(shut.whyNobody(TLS), reason(one(shut.begin("ANONYMOUS", TLS), new byte[0])));
        assertEquals(Identity.ANONYMOUS, identity(login(open, TCP, null, null)));
        assertEquals(Identity.ANONYMOUS, identity(login(both, TCP, null, null)));
        assertEquals("ann", identity(login(both, TCP, "ann", "secret1")).user());
        assertTrue(reason(one(both.begin("GSSAPI", TCP), new byte[0])).contains("SCRAM-SHA-256, ANONYMOUS"));
    }

    @Test
    void anExecutorThatHasEndedIsARefusal() throws Exception {
        Gatekeeper gate = gatekeeper(listed(), task -> {
            throw new RejectedExecutionException();
        });

        assertEquals("the broker ends", reason(one(gate.begin("SCRAM-SHA-256", TCP), ScramText.utf8("n,,n=a,r=b"))));
    }

    @Test
    void anEmptyPasswordOfTheListAdmitsNobodyOverTheNetwork() throws Exception {
        Gatekeeper gate = gatekeeper(BrokerConfiguration.builder().user("ann", ""));

        assertThrows(ProofFailedException.class, () -> login(gate, TCP, "ann", ""));
        assertEquals(SAME_FOR_ALL, reason(login(gate, TCP, "ann", "x")));
        assertTrue(
                reason(one(gate.begin("PLAIN", TLS), ScramText.utf8("\0ann\0"))).contains("not in order"));
    }

    @Test
    void nothingOfAPasswordIsShown() throws Exception {
        BrokerConfiguration configuration = listed().build();
        Accounts accounts = Accounts.of(configuration);

        assertFalse((accounts + " " + accounts.table()).contains("secret1"));
        assertFalse(new ScramProof("ann", "secret1", "n").toString().contains("secret1"));
        assertArrayEquals(new byte[0], new ReadyProof("ANONYMOUS", new byte[0]).first());
    }
}
