package io.chasqui.boot;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.broker.LimitPolicy;
import io.chasqui.engine.Engine;
import io.chasqui.engine.EngineSettings;
import io.chasqui.engine.queue.Overflow;
import io.chasqui.engine.record.Disk;
import io.chasqui.engine.recovery.Checkpointer;
import io.chasqui.engine.recovery.Recovered;
import io.chasqui.engine.session.BrokerTraits;
import io.chasqui.loop.vertx.VertxLoops;
import io.chasqui.protocol.BrokerPort;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A broker in this JVM: an engine on event loops of its own. May be used by any thread. */
final class EmbeddedBroker implements Broker {

    /** How much each session may have under way: enough to keep the loops busy, little enough to bound their queues. */
    private static final int WINDOW_MESSAGES = 1024;

    private static final long WINDOW_BYTES = 8L << 20;

    private final VmBrokers registry;
    private final BrokerConfiguration configuration;
    private final BrokerSecurity security;
    private final VertxLoops loops;
    private final @Nullable BrokerStore store;
    private final @Nullable Checkpointer checkpointer;
    /** Where nothing survives; otherwise the store has them. */
    private @Nullable BodyFiles bodyFiles;

    private final Engine engine;
    private final @Nullable Listeners listeners;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @throws IOException when the data directory or a file of users or permissions cannot be used; nothing is left running then */
    EmbeddedBroker(VmBrokers registry, BrokerConfiguration configuration, Directories directories) throws IOException {
        this.registry = registry;
        this.configuration = configuration;
        this.security = BrokerSecurity.of(configuration);
        this.store = configuration.dataDirectory().isEmpty() ? null : BrokerStore.open(configuration, directories);
        this.loops = VertxLoops.start(loopCount(configuration), "chasqui-" + configuration.name());
        this.engine = engine(directories);
        this.checkpointer = store == null ? null : restore(store);
        this.listeners = listen();
    }

    private Engine engine(Directories directories) {
        if (store == null) {
            bodyFiles = new BodyFiles(configuration, directories, new Disk(0));
            return new Engine(loops.loops(), settings(), bodyFiles.bodies());
        }
        Recovered recovered = store.takeRecovered();
        return new Engine(loops.loops(), settings(), recovered.bodies(), recovered);
    }

    private @Nullable Listeners listen() throws IOException {
        try {
            return Listeners.start(configuration, security, loops, engine);
        } catch (IOException e) {
            stop("the broker cannot listen");
            throw e;
        }
    }

    private Checkpointer restore(BrokerStore opened) throws IOException {
        CompletableFuture<Checkpointer> restored = new CompletableFuture<>();
        engine.restore(configuration.checkpointMillis(), restored::complete, restored::completeExceptionally);
        try {
            return restored.join();
        } catch (CompletionException e) {
            opened.close(null);
            loops.close();
            throw new IOException(
                    "what is in " + configuration.dataDirectory() + " cannot be restored: " + e.getCause(), e);
        }
    }

    private static int loopCount(BrokerConfiguration configuration) {
        int wanted = configuration.eventLoops();
        return wanted > 0 ? wanted : Placement.loopsFor(Runtime.getRuntime().availableProcessors());
    }

    private EngineSettings settings() {
        String letters = configuration.deadLetterQueue();
        return new EngineSettings(
                new BrokerTraits(
                        store == null ? RandomId.next() : store.brokerId(),
                        RandomId.brief(),
                        WINDOW_MESSAGES,
                        WINDOW_BYTES,
                        configuration.maxMessageBytes()),
                configuration.memoryLimitBytes(),
                configuration.destinationLimitBytes(),
                configuration.sendBlockMillis(),
                configuration.maxDeliveries(),
                letters.isEmpty() ? null : letters,
                configuration.transactionTimeoutMillis(),
                configuration.idleDestinationMillis(),
                security.access(loops.blocking()),
                overflow(configuration.limitPolicy()),
                new DurabilityRules(configuration));
    }

    private static Overflow overflow(LimitPolicy policy) {
        return switch (policy) {
            case PAGE -> Overflow.PAGE;
            case BLOCK -> Overflow.BLOCK;
            case FAIL -> Overflow.FAIL;
        };
    }

    BrokerPort port() {
        return engine;
    }

    @Override
    public BrokerConfiguration configuration() {
        return configuration;
    }

    @Override
    public ConnectionFactory connectionFactory() {
        return new ChasquiConnectionFactory("vm://" + configuration.name());
    }

    @Override
    public List<URI> addresses() {
        return listeners == null ? List.of() : listeners.addresses();
    }

    /** How many connections there are over the network. */
    int remoteConnectionCount() {
        return listeners == null ? 0 : listeners.connectionCount();
    }

    /** Takes no new connections over the network; those there are go on. */
    void stopAccepting() {
        if (listeners != null) {
            listeners.stopAccepting();
        }
    }

    @Override
    public boolean isRunning() {
        return !closed.get();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            registry.forget(this);
            stopAccepting();
            stop("broker " + configuration.name() + " was closed");
        }
    }

    /** Clients are told before their sockets are closed. */
    private void stop(String reason) {
        engine.disconnectAll(reason);
        loops.drain();
        if (listeners != null) {
            listeners.close();
        }
        if (store != null) {
            store.close(checkpointer);
        }
        if (bodyFiles != null) {
            bodyFiles.close();
        }
        loops.close();
    }
}
