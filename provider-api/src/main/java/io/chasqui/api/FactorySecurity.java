package io.chasqui.api;

import io.chasqui.api.security.ClientSecurity;
import io.chasqui.api.security.TlsSettings;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a connection factory that protect connections over the network. Meanings and defaults stand in {@link
 * FactoryOptions}.
 */
public abstract sealed class FactorySecurity implements Serializable permits FactoryNetwork {

    private static final long serialVersionUID = 1L;

    private String tlsTrustFile = "";
    private @Nullable String tlsTrustPassword;
    private String tlsCertificateFile = "";
    private String tlsKeyFile = "";
    private String tlsKeyStoreFile = "";
    private @Nullable String tlsKeyStorePassword;
    private boolean tlsInsecureHostNameUnchecked;
    private boolean plainWithoutTlsAllowed;

    FactorySecurity() {}

    public final String getTlsTrustFile() {
        return tlsTrustFile;
    }

    public final void setTlsTrustFile(String tlsTrustFile) {
        this.tlsTrustFile = Objects.requireNonNull(tlsTrustFile, "tlsTrustFile is null; give an empty text for none");
    }

    public final @Nullable String getTlsTrustPassword() {
        return tlsTrustPassword;
    }

    public final void setTlsTrustPassword(@Nullable String tlsTrustPassword) {
        this.tlsTrustPassword = tlsTrustPassword == null || tlsTrustPassword.isEmpty() ? null : tlsTrustPassword;
    }

    public final String getTlsCertificateFile() {
        return tlsCertificateFile;
    }

    public final void setTlsCertificateFile(String tlsCertificateFile) {
        this.tlsCertificateFile =
                Objects.requireNonNull(tlsCertificateFile, "tlsCertificateFile is null; give an empty text for none");
    }

    public final String getTlsKeyFile() {
        return tlsKeyFile;
    }

    public final void setTlsKeyFile(String tlsKeyFile) {
        this.tlsKeyFile = Objects.requireNonNull(tlsKeyFile, "tlsKeyFile is null; give an empty text for none");
    }

    public final String getTlsKeyStoreFile() {
        return tlsKeyStoreFile;
    }

    public final void setTlsKeyStoreFile(String tlsKeyStoreFile) {
        this.tlsKeyStoreFile =
                Objects.requireNonNull(tlsKeyStoreFile, "tlsKeyStoreFile is null; give an empty text for none");
    }

    public final @Nullable String getTlsKeyStorePassword() {
        return tlsKeyStorePassword;
    }

    public final void setTlsKeyStorePassword(@Nullable String tlsKeyStorePassword) {
        this.tlsKeyStorePassword =
                tlsKeyStorePassword == null || tlsKeyStorePassword.isEmpty() ? null : tlsKeyStorePassword;
    }

    public final boolean isTlsInsecureHostNameUnchecked() {
        return tlsInsecureHostNameUnchecked;
    }

    public final void setTlsInsecureHostNameUnchecked(boolean tlsInsecureHostNameUnchecked) {
        this.tlsInsecureHostNameUnchecked = tlsInsecureHostNameUnchecked;
    }

    public final boolean isPlainWithoutTlsAllowed() {
        return plainWithoutTlsAllowed;
    }

    public final void setPlainWithoutTlsAllowed(boolean plainWithoutTlsAllowed) {
        this.plainWithoutTlsAllowed = plainWithoutTlsAllowed;
    }

    /** @throws IllegalArgumentException when the values contradict each other */
    final ClientSecurity security() {
        TlsSettings tls = new TlsSettings(
                tlsCertificateFile, tlsKeyFile, tlsKeyStoreFile, tlsKeyStorePassword, tlsTrustFile, tlsTrustPassword);
        String contradiction = tls.contradiction("");
        if (contradiction != null) {
            throw new IllegalArgumentException(contradiction);
        }
        return new ClientSecurity(tls, tlsInsecureHostNameUnchecked, plainWithoutTlsAllowed);
    }
}
