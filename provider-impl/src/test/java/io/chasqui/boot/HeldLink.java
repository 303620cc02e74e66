package io.chasqui.boot;

import io.chasqui.protocol.CommandSink;
import io.chasqui.protocol.ConnectionCommand;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.EventSink;
import io.chasqui.protocol.Peer;
import io.chasqui.security.NoProof;
import io.chasqui.transport.tcp.ClientLoops;
import io.chasqui.transport.tcp.ClientSettings;
import io.chasqui.transport.tcp.Endpoint;
import io.chasqui.transport.tcp.LinkSettings;
import io.chasqui.transport.tcp.TcpBroker;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The connection of an anonymous client that does nothing but be there. */
final class HeldLink implements AutoCloseable {

    private static final ClientSettings SETTINGS =
            new ClientSettings(new LinkSettings(1 << 18, 1 << 20, 30_000, 10_000), 10_000, 0, 0, 10, 10, "a test");

    private final CompletableFuture<Event> opened = new CompletableFuture<>();
    private final CommandSink commands;

    private HeldLink(URI address) {
        TcpBroker broker = new TcpBroker(
                List.of(new Endpoint(address.getHost(), address.getPort(), false)),
                SETTINGS,
                (offered, encrypted) -> new NoProof(),
                new ClientLoops(),
                null);
        commands = broker.connect(Peer.LOCAL, new EventSink() {
            @Override
            public void accept(Event event) {
                opened.complete(event);
            }

            @Override
            public void endOfBatch() {
                // Nobody waits for more.
            }
        });
        commands.accept(new ConnectionCommand.Open(1, null, null, null));
    }

    static HeldLink to(URI address) {
        return new HeldLink(address);
    }

    /** Returns when the broker counts this connection. */
    void awaitOpening() {
        if (!(opened.join() instanceof Event.Opened)) {
            throw new IllegalStateException("the broker did not open the connection: " + opened.join());
        }
    }

    @Override
    public void close() {
        commands.abandon();
    }
}
