package io.chasqui.engine;

import io.chasqui.engine.destination.DeadLetterQueue;
import io.chasqui.engine.destination.Destinations;
import io.chasqui.engine.queue.BacklogSettings;
import io.chasqui.engine.queue.Memory;
import io.chasqui.engine.session.Broker;
import io.chasqui.engine.session.ConnectionActor;
import io.chasqui.engine.session.Connections;
import io.chasqui.engine.topic.Subscriptions;
import io.chasqui.engine.tx.Branches;
import io.chasqui.loop.EventLoop;
import io.chasqui.loop.Mailbox;
import io.chasqui.message.Destination;
import io.chasqui.protocol.BrokerPort;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.CommandSink;
import io.chasqui.protocol.EventSink;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A broker without any transport: links connect to it, and it does everything else. The first loop is its home, which
 * owns what exists once: named subscriptions and XA branches.
 */
public final class Engine implements BrokerPort {

    private final List<EventLoop> loops;
    private final AtomicInteger nextLoop = new AtomicInteger();
    private final Broker broker;

    /** Why nobody can connect any more; null while everybody can. */
    private volatile @Nullable String ended;

    /** @param loops at least one; the engine does not own them */
    public Engine(List<EventLoop> loops, EngineSettings settings) {
        this.loops = List.copyOf(loops);
        EventLoop home = loops.get(0);
        Memory memory = new Memory(settings.memoryLimitBytes());
        Destination letters = settings.deadLetterQueue() == null ? null : Destination.queue(settings.deadLetterQueue());
        DeadLetterQueue deadLetters =
                new DeadLetterQueue(letters, destination -> destinations().find(destination), home::now);
        BacklogSettings backlogs = new BacklogSettings(
                memory,
                settings.destinationLimitBytes(),
                settings.sendBlockMillis(),
                settings.maxDeliveries(),
                deadLetters);
        this.broker = new Broker(
                settings.traits(),
                new Destinations(this.loops, backlogs, letters),
                new Subscriptions(home),
                new Branches(home, memory, settings.transactionTimeoutMillis()),
                new Connections(settings.traits().brokerId()),
                settings.login(),
                memory);
        if (settings.idleDestinationMillis() > 0) {
            broker.destinations().forgetIdle(settings.idleDestinationMillis());
        }
    }

    private Destinations destinations() {
        return broker.destinations();
    }

    /** Connections take turns on the loops. */
    @Override
    public CommandSink connect(EventSink events) {
        EventLoop loop = loops.get(Math.floorMod(nextLoop.getAndIncrement(), loops.size()));
        ConnectionActor connection = new ConnectionActor(broker, loop, events);
        String reason = ended;
        if (reason != null) {
            connection.turnAway(reason);
            return command -> {};
        }
        Mailbox<Command> mailbox = new Mailbox<>(loop, connection::execute);
        return mailbox::post;
    }

    /** Ends all connections, telling their clients why; from now on nobody can connect. */
    public void disconnectAll(String reason) {
        ended = reason;
        broker.connections().forEach(connection -> connection.disconnectLater(reason));
    }

    /** What the engine has, for supervision and tests. */
    public Broker broker() {
        return broker;
    }
}
