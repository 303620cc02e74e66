package io.chasqui.engine;

import io.chasqui.engine.body.LargeBodies;
import io.chasqui.engine.destination.DeadLetterQueue;
import io.chasqui.engine.destination.Destinations;
import io.chasqui.engine.effect.EffectTables;
import io.chasqui.engine.queue.BacklogSettings;
import io.chasqui.engine.queue.Memory;
import io.chasqui.engine.record.Disk;
import io.chasqui.engine.record.PreparedBranches;
import io.chasqui.engine.record.Records;
import io.chasqui.engine.recovery.Checkpointer;
import io.chasqui.engine.recovery.Recovered;
import io.chasqui.engine.recovery.Restoration;
import io.chasqui.engine.session.Broker;
import io.chasqui.engine.session.ConnectionActor;
import io.chasqui.engine.session.Connections;
import io.chasqui.engine.session.Senders;
import io.chasqui.engine.topic.Subscriptions;
import io.chasqui.engine.tx.Branches;
import io.chasqui.engine.tx.StoreRoom;
import io.chasqui.journal.SegmentUsage;
import io.chasqui.loop.EventLoop;
import io.chasqui.loop.Mailbox;
import io.chasqui.message.Destination;
import io.chasqui.protocol.BodyIntake;
import io.chasqui.protocol.BrokerPort;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.CommandSink;
import io.chasqui.protocol.EventSink;
import io.chasqui.protocol.Peer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A broker without any transport: links connect to it, and it does everything else. The first loop is its home, which
 * owns what exists once: named subscriptions and XA branches.
 */
public final class Engine implements BrokerPort {

    /** How many sessions of clients may be remembered. */
    private static final int MOST_SENDERS = 100_000;

    /** Where nothing survives: how long the file of a large body stays that nobody needs. */
    private static final int IDLE_BODY_MILLIS = 500;

    private final List<EventLoop> loops;
    private final AtomicInteger nextLoop = new AtomicInteger();
    private final Broker broker;
    private final long idleMillis;

    /** Until it has been restored. */
    private @Nullable Recovered recovered;

    /** Why nobody can connect any more; null while everybody can. */
    private volatile @Nullable String ended;

    /** An engine that keeps everything in memory. */
    public Engine(List<EventLoop> loops, EngineSettings settings, LargeBodies bodies) {
        this(loops, settings, bodies, null);
    }

    /**
     * @param loops at least one; the engine does not own them
     * @param bodies takes what is too large for memory; those of the storage when something is to survive
     * @param recovered what is to survive, and what has; null when nothing is to. Nobody may connect before {@link #restore}
     *     has ended
     */
    public Engine(List<EventLoop> loops, EngineSettings settings, LargeBodies bodies, @Nullable Recovered recovered) {
        this.loops = List.copyOf(loops);
        this.recovered = recovered;
        EventLoop home = loops.get(0);
        Memory memory = new Memory(settings.memoryLimitBytes(), bodies);
        Records records = recovered == null ? null : recovered.records(this.loops, settings.durability());
        PreparedBranches prepared = recovered == null ? new PreparedBranches(new SegmentUsage()) : recovered.prepared();
        Destination letters = settings.deadLetterQueue() == null ? null : Destination.queue(settings.deadLetterQueue());
        DeadLetterQueue deadLetters = new DeadLetterQueue(
                letters, destination -> destinations().find(destination), home::now, memory, records);
        BacklogSettings backlogs = new BacklogSettings(
                memory,
                settings.destinationLimitBytes(),
                settings.overflow(),
                recovered == null ? new Disk(0) : recovered.disk(),
                settings.sendBlockMillis(),
                settings.maxDeliveries(),
                deadLetters,
                records);
        StoreRoom room = new StoreRoom(backlogs.disk(), settings.sendBlockMillis());
        EffectTables effects = new EffectTables(this.loops, recovered != null);
        this.broker = new Broker(
                settings.traits(),
                new Destinations(this.loops, backlogs, letters),
                new Subscriptions(home, records),
                new Branches(home, memory, records, prepared, room, settings.transactionTimeoutMillis()),
                new Connections(settings.traits().connectionIdPrefix()),
                new Senders(home, effects, MOST_SENDERS),
                effects,
                settings.access(),
                memory,
                bodies,
                room,
                records);
        this.idleMillis = settings.idleDestinationMillis();
        if (recovered == null) {
            bodies.deleteIdle(home, IDLE_BODY_MILLIS);
            forgetIdle();
        }
    }

    private void forgetIdle() {
        if (idleMillis > 0) {
            broker.destinations().forgetIdle(idleMillis);
        }
    }

    /**
     * Brings back what has survived, and begins to write checkpoints. To be called once, before anybody connects.
     *
     * @param checkpointMillis how often a checkpoint is written; 0 for when somebody asks for one
     * @param done run on the home loop when that is done
     * @param failed gets what made it impossible, on any loop; nobody may connect then
     */
    public void restore(long checkpointMillis, Consumer<Checkpointer> done, Consumer<Throwable> failed) {
        if (recovered == null) {
            throw new IllegalStateException("this engine keeps everything in memory");
        }
        Restoration restoration = new Restoration(broker, recovered, loops, failed);
        recovered = null;
        restoration.run(checkpointer -> {
            broker.bodies().recovered();
            forgetIdle();
            if (checkpointMillis > 0) {
                checkpointer.every(checkpointMillis);
            }
            done.accept(checkpointer);
        });
    }

    private Destinations destinations() {
        return broker.destinations();
    }

    /** Connections take turns on the loops. */
    @Override
    public CommandSink connect(Peer peer, EventSink events) {
        EventLoop loop = loops.get(Math.floorMod(nextLoop.getAndIncrement(), loops.size()));
        ConnectionActor connection = new ConnectionActor(broker, loop, peer, events);
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

    @Override
    public BodyIntake bodies() {
        return broker.bodies();
    }

    /** What the engine has, for supervision and tests. */
    public Broker broker() {
        return broker;
    }
}
