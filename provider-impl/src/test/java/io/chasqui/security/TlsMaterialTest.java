package io.chasqui.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.security.TlsSettings;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates as people have them: right ones, and all the ways to get them wrong. */
class TlsMaterialTest {

    @TempDir
    private static Path directory;

    private static TestCertificates certificates;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = new TestCertificates(directory);
        certificates.make("ca", "-ext", "bc:critical");
        certificates.make("localhost", "-signer", "ca", "-keyalg", "Ed25519", "-ext", "san=dns:localhost");
        certificates.make("till", "-signer", "ca");
        certificates.make("stranger", "-keyalg", "RSA", "-ext", "san=dns:localhost");
        certificates.make("old", "-startdate", "2001/02/03 00:00:00", "-validity", "10");
        for (String each : List.of("ca", "localhost", "till", "stranger", "old")) {
            certificates.chain(each);
            certificates.key(each);
        }
    }

    private static String path(String file) {
        return directory.resolve(file).toString();
    }

    private static TlsSettings pem(String own, String trust) {
        return new TlsSettings(
                path(own + ".pem"), path(own + ".key"), "", null, trust.isEmpty() ? "" : path(trust), null);
    }

    private static TlsSettings trusting(String trust) {
        return new TlsSettings("", "", "", null, path(trust), null);
    }

    private static String refusal(TlsSettings settings) {
        return String.valueOf(assertThrows(SecurityFileException.class, () -> TlsMaterial.load(settings))
                .getMessage());
    }

    /** Lets two ends shake hands in memory; returns whom the server sees, or null for nobody. */
    private static @Nullable String handshake(TlsMaterial server, TlsMaterial client, String host, boolean needsClient)
            throws SSLException {
        SSLEngine one = server.sslContext().createSSLEngine();
        one.setUseClientMode(false);
        one.setNeedClientAuth(needsClient);
        SSLEngine two = client.sslContext().createSSLEngine(host, 1);
        two.setUseClientMode(true);
        SSLParameters parameters = two.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(TlsMaterial.PROTOCOLS.toArray(new String[0]));
        two.setSSLParameters(parameters);
        ByteBuffer toServer = ByteBuffer.allocate(1 << 17);
        ByteBuffer toClient = ByteBuffer.allocate(1 << 17);
        for (int i = 0; i < 100; i++) {
            step(two, toServer, toClient);
            step(one, toClient, toServer);
        }
        assertEquals(HandshakeStatus.NOT_HANDSHAKING, two.getHandshakeStatus());
        SSLSession session = one.getSession();
        return needsClient ? session.getPeerPrincipal().getName() : null;
    }

    /** Both buffers are ready to be written to. */
    private static void step(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws SSLException {
        Runnable task;
        while ((task = engine.getDelegatedTask()) != null) {
            task.run();
        }
        ByteBuffer empty = ByteBuffer.allocate(0);
        ByteBuffer plain = ByteBuffer.allocate(1 << 16);
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP
                || engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                        && engine.getSession().getProtocol().equals("NONE")) {
            engine.wrap(empty, out);
        } else {
            in.flip();
            engine.unwrap(in, plain);
            in.compact();
        }
    }

    @Test
    void bothEndsOfPemKnowEachOther() throws Exception {
        TlsMaterial server = TlsMaterial.load(pem("localhost", "ca.pem"));
        TlsMaterial client = TlsMaterial.load(pem("till", "ca.pem"));

        assertEquals("CN=till,O=Test", handshake(server, client, "localhost", true));
        assertNull(handshake(server, TlsMaterial.load(trusting("ca.pem")), "localhost", false));
        assertEquals(List.of(), server.warnings());
    }

    @Test
    void bothEndsOfPkcs12KnowEachOther() throws Exception {
        Path keys = certificates.pkcs12("server.p12", "localhost");
        Path trust = certificates.trust("trust.pfx", "ca");
        TlsMaterial server = TlsMaterial.load(new TlsSettings(
                "", "", keys.toString(), TestCertificates.PASSWORD, trust.toString(), TestCertificates.PASSWORD));
        TlsMaterial client = TlsMaterial.load(pem("till", "ca.pem"));

        assertEquals("CN=till,O=Test", handshake(server, client, "localhost", true));
    }

    @Test
    void keysOfRsaDoToo() throws Exception {
        TlsMaterial server = TlsMaterial.load(pem("stranger", ""));

        assertNull(handshake(server, TlsMaterial.load(trusting("stranger.pem")), "localhost", false));
    }

    @Test
    void strangersAndOtherHostsAreNotTrusted() throws Exception {
        TlsMaterial server = TlsMaterial.load(pem("localhost", "ca.pem"));
        TlsMaterial client = TlsMaterial.load(trusting("ca.pem"));

        assertThrows(SSLException.class, () -> handshake(server, client, "other.example", false));
        assertThrows(
                SSLException.class, () -> handshake(TlsMaterial.load(pem("stranger", "")), client, "localhost", false));
        assertThrows(
                SSLException.class,
                () -> handshake(server, TlsMaterial.load(pem("stranger", "ca.pem")), "localhost", true));
    }

    @Test
    void withoutFilesTheJvmsOwnTrustCounts() throws Exception {
        TlsMaterial none = TlsMaterial.load(TlsSettings.NONE);

        assertNull(none.keyManagerFactory());
        assertNull(none.trustManagerFactory());
        assertNotNull(none.sslContext());
    }

    @Test
    void eachMistakeIsNamedWithItsFileAndWhatToDo() throws Exception {
        TlsSettings otherKey = new TlsSettings(path("till.pem"), path("ca.key"), "", null, "", null);
        assertMistake(refusal(otherKey), "ca.key", "does not belong to the certificate of CN=till,O=Test");
        assertMistake(refusal(key(directory.resolve("till.key"))), "till.key", "of another kind");
        Path garbled = Files.writeString(
                directory.resolve("garbled.key"), TestCertificates.pem("PRIVATE KEY", new byte[] {1, 2, 3}));
        assertMistake(refusal(key(garbled)), "garbled.key", "damaged or of another kind");
        Path oldForm =
                Files.writeString(directory.resolve("form.key"), TestCertificates.pem("EC PRIVATE KEY", new byte[3]));
        assertMistake(refusal(key(oldForm)), "form.key", "openssl pkcs8 -topk8 -nocrypt");
        Path encrypted = Files.writeString(
                directory.resolve("encrypted.key"), TestCertificates.pem("ENCRYPTED PRIVATE KEY", new byte[3]));
        assertMistake(refusal(key(encrypted)), "encrypted.key", "is encrypted");
        assertMistake(refusal(key(directory.resolve("localhost.pem"))), "localhost.pem", "no private key in it");
        assertMistake(refusal(trusting("localhost.key")), "localhost.key", "no certificate in it");
        assertMistake(refusal(trusting("missing.pem")), "missing.pem", "no such file");
        Files.writeString(directory.resolve("bad.pem"), TestCertificates.pem("CERTIFICATE", new byte[] {1}));
        assertMistake(refusal(trusting("bad.pem")), "bad.pem", "certificate number 1 is damaged");
        Files.writeString(
                directory.resolve("order.pem"),
                Files.readString(directory.resolve("localhost.pem")) + Files.readString(directory.resolve("till.pem")));
        TlsSettings order = new TlsSettings(path("order.pem"), path("localhost.key"), "", null, "", null);
        assertMistake(refusal(order), "order.pem", "has not issued the one before it");
    }

    private static TlsSettings key(Path file) {
        return new TlsSettings(path("localhost.pem"), file.toString(), "", null, "", null);
    }

    @Test
    void eachMistakeWithPkcs12IsNamed() throws Exception {
        Path one = certificates.pkcs12("one.p12", "localhost");
        Path two = certificates.pkcs12("two.p12", "localhost", "till");
        Path trust = certificates.trust("only-trust.p12", "ca");
        assertMistake(
                refusal(store(one, "hidden")),
                "one.p12",
                "the passphrase is wrong; set the option tlsKeyStorePassword");
        assertFalse(refusal(store(one, "hidden")).contains("hidden"));
        assertMistake(refusal(store(one, null)), "one.p12", "for none is set");
        assertMistake(refusal(store(two, TestCertificates.PASSWORD)), "two.p12", "2 private keys");
        assertMistake(refusal(store(trust, TestCertificates.PASSWORD)), "only-trust.p12", "no private key in it");
        assertMistake(
                refusal(store(directory.resolve("ca.pem"), TestCertificates.PASSWORD)), "ca.pem", "no file of PKCS#12");
        assertMistake(
                refusal(new TlsSettings("", "", "", null, one.toString(), TestCertificates.PASSWORD)),
                "one.p12",
                "no trusted certificate in it");
        assertMistake(
                refusal(new TlsSettings("", "", "", null, trust.toString(), "hidden")),
                "only-trust.p12",
                "set the option tlsTrustPassword");
    }

    private static TlsSettings store(Path file, @Nullable String password) {
        return new TlsSettings("", "", file.toString(), password, "", null);
    }

    private static void assertMistake(String message, String file, String what) {
        assertTrue(message.startsWith(directory.resolve(file) + ": "), message);
        assertTrue(message.contains(what), message);
    }

    @Test
    void anExpiredCertificateIsAWarningWithItsDate() throws Exception {
        TlsMaterial expired = TlsMaterial.load(pem("old", "old.pem"));
        TlsMaterial early = TlsMaterial.load(pem("localhost", ""), Instant.parse("2000-01-01T00:00:00Z"));

        assertEquals(2, expired.warnings().size());
        assertTrue(expired.warnings().get(0).contains("has expired on 2001-02-13"), expired.warnings()::toString);
        assertTrue(early.warnings().get(0).contains("is valid from"), early.warnings()::toString);
    }

    @Test
    void changedFilesAreLoadedAnewUnlessTheyAreBroken() throws Exception {
        Path certificate = Files.copy(directory.resolve("till.pem"), directory.resolve("live.pem"));
        Path key = Files.copy(directory.resolve("till.key"), directory.resolve("live.key"));
        TlsMaterial first =
                TlsMaterial.load(new TlsSettings(certificate.toString(), key.toString(), "", null, "", null));
        assertSame(first, first.refreshed());

        replace("localhost.pem", certificate, 1);
        assertSame(first, first.refreshed(), "the key does not fit yet");
        replace("localhost.key", key, 2);
        TlsMaterial second = first.refreshed();

        assertNotSame(first, second);
        assertSame(second, second.refreshed());
        assertNull(handshake(second, TlsMaterial.load(trusting("ca.pem")), "localhost", false));
        Files.delete(key);
        assertSame(second, second.refreshed());
    }

    private static void replace(String from, Path to, int second) throws Exception {
        Files.copy(directory.resolve(from), to, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(to, FileTime.fromMillis(1_000_000L + second));
    }

    @Test
    void passwordsAreNotShown() throws Exception {
        Path keys = certificates.pkcs12("shown.p12", "localhost");
        TlsMaterial material = TlsMaterial.load(store(keys, TestCertificates.PASSWORD));

        assertFalse(material.toString().contains(TestCertificates.PASSWORD));
        assertTrue(material.toString().contains("shown.p12"));
    }
}
