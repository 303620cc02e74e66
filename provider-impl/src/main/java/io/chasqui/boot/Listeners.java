package io.chasqui.boot;

import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.broker.NetworkSettings;
import io.chasqui.loop.vertx.VertxLoops;
import io.chasqui.protocol.BrokerPort;
import io.chasqui.protocol.Identity;
import io.chasqui.security.Channel;
import io.chasqui.security.Gate;
import io.chasqui.transport.tcp.Endpoint;
import io.chasqui.transport.tcp.LinkSettings;
import io.chasqui.transport.tcp.ServerSettings;
import io.chasqui.transport.tcp.TcpServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a broker is reached over the network. Opened and closed with the broker. */
final class Listeners implements AutoCloseable {

    /** A message takes up to three times as many bytes as it counts, for texts count in characters; and something for the rest. */
    private static final long BYTES_A_CHARACTER = 3;

    private static final long OTHER_BYTES = 1 << 20;

    private final TcpServer server;

    private Listeners(TcpServer server) {
        this.server = server;
    }

    /**
     * Begins to listen; null when the configuration names no address.
     *
     * @throws IOException when an address cannot be had
     */
    static @Nullable Listeners start(BrokerConfiguration configuration, VertxLoops loops, BrokerPort broker)
            throws IOException {
        NetworkSettings network = configuration.network();
        if (network.listen().isEmpty()) {
            return null;
        }
        List<Endpoint> endpoints =
                network.listen().stream().map(Listeners::endpoint).toList();
        if (endpoints.stream().anyMatch(Endpoint::tls)) {
            throw new IOException("tls:// needs a certificate, which cannot be configured yet; listen at tcp://");
        }
        return new Listeners(
                TcpServer.start(endpoints, loops, broker, gate(configuration), settings(configuration), null));
    }

    /** The place of the gatekeeper who knows users; until he is there, only the anonymous user is let in. */
    private static Gate gate(BrokerConfiguration configuration) {
        boolean open = configuration.anonymousAllowed() && configuration.users().isEmpty();
        return new Gate() {
            @Override
            public List<String> mechanisms(Channel channel) {
                return open ? List.of("ANONYMOUS") : List.of();
            }

            @Override
            public Exchange begin(String mechanism, Channel channel) {
                return (message, verdict) -> verdict.accept(new Verdict.Accepted(Identity.ANONYMOUS, new byte[0]));
            }
        };
    }

    private static Endpoint endpoint(URI address) {
        return new Endpoint(
                address.getHost(), address.getPort(), address.getScheme().equals("tls"));
    }

    private static ServerSettings settings(BrokerConfiguration configuration) {
        NetworkSettings network = configuration.network();
        long assembled = configuration.maxMessageBytes() * BYTES_A_CHARACTER + OTHER_BYTES;
        LinkSettings link = new LinkSettings(
                network.maxFrameBytes(),
                Math.min(assembled, Integer.MAX_VALUE - 16),
                network.idleMillis(),
                network.handshakeMillis());
        return new ServerSettings(link, network.resumeMillis(), network.maxConnections(), Program.name());
    }

    /** Where clients connect, with the ports that were chosen. */
    List<URI> addresses() {
        return server.endpoints().stream()
                .map(endpoint -> URI.create(endpoint.toString()))
                .toList();
    }

    /** How many connections there are, with those whose sockets are broken. */
    int connectionCount() {
        return server.linkCount();
    }

    /** Takes no new sockets; what is connected goes on. */
    void stopAccepting() {
        server.stopAccepting();
    }

    @Override
    public void close() {
        server.close();
    }
}
