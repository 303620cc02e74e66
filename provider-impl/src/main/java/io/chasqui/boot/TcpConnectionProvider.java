package io.chasqui.boot;

import io.chasqui.api.option.Address;
import io.chasqui.api.spi.ClientNetwork;
import io.chasqui.api.spi.ConnectionProvider;
import io.chasqui.api.spi.ConnectionSettings;
import io.chasqui.api.spi.Credentials;
import io.chasqui.jms.JmsOpener;
import io.chasqui.security.Proofs;
import io.chasqui.transport.tcp.ClientLoops;
import io.chasqui.transport.tcp.ClientSettings;
import io.chasqui.transport.tcp.Endpoint;
import io.chasqui.transport.tcp.LinkSettings;
import io.chasqui.transport.tcp.Prover;
import io.chasqui.transport.tcp.TcpBroker;
import java.net.URI;
import java.util.List;

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
    public Opener opener(URI address, ConnectionSettings settings, Credentials credentials) {
        List<Endpoint> endpoints = Address.parse(address.toString()).members().stream()
                .map(TcpConnectionProvider::endpoint)
                .toList();
        TcpBroker broker = new TcpBroker(
                endpoints, clientSettings(settings.network()), prover(settings, credentials), LOOPS, null);
        return new JmsOpener(broker, settings, credentials);
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
