package io.chasqui.security;

import io.chasqui.api.security.TlsSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes key stores of the files that {@link TlsSettings} name, and checks what is in them. */
final class KeyStores {

    private static final String TYPE = "PKCS12";

    private KeyStores() {}

    /** A key store with the password of its keys. */
    record Keys(KeyStore store, char[] password, List<X509Certificate> chain) {}

    /** Somebody's own certificate and key; null when the settings name none. */
    static @Nullable Keys own(TlsSettings settings) throws SecurityFileException {
        if (!settings.keyStoreFile().isEmpty()) {
            return ofPkcs12(Path.of(settings.keyStoreFile()), settings.keyStorePassword());
        }
        return settings.certificateFile().isEmpty()
                ? null
                : ofPem(Path.of(settings.certificateFile()), Path.of(settings.keyFile()));
    }

    private static Keys ofPem(Path certificateFile, Path keyFile) throws SecurityFileException {
        List<X509Certificate> chain = PemFile.read(certificateFile).certificates();
        PublicKey publicKey = chain.get(0).getPublicKey();
        PrivateKey key = PemFile.read(keyFile).privateKey(publicKey.getAlgorithm());
        checkOrder(certificateFile, chain);
        checkFits(keyFile, key, chain.get(0), certificateFile.toString());
        char[] password = "in memory only".toCharArray();
        try {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(null, null);
            store.setKeyEntry("own", key, password, chain.toArray(new Certificate[0]));
            return new Keys(store, password, chain);
        } catch (GeneralSecurityException | IOException unusable) {
            throw new SecurityFileException(keyFile, "the JVM cannot use this key: " + unusable.getMessage(), unusable);
        }
    }

    private static void checkOrder(Path file, List<X509Certificate> chain) throws SecurityFileException {
        for (int i = 0; i + 1 < chain.size(); i++) {
            if (!chain.get(i).getIssuerX500Principal().equals(chain.get(i + 1).getSubjectX500Principal())) {
                throw new SecurityFileException(
                        file,
                        "certificate number " + (i + 2) + " (" + name(chain.get(i + 1))
                                + ") has not issued the one before it (" + name(chain.get(i))
                                + "); begin with one's own certificate, and let its issuer follow",
                        null);
            }
        }
    }

    private static void checkFits(Path keyFile, PrivateKey key, X509Certificate certificate, String certificateFile)
            throws SecurityFileException {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    case "EdDSA", "Ed25519", "Ed448" -> "EdDSA";
                    default -> null;
                };
        if (algorithm == null) {
            return;
        }
        byte[] sample = {1, 2, 3};
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(sample);
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(certificate.getPublicKey());
            verifying.update(sample);
            if (verifying.verify(signing.sign())) {
                return;
            }
        } catch (GeneralSecurityException doesNotFit) {
            // said below
        }
        throw new SecurityFileException(
                keyFile,
                "the private key does not belong to the certificate of " + name(certificate) + " in " + certificateFile
                        + "; name the two that were made together",
                null);
    }

    private static Keys ofPkcs12(Path file, @Nullable String password) throws SecurityFileException {
        KeyStore store = load(file, password, "tlsKeyStorePassword");
        char[] secret = secret(password);
        try {
            List<String> keys = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    keys.add(alias);
                }
            }
            if (keys.size() != 1) {
                throw new SecurityFileException(
                        file,
                        keys.isEmpty()
                                ? "there is no private key in it; put certificate and key into it together"
                                : "there are " + keys.size() + " private keys in it (" + String.join(", ", keys)
                                        + "), and which one is meant is open; keep one",
                        null);
            }
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate each : store.getCertificateChain(keys.get(0))) {
                chain.add((X509Certificate) each);
            }
            if (store.getKey(keys.get(0), secret) instanceof PrivateKey key) {
                checkFits(file, key, chain.get(0), file.toString());
            }
            return new Keys(store, secret, chain);
        } catch (UnrecoverableKeyException wrong) {
            throw new SecurityFileException(
                    file, "its private key has another passphrase than the file; give both the same", wrong);
        } catch (GeneralSecurityException unusable) {
            throw new SecurityFileException(file, "the JVM cannot use this key: " + unusable.getMessage(), unusable);
        }
    }

    /** A store of the certificates that are trusted; null when the settings name no file. */
    static @Nullable KeyStore trusted(TlsSettings settings) throws SecurityFileException {
        if (settings.trustFile().isEmpty()) {
            return null;
        }
        Path file = Path.of(settings.trustFile());
        try {
            if (isPkcs12(file)) {
                KeyStore store = load(file, settings.trustPassword(), "tlsTrustPassword");
                for (String alias : Collections.list(store.aliases())) {
                    if (store.isCertificateEntry(alias)) {
                        return store;
                    }
                }
                throw new SecurityFileException(
                        file,
                        "there is no trusted certificate in it; add the authority's with: keytool -importcert -trustcacerts"
                                + " -keystore FILE -file CA.pem",
                        null);
            }
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(null, null);
            for (X509Certificate each : PemFile.read(file).certificates()) {
                store.setCertificateEntry("trusted-" + store.size(), each);
            }
            return store;
        } catch (SecurityFileException known) {
            throw known;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new SecurityFileException(
                    file, "the JVM cannot use what is in it: " + unusable.getMessage(), unusable);
        }
    }

    private static boolean isPkcs12(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".p12") || name.endsWith(".pfx");
    }

    /** @param option the name of the option with the password, for the message */
    private static KeyStore load(Path file, @Nullable String password, String option) throws SecurityFileException {
        byte[] bytes = SecurityFiles.bytes(file);
        try {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(new ByteArrayInputStream(bytes), secret(password));
            return store;
        } catch (IOException wrong) {
            boolean passphrase = wrong.getCause() instanceof UnrecoverableKeyException;
            throw new SecurityFileException(
                    file,
                    passphrase
                            ? "the passphrase is wrong" + (password == null ? ", for none is set" : "")
                                    + "; set the option " + option
                            : "it is no file of PKCS#12, or it is damaged; other stores are converted with: keytool"
                                    + " -importkeystore -deststoretype PKCS12",
                    wrong);
        } catch (GeneralSecurityException unusable) {
            throw new SecurityFileException(
                    file, "the JVM cannot use what is in it: " + unusable.getMessage(), unusable);
        }
    }

    private static char[] secret(@Nullable String password) {
        return password == null ? new char[0] : password.toCharArray();
    }

    static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }
}
