package io.chasqui.boot;

import io.chasqui.api.option.Address;
import io.chasqui.api.security.ClientSecurity;
import io.chasqui.api.spi.ClientNetwork;
import io.chasqui.api.spi.ConnectionProvider;
import io.chasqui.api.spi.ConnectionSettings;
import io.chasqui.api.spi.Credentials;
import io.chasqui.jms.JmsOpener;
import io.chasqui.jms.message.FailureCodes;
import io.chasqui.security.Proofs;
import io.chasqui.security.SecurityFileException;
import io.chasqui.security.TlsMaterial;
import io.chasqui.transport.tcp.ClientLoops;
import io.chasqui.transport.tcp.ClientSettings;
import io.chasqui.transport.tcp.Endpoint;
import io.chasqui.transport.tcp.LinkSettings;
import io.chasqui.transport.tcp.Prover;
import io.chasqui.transport.tcp.TcpBroker;
import io.chasqui.transport.tcp.TlsEnd;
import io.chasqui.transport.tcp.TlsEnd.ClientCertificates;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Serves {@code tcp://} and {@code tls://} and lists of these: connections to a broker in another process. */
public final class TcpConnectionProvider implements ConnectionProvider {

    /** Shared by all clients of this JVM (more exactly: of the class loader that loads this class). */
    private static final ClientLoops LOOPS = new ClientLoops();

    private static final int MAX_FRAME_BYTES = 256 << 10;

    @Override
    public boolean serves(URI address) {
        return Address.parse(address.toString()).isRemote();
    }

    @Override
    public Opener opener(URI address, ConnectionSettings settings, Credentials credentials) throws JMSException {
        List<Endpoint> endpoints = Address.parse(address.toString()).members().stream()
                .map(TcpConnectionProvider::endpoint)
                .toList();
        TcpBroker broker = new TcpBroker(
                endpoints,
                clientSettings(settings.network()),
                prover(settings, credentials),
                LOOPS,
                endpoints.stream().anyMatch(Endpoint::tls) ? tls(settings.security()) : null);
        return new JmsOpener(broker, settings, credentials);
    }

    @Override
    public void rest() {
        LOOPS.rest();
    }

    private static Endpoint endpoint(URI member) {
        return new Endpoint(
                member.getHost(), member.getPort(), member.getScheme().equals("tls"));
    }

    private static ClientSettings clientSettings(ClientNetwork network) {
        LinkSettings link = new LinkSettings(
                MAX_FRAME_BYTES, Integer.MAX_VALUE - 16, network.idleMillis(), network.connectTimeoutMillis());
        return new ClientSettings(
                link,
                network.connectTimeoutMillis(),
                network.initialConnectMillis(),
                network.reconnectAttempts(),
                network.reconnectDelayMillis(),
                network.reconnectMaxDelayMillis(),
                Program.name());
    }

    /** Looks at each attempt whether the files have changed. */
    private static Supplier<TlsEnd> tls(ClientSecurity security) throws JMSException {
        AtomicReference<TlsMaterial> material = new AtomicReference<>();
        try {
            material.set(TlsMaterial.load(security.tls()));
        } catch (SecurityFileException unusable) {
            JMSSecurityException failure =
                    new JMSSecurityException(unusable.getMessage(), FailureCodes.INVALID_ARGUMENT);
            failure.initCause(unusable);
            throw failure;
        }
        return () -> new TlsEnd(
                material.updateAndGet(TlsMaterial::refreshed),
                ClientCertificates.IGNORED,
                !security.hostNameUnchecked());
    }

    private static Prover prover(ConnectionSettings settings, Credentials credentials) {
        boolean hasCertificate = settings.security().tls().hasOwnCertificate();
        boolean plainAllowed = settings.security().plainWithoutTlsAllowed();
        return (offered, encrypted) -> Proofs.choose(
                offered,
                credentials.user(),
                credentials.password(),
                new Proofs.Situation(encrypted, hasCertificate, plainAllowed));
    }
}
