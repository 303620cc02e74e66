package io.chasqui.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.chasqui.api.spi.ConnectionSettings;
import io.chasqui.api.spi.Credentials;
import io.chasqui.message.Body;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.message.MessageId;
import io.chasqui.protocol.BrokerPort;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.CommandSink;
import io.chasqui.protocol.ConnectionCommand.Close;
import io.chasqui.protocol.ConnectionCommand.Open;
import io.chasqui.protocol.ConnectionCommand.OpenSession;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.EventSink;
import io.chasqui.protocol.Peer;
import io.chasqui.protocol.Renewal;
import io.chasqui.protocol.SessionCommand.Acknowledge;
import io.chasqui.protocol.SessionCommand.CloseConsumer;
import io.chasqui.protocol.SessionCommand.CloseSession;
import io.chasqui.protocol.SessionCommand.OpenConsumer;
import io.chasqui.protocol.SessionCommand.Pull;
import io.chasqui.protocol.SessionCommand.Recover;
import io.chasqui.protocol.TransactionCommand.Commit;
import io.chasqui.protocol.TransactionCommand.Rollback;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A broker that does what the test says, in the words of the protocol. It has one thread, on which all commands are heeded
 * and all events are told; what merely opens and closes is answered at once unless the test says otherwise.
 */
final class ScriptedBroker implements BrokerPort, AutoCloseable {

    static final Destination QUEUE = Destination.queue("q");

    private static final long PATIENCE_SECONDS = 10;

    private final ExecutorService loop = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "scripted-broker");
        thread.setDaemon(true);
        return thread;
    });
    private final BlockingQueue<Command> commands = new LinkedBlockingQueue<>();
    private final Map<Class<?>, Consumer<Command>> reactions = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> abandoned = new CompletableFuture<>();
    private volatile EventSink events;

    boolean encodes;
    int windowMessages = 1000;
    long windowBytes = 1 << 20;
    private long lastMessage;

    ScriptedBroker() {
        on(
                Open.class,
                open -> tell(
                        new Event.Opened(open.requestId(), "c1", "b1", windowMessages, windowBytes, 1 << 20, false)));
        on(OpenSession.class, command -> {});
        on(OpenConsumer.class, command -> complete(command.requestId()));
        on(CloseConsumer.class, command -> complete(command.requestId()));
        on(CloseSession.class, command -> complete(command.requestId()));
        on(Close.class, command -> complete(command.requestId()));
        on(Pull.class, command -> complete(command.requestId()));
        on(Acknowledge.class, command -> complete(command.requestId()));
        on(Recover.class, command -> complete(command.requestId()));
        on(Commit.class, command -> complete(command.requestId()));
        on(Rollback.class, command -> complete(command.requestId()));
    }

    @Override
    public boolean encodes() {
        return encodes;
    }

    @Override
    public CommandSink connect(Peer peer, EventSink sink) {
        events = sink;
        return new CommandSink() {
            @Override
            public void accept(Command command) {
                loop.execute(() -> heed(command));
            }

            @Override
            public void abandon() {
                abandoned.complete(null);
            }
        };
    }

    /** Tells the client that the link is broken, and that it is tried again. */
    void interrupt() {
        loop.execute(() -> events.interrupted("the cable is cut"));
    }

    /** Done when the client has given the link up. */
    CompletableFuture<Void> abandoned() {
        return abandoned;
    }

    private void heed(Command command) {
        commands.add(command);
        Consumer<Command> reaction = reactions.get(command.getClass());
        if (reaction != null) {
            reaction.accept(command);
        }
    }

    /** An opener to this broker with time-outs of some seconds. */
    JmsOpener opener(int prefetch) {
        return opener(prefetch, TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }

    JmsOpener opener(int prefetch, long sendTimeoutMillis) {
        return opener(prefetch, sendTimeoutMillis, TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }

    JmsOpener opener(int prefetch, long sendTimeoutMillis, long requestTimeoutMillis) {
        ConnectionSettings settings =
                new ConnectionSettings(null, prefetch, sendTimeoutMillis, requestTimeoutMillis, false, List.of("*"));
        return new JmsOpener(this, settings, new Credentials(null, null));
    }

    // What it does.

    /** From now on reacts to commands of a kind in this way, on the broker's thread. */
    <C extends Command> void on(Class<C> kind, Consumer<C> reaction) {
        reactions.put(kind, command -> reaction.accept(kind.cast(command)));
    }

    /** Does not answer commands of a kind. */
    void ignore(Class<? extends Command> kind) {
        reactions.remove(kind);
    }

    /** Tells events as one burst, and returns when they are told. */
    void tell(Event... burst) {
        run(() -> {
            for (Event event : burst) {
                events.accept(event);
            }
            events.endOfBatch();
        });
    }

    /** Sets the link up anew; what comes before the client has brought it back waits until then. */
    void renew() {
        run(() -> events.renewed(new Renewed()));
    }

    private final class Renewed implements Renewal {
        private final List<Command> waiting = new ArrayList<>();
        private boolean done;

        @Override
        public CommandSink sink() {
            return command -> loop.execute(() -> {
                if (done) {
                    heed(command);
                } else {
                    waiting.add(command);
                }
            });
        }

        @Override
        public void send(Command command) {
            loop.execute(() -> heed(command));
        }

        @Override
        public List<Command> unsent() {
            return List.of();
        }

        @Override
        public void done() {
            done = true;
            loop.execute(() -> waiting.forEach(ScriptedBroker.this::heed));
        }
    }

    private void run(Runnable task) {
        if (Thread.currentThread().getName().equals("scripted-broker")) {
            task.run();
        } else {
            join(CompletableFuture.runAsync(task, loop));
        }
    }

    void complete(long requestId) {
        if (requestId != 0) {
            tell(new Event.Completed(requestId));
        }
    }

    /** A delivery of a new text message whose text is its number. */
    Event.Deliver delivery(long sessionId, long consumerId, long deliveryId) {
        return new Event.Deliver(sessionId, consumerId, deliveryId, text(Long.toString(deliveryId)), 1);
    }

    Message text(String text) {
        return new Message.Builder(QUEUE)
                .id(new MessageId("test", ++lastMessage))
                .body(new Body.Text(text))
                .build();
    }

    // What it has got.

    /** The next command of a kind; those of other kinds before it are passed over. */
    <C extends Command> C next(Class<C> kind) {
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (true) {
                Command command = commands.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (command == null) {
                    return fail("no " + kind.getSimpleName() + " came");
                }
                if (kind.isInstance(command)) {
                    return kind.cast(command);
                }
            }
        } catch (InterruptedException e) {
            return fail("interrupted while waiting for " + kind.getSimpleName());
        }
    }

    /** The commands of a kind that came so far and were not asked for by {@link #next}. */
    <C extends Command> List<C> soFar(Class<C> kind) {
        run(() -> {});
        return commands.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Forgets the commands that came so far. */
    void forget() {
        run(commands::clear);
    }

    void assertNone(Class<? extends Command> kind) {
        assertEquals(List.of(), soFar(kind));
    }

    // How tests wait.

    static <T> T join(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return fail("interrupted", e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            return fail(e instanceof java.util.concurrent.ExecutionException ? e.getCause() : e);
        }
    }

    @Override
    public void close() {
        loop.shutdownNow();
    }
}
