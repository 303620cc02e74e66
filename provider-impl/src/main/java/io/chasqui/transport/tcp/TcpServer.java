package io.chasqui.transport.tcp;

import io.chasqui.loop.EventLoop;
import io.chasqui.loop.vertx.VertxLoops;
import io.chasqui.protocol.BrokerPort;
import io.chasqui.security.Channel;
import io.chasqui.security.Gate;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** The listeners of a broker. Opened and closed by whoever runs it; sockets are spread over the broker's loops. */
public final class TcpServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(TcpServer.class.getName());

    private final VertxLoops loops;
    private final BrokerPort broker;
    private final Gate gate;
    private final ServerSettings settings;
    private final @Nullable TlsEnd tls;
    private final ServerLinks links;
    private final List<NetServer> servers = new CopyOnWriteArrayList<>();
    private final List<NetServer> tlsServers = new CopyOnWriteArrayList<>();
    private final List<Endpoint> bound = new ArrayList<>();
    private volatile boolean accepting = true;

    private TcpServer(VertxLoops loops, BrokerPort broker, Gate gate, ServerSettings settings, @Nullable TlsEnd tls) {
        this.loops = loops;
        this.broker = broker;
        this.gate = gate;
        this.settings = settings;
        this.tls = tls;
        links = new ServerLinks(settings.maxConnections());
    }

    /**
     * Begins to listen.
     *
     * @param tls certificates, for endpoints that speak TLS; null when none does
     * @throws IOException when one of the endpoints cannot be had; then none is listened at
     */
    public static TcpServer start(
            List<Endpoint> endpoints,
            VertxLoops loops,
            BrokerPort broker,
            Gate gate,
            ServerSettings settings,
            @Nullable TlsEnd tls)
            throws IOException {
        TcpServer server = new TcpServer(loops, broker, gate, settings, tls);
        try {
            for (Endpoint endpoint : endpoints) {
                server.listen(endpoint);
            }
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void listen(Endpoint endpoint) throws IOException {
        // Below 0: one port that is free, the same for all loops.
        int wanted = endpoint.port() == 0 ? -1 - bound.size() : endpoint.port();
        int port = 0;
        for (EventLoop loop : loops.loops()) {
            Promise<NetServer> listening = Promise.promise();
            loop.execute(() -> open(endpoint, loop, wanted).onComplete(listening));
            try {
                port = listening
                        .future()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join()
                        .actualPort();
            } catch (CompletionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                throw new IOException(
                        "cannot listen at " + endpoint + ": " + cause.getMessage()
                                + "; does something else listen there already? Take another port, or 0 for any",
                        cause);
            }
        }
        bound.add(new Endpoint(endpoint.host(), port, endpoint.tls()));
    }

    private Future<NetServer> open(Endpoint endpoint, EventLoop loop, int port) {
        NetServerOptions options = new NetServerOptions()
                .setHost(endpoint.host())
                .setPort(port)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setAcceptBacklog(1024);
        if (endpoint.tls() && tls != null) {
            tls.configure(options);
        }
        PacedLog log = new PacedLog(LOG, loop);
        ServerHandshake.Context context = new ServerHandshake.Context(loop, broker, gate, links, settings, log);
        NetServer server = loops.vertx().createNetServer(options);
        servers.add(server);
        if (endpoint.tls()) {
            tlsServers.add(server);
        }
        // Whose connection it was is not told when it fails before TLS stands.
        server.exceptionHandler(cause -> loop.execute(() -> log.warn("refused a connection at "
                + new Endpoint(endpoint.host(), server.actualPort(), endpoint.tls()) + ": "
                + LineFailures.explain(cause))));
        server.connectHandler(socket -> accept(context, socket));
        return server.listen();
    }

    private void accept(ServerHandshake.Context context, NetSocket socket) {
        if (!accepting) {
            socket.close();
            return;
        }
        String address = String.valueOf(socket.remoteAddress());
        if (!links.takePlace()) {
            socket.close();
            context.loop().execute(() -> context.log()
                    .warn("refused " + address + ": there are " + links.mostLinks()
                            + " connections, which is the limit (maxConnections), and others that want one"));
            return;
        }
        Channel channel = new Channel(address, socket.isSsl(), certificateName(socket));
        Line line = new Line(socket, context.loop(), new Nobody());
        VertxLoops.enter(context.loop(), () -> new ServerHandshake(context, line, channel));
    }

    private static @Nullable String certificateName(NetSocket socket) {
        if (!socket.isSsl()) {
            return null;
        }
        try {
            return socket.sslSession().getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? certificate.getSubjectX500Principal().getName()
                    : null;
        } catch (SSLPeerUnverifiedException none) {
            return null;
        }
    }

    /** Where it listens, with the ports that were chosen. */
    public List<Endpoint> endpoints() {
        return List.copyOf(bound);
    }

    /** How many links there are, with and without a socket. */
    public int linkCount() {
        return links.count();
    }

    /** How many sockets and links count against the limit. */
    int placeCount() {
        return links.takenPlaces();
    }

    /** How many links have a socket. */
    public int attachedCount() {
        return links.attachedCount();
    }

    /** New connections get this; those that stand keep what they have. */
    public void useFromNowOn(TlsEnd fresh) {
        for (NetServer server : tlsServers) {
            server.updateSSLOptions(fresh.forServer())
                    .onFailure(cause ->
                            LOG.log(System.Logger.Level.ERROR, "a listener did not take the new certificates", cause));
        }
    }

    /**
     * Takes no new sockets; links that stand go on.
     *
     * <p>Design note: not by {@code NetServer.shutdown}, for a {@code close} right behind that, which ends its grace, can make
     * Vert.x 5.0 set a timer of 0 ms, which it refuses, and then neither of the two ever ends.
     */
    public void stopAccepting() {
        accepting = false;
    }

    @Override
    public void close() {
        for (NetServer server : servers) {
            try {
                server.close().toCompletionStage().toCompletableFuture().join();
            } catch (CompletionException e) {
                LOG.log(System.Logger.Level.WARNING, "a listener did not close cleanly", e);
            }
        }
        servers.clear();
    }
}
