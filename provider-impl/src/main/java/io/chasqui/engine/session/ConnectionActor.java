package io.chasqui.engine.session;

import io.chasqui.engine.destination.DeletionWatcher;
import io.chasqui.engine.record.Origin;
import io.chasqui.engine.topic.SubscriptionKey;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Destination;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.ConnectionCommand;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.EventSink;
import io.chasqui.protocol.Identity;
import io.chasqui.protocol.Peer;
import io.chasqui.protocol.Seen;
import io.chasqui.protocol.SessionCommand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The broker's half of one connection: executes its commands in order, and speaks to its client. Owned by its loop;
 * {@link #execute} is called there by the link's mailbox.
 */
public final class ConnectionActor implements Command.Executor, ConnectionCommand.Handler, DeletionWatcher {

    private static final System.Logger LOG = System.getLogger(ConnectionActor.class.getName());

    private final Broker broker;
    private final EventLoop loop;
    private final Peer peer;
    private final EventSink events;
    private final Set<Destination> temporaries = new HashSet<>();
    private final List<SessionActor> granting = new ArrayList<>();
    private final SessionCommands sessions;
    private final TransactionCommands transactions;
    private final BrowserCommands browsers;
    private final Quota quota;
    private final UnderWay underWay;
    private final long number;
    private @Nullable Origin origin;
    private @Nullable Identity identity;
    private @Nullable Permits permits;
    private boolean flushPending;

    /** How many sessions and temporary destinations are about to end. */
    private int ending;

    /** No command is executed any more. */
    private volatile boolean closed;

    /** The request to close that is to be answered; 0 for none. */
    private long closeRequest;

    /** Nothing is held any more. */
    private boolean released;

    private final List<Runnable> whenReleased = new ArrayList<>(0);

    /** The last event has been told. */
    private boolean over;

    public ConnectionActor(Broker broker, EventLoop loop, Peer peer, EventSink events) {
        this.broker = broker;
        this.loop = loop;
        this.peer = peer;
        this.events = events;
        this.sessions = new SessionCommands(this);
        this.transactions = new TransactionCommands(this, broker);
        this.browsers = new BrowserCommands(this, broker);
        this.quota = new Quota(broker.access().limits().consumersPerConnection());
        this.underWay = new UnderWay(this, broker, peer != Peer.LOCAL);
        this.number = broker.connections().add(this);
    }

    /** Executes one command of the client. A defect here ends this connection and no other. */
    public void execute(Command command) {
        loop.assertInLoop();
        if (closed) {
            drop(command);
            return;
        }
        if (origin == null
                && !(command instanceof ConnectionCommand.Open)
                && !(command instanceof ConnectionCommand.Close)) {
            drop(command);
            disconnect(
                    "the first command of a link must be Open, not "
                            + command.getClass().getSimpleName(),
                    false);
            return;
        }
        try {
            command.dispatch(this);
        } catch (RuntimeException | Error defect) {
            LOG.log(System.Logger.Level.ERROR, "connection " + origin + " ended by a defect at " + command, defect);
            disconnect("the broker met a defect and has closed this connection: " + defect, false);
        }
    }

    /** Nobody executes it. */
    private void drop(Command command) {
        if (command instanceof SessionCommand.Send send) {
            broker.bodies().release(send.message());
        }
    }

    // ------------------------------------------------------------------ speaking to the client

    EventLoop loop() {
        return loop;
    }

    /** Tells the client something. On this loop. */
    void tell(Event event) {
        loop.assertInLoop();
        if (over) {
            return;
        }
        events.accept(event);
        if (!flushPending) {
            flushPending = true;
            loop.atEndOfBatch(this::flush);
        }
    }

    /** Tells the client something, from any loop. */
    void tellLater(Event event) {
        loop.executeDown(() -> tell(event));
    }

    void complete(long requestId) {
        if (requestId != 0) {
            tellLater(new Event.Completed(requestId));
        }
    }

    void fail(long requestId, ErrorCode code, String reason) {
        tellLater(new Event.Failed(requestId, code, reason));
    }

    /** Sees to it that a session's grants are told at the end of the batch. */
    void grantLater(SessionActor session) {
        granting.add(session);
        if (!flushPending) {
            flushPending = true;
            loop.atEndOfBatch(this::flush);
        }
    }

    private void flush() {
        flushPending = false;
        for (int i = 0; i < granting.size() && !over; i++) {
            events.accept(granting.get(i).takeGrant());
        }
        granting.clear();
        events.endOfBatch();
    }

    // ------------------------------------------------------------------ the connection

    Broker broker() {
        return broker;
    }

    /** A younger connection has a greater number. */
    long number() {
        return number;
    }

    UnderWay underWay() {
        return underWay;
    }

    /**
     * Ends the connection, from any loop, because its client has another one by now.
     *
     * @param done run on its loop when nothing of it is under way any more
     */
    void supersede(String reason, Runnable done) {
        loop.execute(() -> {
            if (!closed) {
                disconnect(reason, false);
            }
            underWay.whenOver(done);
        });
    }

    @Override
    public ConnectionCommand.Handler connection() {
        return this;
    }

    @Override
    public SessionCommands sessions() {
        return sessions;
    }

    @Override
    public TransactionCommands transactions() {
        return transactions;
    }

    @Override
    public BrowserCommands browsers() {
        return browsers;
    }

    Origin origin() {
        if (origin == null) {
            throw new IllegalStateException("the first command of a link must be Open");
        }
        return origin;
    }

    Permits permits() {
        if (permits == null) {
            throw new IllegalStateException("the first command of a link must be Open");
        }
        return permits;
    }

    Quota quota() {
        return quota;
    }

    @Override
    public void onOpen(ConnectionCommand.Open command) {
        Identity proven = peer.identity();
        if (proven != null) {
            open(command, proven);
            return;
        }
        broker.access()
                .login()
                .check(
                        command.user(),
                        command.password(),
                        outcome -> loop.executeDown(() -> {
                            Identity admitted = outcome.identity();
                            if (admitted == null) {
                                fail(command.requestId(), ErrorCode.SECURITY, outcome.reason());
                            } else if (!closed) {
                                open(command, admitted);
                            }
                        }));
    }

    private void open(ConnectionCommand.Open command, Identity admitted) {
        String clientId = command.clientId();
        if (origin != null) {
            fail(command.requestId(), ErrorCode.ILLEGAL_STATE, "this connection is open already");
            return;
        }
        if (clientId != null && !broker.connections().takeClientId(clientId, this)) {
            ConnectionActor holder = broker.connections().holderOf(clientId);
            if (holder != null && (holder.events.isReachable() || !holder.hasUserOf(this))) {
                failClientId(command.requestId(), clientId);
            } else if (holder == null) {
                open(command, admitted);
            } else {
                holder.giveWay(() -> loop.executeDown(() -> {
                    if (!closed) {
                        open(command, admitted);
                    }
                }));
            }
            return;
        }
        int most = broker.access().limits().connectionsPerUser();
        if (!broker.connections().takeUser(admitted.user(), most)) {
            if (clientId != null) {
                broker.connections().freeClientId(clientId, this);
            }
            fail(
                    command.requestId(),
                    ErrorCode.RESOURCE_LIMIT,
                    (admitted.user() == null ? "the anonymous user" : "user " + admitted.user()) + " has " + most
                            + " connections open, which is all that the broker allows (maxConnectionsPerUser); close"
                            + " some, or raise the limit");
            return;
        }
        origin = new Origin(broker.connections().nextId(), clientId);
        identity = admitted;
        permits = new Permits(broker, admitted, origin.connectionId());
        BrokerTraits traits = broker.traits();
        tell(new Event.Opened(
                command.requestId(),
                origin.connectionId(),
                traits.brokerId(),
                traits.windowMessages(),
                traits.windowBytes(),
                traits.maxMessageBytes(),
                broker.records() != null));
    }

    /** Whether both are connections of one user. Any thread. */
    boolean hasUserOf(ConnectionActor other) {
        Identity one = peer.identity();
        Identity another = other.peer.identity();
        return one == null || another == null || Objects.equals(one.user(), another.user());
    }

    /** A client that is out of reach makes room for one that is there and has the same client ID: it is the same one, come back. */
    private void giveWay(Runnable then) {
        loop.execute(() -> {
            if (released) {
                then.run();
                return;
            }
            whenReleased.add(then);
            disconnect("another connection has come with the same client ID while this one was out of reach", false);
        });
    }

    @Override
    public void onSetClientId(ConnectionCommand.SetClientId command) {
        String clientId = command.clientId();
        if (origin().clientId() != null) {
            fail(command.requestId(), ErrorCode.ILLEGAL_STATE, "the client ID is already " + origin().clientId());
        } else if (clientId.isBlank()) {
            fail(command.requestId(), ErrorCode.INVALID_CLIENT_ID, "a client ID needs at least one visible character");
        } else if (broker.connections().takeClientId(clientId, this)) {
            origin = new Origin(origin().connectionId(), clientId);
            complete(command.requestId());
        } else {
            failClientId(command.requestId(), clientId);
        }
    }

    private void failClientId(long requestId, String clientId) {
        fail(
                requestId,
                ErrorCode.INVALID_CLIENT_ID,
                "client ID " + clientId + " is in use by another connection; close that one, or use another client ID");
    }

    @Override
    public void onOpenSession(ConnectionCommand.OpenSession command) {
        origin();
        sessions.open(command);
    }

    @Override
    public void onCreateTemporary(ConnectionCommand.CreateTemporary command) {
        Destination destination = command.destination();
        String denied = permits().toCreateTemporary(destination);
        if (denied != null) {
            fail(command.requestId(), ErrorCode.SECURITY, denied);
        } else if (broker.destinations().createTemporary(destination, origin().connectionId())) {
            temporaries.add(destination);
            complete(command.requestId());
        } else {
            fail(command.requestId(), ErrorCode.INVALID_DESTINATION, destination + " exists already");
        }
    }

    @Override
    public void onDeleteTemporary(ConnectionCommand.DeleteTemporary command) {
        broker.destinations()
                .deleteTemporary(
                        command.destination(),
                        origin().connectionId(),
                        () -> loop.executeDown(() -> {
                            temporaries.remove(command.destination());
                            complete(command.requestId());
                        }),
                        (code, reason) -> fail(command.requestId(), code, reason));
    }

    @Override
    public void onUnsubscribe(ConnectionCommand.Unsubscribe command) {
        SubscriptionKey key = new SubscriptionKey(true, origin().clientId(), command.name());
        broker.subscriptions().unsubscribe(key, permits(), refusal -> {
            if (refusal == null) {
                complete(command.requestId());
            } else {
                fail(command.requestId(), refusal.code(), refusal.reason());
            }
        });
    }

    @Override
    public void onResolve(ConnectionCommand.Resolve command) {
        origin();
        underWay.resolve(command);
    }

    @Override
    public void onClose(ConnectionCommand.Close command) {
        closeRequest = command.requestId();
        end(closeRequest != 0);
    }

    /**
     * Ends the connection from the broker's side. On its loop.
     *
     * @param mayReturn whether its client is to connect anew
     */
    public void disconnect(String reason, boolean mayReturn) {
        loop.assertInLoop();
        try {
            if (!closed) {
                end(false);
            }
        } catch (RuntimeException | Error defect) {
            LOG.log(System.Logger.Level.ERROR, "connection " + origin + " did not end cleanly", defect);
            release();
        } finally {
            tellLast(new Event.Disconnected(reason, mayReturn));
        }
    }

    /** Turns a client away before its first command; by the thread that connects. */
    public void turnAway(String reason) {
        broker.connections().remove(this);
        events.accept(new Event.Disconnected(reason, true));
        events.endOfBatch();
    }

    /** Ends the connection because the broker ends, from any thread. */
    public void disconnectLater(String reason) {
        loop.execute(() -> disconnect(reason, true));
    }

    @Override
    public void onDeleted(Destination destination) {
        loop.executeDown(() -> {
            if (!closed) {
                tell(new Event.DestinationDeleted(destination));
            }
        });
    }

    @Override
    public boolean isGone() {
        return closed;
    }

    /** @param wanted whether the client has closed the connection, and will not come back */
    private void end(boolean wanted) {
        closed = true;
        underWay.close(wanted);
        ending++;
        browsers.closeAll();
        for (SessionActor session : sessions.takeAll()) {
            close(session, List.of(), () -> {});
        }
        for (Destination temporary : temporaries) {
            ending++;
            broker.destinations().dropTemporary(temporary, () -> loop.executeDown(this::ended));
        }
        temporaries.clear();
        ended();
    }

    /** Ends a session, and remembers while that takes. */
    void close(SessionActor session, List<Seen> seen, Runnable done) {
        ending++;
        session.close(seen, () -> {
            done.run();
            ended();
        });
    }

    private void ended() {
        ending--;
        if (closed && ending == 0) {
            release();
            if (closeRequest != 0) {
                tellLast(new Event.Completed(closeRequest));
            }
        }
    }

    private void release() {
        if (identity != null) {
            broker.connections().freeUser(identity.user());
            identity = null;
        }
        if (origin != null && origin.clientId() != null) {
            broker.connections().freeClientId(origin.clientId(), this);
        }
        broker.connections().remove(this);
        released = true;
        whenReleased.forEach(Runnable::run);
        whenReleased.clear();
    }

    private void tellLast(Event event) {
        tell(event);
        over = true;
    }
}
