package io.chasqui.transport.tcp;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * What one end needs to speak TLS.
 *
 * @param keys its own certificate and key; null for a client that shows none
 * @param trust which certificates it trusts; null for those the JVM trusts (a client) or for none (a broker)
 * @param clientCertificates what a broker wants of its clients
 * @param verifyHost whether a client insists that the certificate is for the host it connects to
 */
public record TlsMaterial(
        @Nullable KeyManagerFactory keys,
        @Nullable TrustManagerFactory trust,
        ClientCertificates clientCertificates,
        boolean verifyHost) {

    private static final Set<String> VERSIONS = new LinkedHashSet<>(List.of("TLSv1.3", "TLSv1.2"));

    /** Whether clients show certificates. */
    public enum ClientCertificates {
        IGNORED,
        WELCOME,
        REQUIRED
    }

    ClientSSLOptions forClient() {
        ClientSSLOptions options = new ClientSSLOptions().setHostnameVerificationAlgorithm(verifyHost ? "HTTPS" : "");
        options.setEnabledSecureTransportProtocols(VERSIONS);
        KeyCertOptions own = own();
        if (own != null) {
            options.setKeyCertOptions(own);
        }
        if (trust != null) {
            options.setTrustOptions(trusted(trust));
        }
        return options;
    }

    ServerSSLOptions forServer() {
        ServerSSLOptions options = new ServerSSLOptions().setClientAuth(clientAuth());
        options.setEnabledSecureTransportProtocols(VERSIONS);
        KeyCertOptions own = own();
        if (own != null) {
            options.setKeyCertOptions(own);
        }
        if (trust != null) {
            options.setTrustOptions(trusted(trust));
        }
        return options;
    }

    void configure(NetServerOptions options) {
        options.setSsl(true).setClientAuth(clientAuth()).setEnabledSecureTransportProtocols(VERSIONS);
        KeyCertOptions own = own();
        if (own != null) {
            options.setKeyCertOptions(own);
        }
        if (trust != null) {
            options.setTrustOptions(trusted(trust));
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
        return keys == null
                ? null
                : Arrays.stream(keys.getKeyManagers())
                        .filter(X509KeyManager.class::isInstance)
                        .map(manager -> KeyCertOptions.wrap((X509KeyManager) manager))
                        .findFirst()
                        .orElse(null);
    }

    private static TrustOptions trusted(TrustManagerFactory factory) {
        return TrustOptions.wrap(factory.getTrustManagers()[0]);
    }
}
