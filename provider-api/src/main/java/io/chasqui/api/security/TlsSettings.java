package io.chasqui.api.security;

import org.jspecify.annotations.Nullable;

/**
 * Where certificates and keys are; immutable. Files end in {@code .p12} or {@code .pfx} for PKCS#12, and are PEM otherwise.
 *
 * @param certificateFile PEM: one's own certificate, and those between it and the authority; empty for none
 * @param keyFile PEM: the private key of that certificate, as unencrypted PKCS#8; empty for none
 * @param keyStoreFile PKCS#12 in place of the two; empty for none
 * @param keyStorePassword the password of that file; null for none
 * @param trustFile the authorities whose certificates are trusted; empty for those of the JVM (a client) or none (a broker)
 * @param trustPassword the password of that file, when it is PKCS#12; null for none
 */
public record TlsSettings(
        String certificateFile,
        String keyFile,
        String keyStoreFile,
        @Nullable String keyStorePassword,
        String trustFile,
        @Nullable String trustPassword) {

    /** No certificate, and no authority. */
    public static final TlsSettings NONE = new TlsSettings("", "", "", null, "", null);

    /** Whether it names a certificate of one's own. */
    public boolean hasOwnCertificate() {
        return !certificateFile.isEmpty() || !keyStoreFile.isEmpty();
    }

    /**
     * What contradicts itself, as a sentence without a full stop; null when nothing does.
     *
     * @param prefix stands before the names of the options
     */
    public @Nullable String contradiction(String prefix) {
        if (!keyStoreFile.isEmpty() && !(certificateFile.isEmpty() && keyFile.isEmpty())) {
            return prefix + "tlsKeyStoreFile takes the place of " + prefix + "tlsCertificateFile and " + prefix
                    + "tlsKeyFile; leave either out";
        }
        if (certificateFile.isEmpty() != keyFile.isEmpty()) {
            return prefix + "tlsCertificateFile and " + prefix
                    + "tlsKeyFile belong together, and one of them is missing";
        }
        return null;
    }

    /** Without passwords. */
    @Override
    public String toString() {
        return "TLS with certificate '" + (keyStoreFile.isEmpty() ? certificateFile : keyStoreFile) + "', trust '"
                + trustFile + "'";
    }
}
