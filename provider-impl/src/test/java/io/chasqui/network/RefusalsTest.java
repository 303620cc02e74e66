package io.chasqui.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.broker.BrokerConfigurationBuilder;
import io.chasqui.api.security.ClientAuthentication;
import io.chasqui.security.TestCertificates;
import io.chasqui.wire.FrameWriter;
import io.chasqui.wire.LinkFrame;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.ResourceAllocationException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everybody who is not let in learns why and what to do, and the broker logs one line with the address. */
class RefusalsTest {

    @TempDir
    private static Path directory;

    private static final Map<String, Broker> BROKERS = new LinkedHashMap<>();

    /**
     * One refusal.
     *
     * @param address may name brokers, as in {@code plain:tcp}
     * @param kind of what the client gets
     * @param told words that the client's message has
     * @param logged words that the one line of the broker's log has; empty for no line, because no broker is involved
     */
    private record Refusal(
            String name,
            String address,
            @Nullable String user,
            @Nullable String password,
            Class<? extends JMSException> kind,
            List<String> told,
            List<String> logged) {

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        certificates.make("good", "-ext", "san=dns:localhost,ip:127.0.0.1");
        certificates.make("authority", "-ext", "bc:c");
        certificates.make(
                "expired", "-signer", "authority", "-startdate", "-10d", "-validity", "5", "-ext", "san=ip:127.0.0.1");
        certificates.make("other", "-ext", "san=dns:elsewhere.example");
        certificates.make("client");
        for (String alias : List.of("good", "authority", "expired", "other", "client")) {
            certificates.trust("trust-" + alias + ".p12", alias);
            certificates.pkcs12("store-" + alias + ".p12", alias);
        }
        run("plain", BrokerConfiguration.builder().listen("tcp://127.0.0.1:0").user("ann", "right"));
        run("good", secure("good"));
        run("expired", secure("expired"));
        run("other", secure("other"));
        run(
                "strict",
                secure("good")
                        .tlsTrustFile(file("trust-client"))
                        .tlsTrustPassword(TestCertificates.PASSWORD)
                        .tlsClientAuthentication(ClientAuthentication.REQUIRED));
        run(
                "full",
                BrokerConfiguration.builder()
                        .listen("tcp://127.0.0.1:0")
                        .user("ann", "right")
                        .maxConnections(1));
    }

    private static BrokerConfigurationBuilder secure(String certificate) {
        return BrokerConfiguration.builder()
                .listen("tls://127.0.0.1:0")
                .user("ann", "right")
                .tlsKeyStoreFile(file("store-" + certificate))
                .tlsKeyStorePassword(TestCertificates.PASSWORD);
    }

    private static void run(String name, BrokerConfigurationBuilder configuration) throws JMSException {
        BROKERS.put(name, Broker.start(configuration.name("refusals-" + name).build()));
    }

    private static String file(String name) {
        return directory.resolve(name + ".p12").toString();
    }

    @AfterAll
    static void stop() {
        BROKERS.values().forEach(Broker::close);
        BROKERS.clear();
    }

    private static Stream<Refusal> refusals() {
        return Stream.of(users(), certificates(), addresses()).flatMap(List::stream);
    }

    private static List<Refusal> users() {
        Class<JMSSecurityException> kind = JMSSecurityException.class;
        List<String> told = List.of("the user is unknown, or the password is wrong");
        return List.of(
                new Refusal("wrong password", "tcp plain", "ann", "wrong", kind, told, List.of("127.0.0.1:", "ann")),
                new Refusal("unknown user", "tcp plain", "bob", "right", kind, told, List.of("127.0.0.1:", "bob")),
                new Refusal(
                        "no user",
                        "tcp plain",
                        null,
                        null,
                        kind,
                        List.of("without a user name", "set the options user and password"),
                        List.of("refused 127.0.0.1:")));
    }

    private static List<Refusal> certificates() {
        String distrust = "does not trust";
        String none = "has shown no certificate";
        return List.of(
                tls("untrusted certificate", "good trust-other", distrust, "not trusted", "in the trust store"),
                tls("no trust store for it", "good", distrust, "not trusted", "tlsTrustFile"),
                tls("expired certificate", "expired trust-authority", distrust, "expired"),
                tls("certificate of another host", "other trust-other", distrust, "another host name", "127.0.0.1"),
                tls("missing client certificate", "strict trust-good", none, "wants a certificate of this client"),
                tls("untrusted client certificate", "strict trust-good store-other", none, "tlsKeyStoreFile"));
    }

    private static Refusal tls(String name, String address, String logged, String... told) {
        return new Refusal(
                name,
                "tls " + address,
                "ann",
                "right",
                JMSSecurityException.class,
                List.of(told),
                List.of("tls://127.0.0.1:", logged));
    }

    private static List<Refusal> addresses() {
        Class<JMSException> kind = JMSException.class;
        return List.of(
                new Refusal(
                        "plain text to a TLS port",
                        "tcp good",
                        "ann",
                        "right",
                        kind,
                        List.of("tls://"),
                        List.of("tls://127.0.0.1:", "plain tcp://")),
                new Refusal(
                        "TLS to a plain port",
                        "tls plain trust-good",
                        "ann",
                        "right",
                        JMSSecurityException.class,
                        List.of("plain tcp://"),
                        List.of("refused 127.0.0.1:", "tls://")),
                new Refusal(
                        "unknown host",
                        "tcp no.such.host.invalid",
                        "ann",
                        "right",
                        kind,
                        List.of("unknown", "no.such.host.invalid"),
                        List.of()),
                new Refusal(
                        "nobody listening",
                        "tcp nobody",
                        "ann",
                        "right",
                        kind,
                        List.of("nobody answers at tcp://127.0.0.1:", "does a broker run there?"),
                        List.of()));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void everyRefusalSaysWhatIsWrong(Refusal refusal) throws Exception {
        try (BrokerLog log = new BrokerLog()) {
            JMSException failure =
                    assertThrows(JMSException.class, () -> new ChasquiConnectionFactory(uri(refusal.address))
                            .createConnection(refusal.user, refusal.password)
                            .close());
            if (!refusal.logged.isEmpty()) {
                log.awaitLine();
            }
            assertEquals(refusal.kind, failure.getClass(), failure.getMessage());
            for (String word : refusal.told) {
                assertTrue(String.valueOf(failure.getMessage()).contains(word), word + " in " + failure.getMessage());
            }
            assertEquals(refusal.logged.isEmpty() ? 0 : 1, log.lines().size(), () -> "" + log.lines());
            assertTrue(log.lines().stream().noneMatch(line -> line.contains(":0:")), () -> "" + log.lines());
            for (String word : refusal.logged) {
                assertTrue(log.lines().get(0).contains(word), word + " in " + log.lines());
            }
        }
    }

    /** Scheme, name of a broker or host, trust store, key store; the last two may be missing. */
    private static String uri(String words) throws Exception {
        String[] parts = words.split(" ");
        Broker broker = BROKERS.get(parts[1]);
        String authority = parts[1].equals("nobody")
                ? "127.0.0.1:" + freePort()
                : broker == null ? parts[1] + ":7373" : "127.0.0.1:" + port(broker);
        StringBuilder uri = new StringBuilder(parts[0] + "://" + authority + "?connectTimeoutMillis=8000");
        if (parts.length > 2) {
            uri.append("&tlsTrustFile=")
                    .append(encoded(parts[2]))
                    .append("&tlsTrustPassword=" + TestCertificates.PASSWORD);
        }
        if (parts.length > 3) {
            uri.append("&tlsKeyStoreFile=")
                    .append(encoded(parts[3]))
                    .append("&tlsKeyStorePassword=" + TestCertificates.PASSWORD);
        }
        return uri.toString();
    }

    private static int port(Broker broker) {
        return broker.addresses().get(0).getPort();
    }

    private static String encoded(String name) {
        return URLEncoder.encode(file(name), StandardCharsets.UTF_8);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void whoIsOneTooManyLearnsTheLimit() throws Exception {
        URI address = BROKERS.get("full").addresses().get(0);
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory(address.toString());
        try (Connection first = factory.createConnection("ann", "right");
                BrokerLog log = new BrokerLog()) {
            ResourceAllocationException failure =
                    assertThrows(ResourceAllocationException.class, () -> factory.createConnection("ann", "right"));
            assertTrue(String.valueOf(failure.getMessage()).contains("maxConnections"), failure.getMessage());
            log.awaitLine();
            assertEquals(1, log.lines().size(), () -> "" + log.lines());
            assertTrue(log.lines().get(0).contains("refused 127.0.0.1:"), () -> "" + log.lines());
            assertTrue(first.createSession() != null);
        }
        BrokerLog.await("room for another one", () -> {
            try (Connection next = factory.createConnection("ann", "right")) {
                return next.getMetaData() != null;
            } catch (JMSException stillFull) {
                return false;
            }
        });
    }

    @Test
    void aBrowserIsToldThatThisIsNoWebServer() throws Exception {
        String answer =
                exchange("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII), "HTTP");
        assertTrue(answer.contains("HTTP"), answer);
    }

    @Test
    void aClientOfAnotherReleaseIsToldTheVersions() throws Exception {
        FrameWriter writer = new FrameWriter(4096);
        writer.write(new LinkFrame.Hello(98, 99, "client of the future", 4096, 0));
        var frames = writer.take();
        String answer = exchange(Arrays.copyOf(frames.bytes(), frames.length()), "client of the future");
        assertTrue(answer.contains("versions 98 to 99"), answer);
        assertTrue(answer.contains("closer releases"), answer);
    }

    /** Sends this, and returns all that comes until the broker closes. */
    private static String exchange(byte[] said, String logged) throws Exception {
        try (BrokerLog log = new BrokerLog();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(BROKERS.get("plain")))) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(said);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            log.awaitLine();
            assertEquals(1, log.lines().size(), () -> "" + log.lines());
            assertTrue(
                    log.lines().get(0).contains("refused 127.0.0.1:" + socket.getLocalPort()), () -> "" + log.lines());
            assertTrue(log.lines().get(0).contains(logged), () -> "" + log.lines());
            return answer;
        }
    }
}
