package io.chasqui.transport.tcp;

import io.chasqui.loop.vertx.VertxLoops;
import io.chasqui.protocol.BrokerPort;
import io.chasqui.protocol.CommandSink;
import io.chasqui.protocol.EventSink;
import io.chasqui.protocol.Peer;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A broker somewhere else, as a client sees it. May be used by any thread. */
public final class TcpBroker implements BrokerPort {

    private final List<Endpoint> endpoints;
    private final ClientSettings settings;
    private final Prover prover;
    private final ClientLoops loops;
    private final @Nullable Supplier<TlsEnd> tls;

    /**
     * @param endpoints where it, or another broker like it, may be; tried in turn
     * @param tls trust and certificates for those that speak TLS, asked for at each attempt; null when none does
     */
    public TcpBroker(
            List<Endpoint> endpoints,
            ClientSettings settings,
            Prover prover,
            ClientLoops loops,
            @Nullable Supplier<TlsEnd> tls) {
        this.endpoints = List.copyOf(endpoints);
        this.settings = settings;
        this.prover = prover;
        this.loops = loops;
        this.tls = tls;
    }

    @Override
    public boolean encodes() {
        return true;
    }

    @Override
    public CommandSink connect(Peer peer, EventSink events) {
        ClientLoops.Lease lease = loops.lease();
        Attempts attempts = new Attempts(endpoints, settings, new SplittableRandom());
        Sockets sockets = new Sockets(lease);
        return new ClientLink(lease.loop(), sockets, settings, attempts, events, () -> {
                    sockets.close();
                    loops.giveBack(lease);
                })
                .sink();
    }

    /** The sockets of one link. */
    private final class Sockets implements ClientLink.Connector {
        private final ClientLoops.Lease lease;
        private final ClientHandshake.Context context;
        private @Nullable NetClient client;

        Sockets(ClientLoops.Lease lease) {
            this.lease = lease;
            context = new ClientHandshake.Context(lease.loop(), settings, prover);
        }

        @Override
        public void connect(Endpoint endpoint, Line.Listener listener, ClientLink.Connected connected) {
            close();
            NetClient opened = lease.vertx()
                    .createNetClient(new NetClientOptions().setTcpNoDelay(true).setTcpKeepAlive(true));
            client = opened;
            opened.connect(options(endpoint)).onComplete(result -> {
                NetSocket socket = result.result();
                if (socket == null) {
                    lease.loop()
                            .execute(() -> connected.connected(null, LineFailures.setback(endpoint, result.cause())));
                } else {
                    Line line = new Line(socket, lease.loop(), listener);
                    VertxLoops.enter(lease.loop(), () -> connected.connected(line, null));
                }
            });
        }

        private ConnectOptions options(Endpoint endpoint) {
            ConnectOptions options = new ConnectOptions()
                    .setHost(endpoint.host())
                    .setPort(endpoint.port())
                    .setTimeout(settings.connectMillis());
            if (endpoint.tls() && tls != null) {
                options.setSsl(true).setSslOptions(tls.get().forClient());
            }
            return options;
        }

        @Override
        public ClientHandshake begin(
                Line line, Endpoint endpoint, io.chasqui.wire.LinkFrame wanted, ClientHandshake.Outcome outcome) {
            return new ClientHandshake(context, line, endpoint, wanted, outcome);
        }

        void close() {
            NetClient earlier = client;
            client = null;
            if (earlier != null) {
                earlier.close();
            }
        }
    }
}
