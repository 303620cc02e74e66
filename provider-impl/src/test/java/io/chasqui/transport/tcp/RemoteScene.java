package io.chasqui.transport.tcp;

import io.chasqui.api.spi.ConnectionSettings;
import io.chasqui.api.spi.Credentials;
import io.chasqui.disk.FileDirectory;
import io.chasqui.engine.Engine;
import io.chasqui.engine.EngineSettings;
import io.chasqui.engine.body.LargeBodies;
import io.chasqui.engine.record.Disk;
import io.chasqui.engine.session.BrokerTraits;
import io.chasqui.engine.session.Login;
import io.chasqui.jms.JmsOpener;
import io.chasqui.loop.vertx.VertxLoops;
import io.chasqui.protocol.Identity;
import io.chasqui.security.Channel;
import io.chasqui.security.Gate;
import io.chasqui.security.NoProof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A broker with a listener on loopback, and clients of it, without any security. For one test. */
final class RemoteScene implements AutoCloseable {

    static final LinkSettings LINK = new LinkSettings(16 << 10, 64 << 20, 30_000, 10_000);

    /** The longest body that goes into a file. */
    static final int MOST_BODY_BYTES = 8 << 20;

    private final ExecutorService bodyThread = Executors.newSingleThreadExecutor();
    private final ClientLoops clients = new ClientLoops();
    private final int loopCount;
    private final ServerSettings settings;
    private volatile Path bodyFolder;
    private VertxLoops loops;
    private Engine engine;
    private TcpServer server;
    private int port;

    RemoteScene(int loopCount, ServerSettings settings) throws IOException {
        this.loopCount = loopCount;
        this.settings = settings;
        start();
    }

    static RemoteScene start(int loopCount) throws IOException {
        return new RemoteScene(loopCount, new ServerSettings(LINK, 10_000, 0, "test broker"));
    }

    private void start() throws IOException {
        loops = VertxLoops.start(loopCount, "test");
        engine = new Engine(
                loops.loops(),
                EngineSettings.inMemory(
                        new BrokerTraits("b" + System.nanoTime(), "1", 1024, 8 << 20, 32 << 20),
                        256 << 20,
                        0,
                        10_000,
                        10,
                        "DLQ",
                        60_000,
                        0,
                        Login.OPEN),
                bodies());
        server = TcpServer.start(
                List.of(new Endpoint("127.0.0.1", port, false)), loops, engine, new OpenGate(), settings, null);
        port = server.endpoints().get(0).port();
    }

    private LargeBodies bodies() {
        return new LargeBodies(
                () -> {
                    bodyFolder = Files.createTempDirectory("remote-scene-");
                    return new FileDirectory(bodyFolder);
                },
                bodyThread,
                new Disk(0),
                MOST_BODY_BYTES);
    }

    /** Where the files of large bodies are, once there is one. */
    Path bodyFolder() {
        return bodyFolder;
    }

    /** How many files of large bodies the broker has. */
    int bodyCount() {
        return engine.broker().bodies().count();
    }

    /** Ends the broker at once and starts a new one, which knows nothing, at the same port. */
    void restart() throws IOException {
        stop();
        start();
    }

    void stop() {
        server.close();
        loops.close();
    }

    int port() {
        return port;
    }

    Engine engine() {
        return engine;
    }

    TcpServer server() {
        return server;
    }

    JmsOpener opener() {
        return opener(port, null);
    }

    JmsOpener opener(int at, @Nullable String clientId) {
        return opener(at, clientId, -1);
    }

    JmsOpener opener(int at, @Nullable String clientId, int reconnectAttempts) {
        return opener(at, clientId, new ClientSettings(LINK, 5_000, 0, reconnectAttempts, 10, 200, "test client"));
    }

    JmsOpener opener(int at, @Nullable String clientId, ClientSettings client) {
        long patience = TimeUnit.SECONDS.toMillis(30);
        return new JmsOpener(
                new TcpBroker(
                        List.of(new Endpoint("127.0.0.1", at, false)),
                        client,
                        (offered, encrypted) -> new NoProof(),
                        clients,
                        null),
                new ConnectionSettings(clientId, 100, patience, patience, false, List.of("*")),
                new Credentials(null, null));
    }

    void awaitNoneAttached() {
        await("no link has a socket", () -> server.attachedCount() == 0);
    }

    void awaitNoLinks() {
        await("there is no link", () -> server.linkCount() == 0);
    }

    void awaitNoConnections() {
        await(
                "the engine has no connection",
                () -> engine.broker().connections().count() == 0);
    }

    /** Looks again and again, for a condition nobody tells of. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within 20 s: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        stop();
        bodyThread.shutdown();
    }

    /** Lets everybody in. */
    private static final class OpenGate implements Gate {
        @Override
        public List<String> mechanisms(Channel channel) {
            return List.of("ANONYMOUS");
        }

        @Override
        public Exchange begin(String mechanism, Channel channel) {
            return (byte[] message, Consumer<Verdict> verdict) ->
                    verdict.accept(new Verdict.Accepted(Identity.ANONYMOUS, new byte[0]));
        }
    }
}
