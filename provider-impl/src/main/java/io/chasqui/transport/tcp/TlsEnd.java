package io.chasqui.transport.tcp;

import io.chasqui.security.TlsMaterial;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TCPSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * How one end of its links speaks TLS.
 *
 * @param material its certificates and keys, and whom it trusts
 * @param clientCertificates what a broker wants of its clients
 * @param verifyHost whether a client insists that the certificate is for the host it connects to
 */
public record TlsEnd(TlsMaterial material, ClientCertificates clientCertificates, boolean verifyHost) {

    private static final Set<String> VERSIONS = new LinkedHashSet<>(TlsMaterial.PROTOCOLS);

    /** Whether clients show certificates. */
    public enum ClientCertificates {
        IGNORED,
        WELCOME,
        REQUIRED
    }

    ClientSSLOptions forClient() {
        ClientSSLOptions options = new ClientSSLOptions().setHostnameVerificationAlgorithm(verifyHost ? "HTTPS" : "");
        fill(options);
        return options;
    }

    ServerSSLOptions forServer() {
        ServerSSLOptions options = new ServerSSLOptions().setClientAuth(clientAuth());
        fill(options);
        return options;
    }

    private void fill(SSLOptions options) {
        options.setEnabledSecureTransportProtocols(VERSIONS);
        KeyCertOptions own = own();
        if (own != null) {
            options.setKeyCertOptions(own);
        }
        TrustOptions trust = trusted();
        if (trust != null) {
            options.setTrustOptions(trust);
        }
    }

    void configure(NetServerOptions options) {
        TCPSSLOptions tls =
                options.setClientAuth(clientAuth()).setSsl(true).setEnabledSecureTransportProtocols(VERSIONS);
        KeyCertOptions own = own();
        if (own != null) {
            tls.setKeyCertOptions(own);
        }
        TrustOptions trust = trusted();
        if (trust != null) {
            tls.setTrustOptions(trust);
        }
    }

    private ClientAuth clientAuth() {
        return switch (clientCertificates) {
            case IGNORED -> ClientAuth.NONE;
            case WELCOME -> ClientAuth.REQUEST;
            case REQUIRED -> ClientAuth.REQUIRED;
        };
    }

    private @Nullable KeyCertOptions own() {
        KeyManagerFactory keys = material.keyManagerFactory();
        return keys == null
                ? null
                : Arrays.stream(keys.getKeyManagers())
                        .filter(X509KeyManager.class::isInstance)
                        .map(manager -> KeyCertOptions.wrap((X509KeyManager) manager))
                        .findFirst()
                        .orElse(null);
    }

    private @Nullable TrustOptions trusted() {
        TrustManagerFactory trust = material.trustManagerFactory();
        return trust == null ? null : TrustOptions.wrap(trust.getTrustManagers()[0]);
    }
}
