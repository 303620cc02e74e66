package io.chasqui.boot;

import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.broker.NetworkSettings;
import io.chasqui.api.security.ClientAuthentication;
import io.chasqui.loop.EventLoop;
import io.chasqui.loop.vertx.VertxLoops;
import io.chasqui.protocol.BrokerPort;
import io.chasqui.security.TlsMaterial;
import io.chasqui.transport.tcp.Endpoint;
import io.chasqui.transport.tcp.LinkSettings;
import io.chasqui.transport.tcp.ServerSettings;
import io.chasqui.transport.tcp.TcpServer;
import io.chasqui.transport.tcp.TlsEnd;
import io.chasqui.transport.tcp.TlsEnd.ClientCertificates;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Where a broker is reached over the network. Opened and closed with the broker. */
final class Listeners implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Listeners.class.getName());

    /** How often it is looked whether the files with certificates have changed. */
    private static final long LOOK_MILLIS = 5_000;

    /** A message takes up to three times as many bytes as it counts, for texts count in characters; and something for the rest. */
    private static final long BYTES_A_CHARACTER = 3;

    private static final long OTHER_BYTES = 1 << 20;

    /** Of what cannot go into a file: a message without its body, and commands that are none. */
    private static final long MOST_ASSEMBLED_BYTES = 32 << 20;

    private final TcpServer server;
    private final Executor blocking;
    private @Nullable TlsMaterial material;
    private volatile boolean closed;

    private Listeners(TcpServer server, Executor blocking, @Nullable TlsMaterial material) {
        this.server = server;
        this.blocking = blocking;
        this.material = material;
    }

    /**
     * Begins to listen; null when the configuration names no address.
     *
     * @throws IOException when an address cannot be had, or a certificate cannot be used
     */
    static @Nullable Listeners start(
            BrokerConfiguration configuration, BrokerSecurity security, VertxLoops loops, BrokerPort broker)
            throws IOException {
        NetworkSettings network = configuration.network();
        if (network.listen().isEmpty()) {
            return null;
        }
        List<Endpoint> endpoints =
                network.listen().stream().map(Listeners::endpoint).toList();
        TlsMaterial material = endpoints.stream().anyMatch(Endpoint::tls) ? security.tls() : null;
        TcpServer server = TcpServer.start(
                endpoints,
                loops,
                broker,
                security.gate(loops.blocking()),
                settings(configuration),
                material == null ? null : end(configuration, material));
        Listeners listeners = new Listeners(server, loops.blocking(), material);
        if (material != null) {
            listeners.watch(configuration, loops.loops().get(0));
        }
        return listeners;
    }

    private static Endpoint endpoint(URI address) {
        return new Endpoint(
                address.getHost(), address.getPort(), address.getScheme().equals("tls"));
    }

    private static ServerSettings settings(BrokerConfiguration configuration) {
        NetworkSettings network = configuration.network();
        long assembled = Math.min(configuration.maxMessageBytes(), MOST_ASSEMBLED_BYTES);
        LinkSettings link = new LinkSettings(
                network.maxFrameBytes(),
                assembled * BYTES_A_CHARACTER + OTHER_BYTES,
                network.idleMillis(),
                network.handshakeMillis());
        return new ServerSettings(link, network.resumeMillis(), network.maxConnections(), Program.name());
    }

    private static TlsEnd end(BrokerConfiguration configuration, TlsMaterial material) {
        ClientAuthentication wanted = configuration.security().tlsClientAuthentication();
        return new TlsEnd(
                material,
                switch (wanted) {
                    case NONE -> ClientCertificates.IGNORED;
                    case OPTIONAL -> ClientCertificates.WELCOME;
                    case REQUIRED -> ClientCertificates.REQUIRED;
                },
                false);
    }

    private void watch(BrokerConfiguration configuration, EventLoop loop) {
        loop.schedule(LOOK_MILLIS, () -> {
            if (!closed) {
                blocking.execute(() -> {
                    renewCertificates(configuration);
                    watch(configuration, loop);
                });
            }
        });
    }

    private void renewCertificates(BrokerConfiguration configuration) {
        TlsMaterial before = material;
        TlsMaterial now = before == null ? null : before.refreshed();
        if (now != null && now != before) {
            material = now;
            server.useFromNowOn(end(configuration, now));
            LOG.log(System.Logger.Level.INFO, "new TLS connections get the new certificates");
        }
    }

    /** Where clients connect, with the ports that were chosen. */
    List<URI> addresses() {
        return server.endpoints().stream()
                .map(endpoint -> URI.create(endpoint.toString()))
                .toList();
    }

    /** How many connections there are whose sockets work. */
    int connectionCount() {
        return server.attachedCount();
    }

    /** Takes no new sockets; what is connected goes on. */
    void stopAccepting() {
        server.stopAccepting();
    }

    @Override
    public void close() {
        closed = true;
        server.close();
    }
}
