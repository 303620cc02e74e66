package io.chasqui.engine.session;

import io.chasqui.engine.queue.Origin;
import io.chasqui.engine.topic.SubscriptionKey;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Destination;
import io.chasqui.protocol.BrowseCommand;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.ConnectionCommand;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.EventSink;
import io.chasqui.protocol.SessionCommand;
import io.chasqui.protocol.TransactionCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The broker's half of one connection: executes its commands in order, and speaks to its client. Owned by its loop;
 * {@link #execute} is called there by the link's mailbox.
 */
public final class ConnectionActor implements Command.Handler {

    private static final System.Logger LOG = System.getLogger(ConnectionActor.class.getName());

    private final Broker broker;
    private final EventLoop loop;
    private final EventSink events;
    private final Map<Long, SessionActor> sessions = new HashMap<>();
    private final Set<Destination> temporaries = new HashSet<>();
    private final List<SessionActor> granting = new ArrayList<>();
    private final BranchCommands branchCommands;
    private final BrowserCommands browserCommands;
    private @Nullable SessionActor recent;
    private @Nullable Origin origin;
    private boolean flushPending;
    private boolean closed;

    public ConnectionActor(Broker broker, EventLoop loop, EventSink events) {
        this.broker = broker;
        this.loop = loop;
        this.events = events;
        this.branchCommands = new BranchCommands(this, broker);
        this.browserCommands = new BrowserCommands(this, broker);
        broker.connections().add(this);
    }

    /** Executes one command of the client. A defect here ends this connection and no other. */
    public void execute(Command command) {
        loop.assertInLoop();
        if (closed) {
            return;
        }
        try {
            command.dispatch(this);
        } catch (RuntimeException | AssertionError defect) {
            LOG.log(System.Logger.Level.ERROR, "connection " + origin + " ended by a defect at " + command, defect);
            disconnect("the broker met a defect and has closed this connection: " + defect);
        }
    }

    // ------------------------------------------------------------------ speaking to the client

    EventLoop loop() {
        return loop;
    }

    /** Tells the client something. On this loop. */
    void tell(Event event) {
        loop.assertInLoop();
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
        for (int i = 0; i < granting.size(); i++) {
            events.accept(granting.get(i).takeGrant());
        }
        granting.clear();
        events.endOfBatch();
    }

    // ------------------------------------------------------------------ the connection

    Broker broker() {
        return broker;
    }

    Origin origin() {
        if (origin == null) {
            throw new IllegalStateException("the first command of a link must be Open");
        }
        return origin;
    }

    @Override
    public void onOpen(ConnectionCommand.Open command) {
        broker.login()
                .check(
                        command.user(),
                        command.password(),
                        refusal -> loop.executeDown(() -> {
                            if (refusal != null) {
                                fail(command.requestId(), ErrorCode.SECURITY, refusal);
                            } else if (!closed) {
                                open(command);
                            }
                        }));
    }

    private void open(ConnectionCommand.Open command) {
        String clientId = command.clientId();
        if (clientId != null && !broker.connections().takeClientId(clientId, this)) {
            failClientId(command.requestId(), clientId);
            return;
        }
        origin = new Origin(broker.connections().nextId(), clientId);
        BrokerTraits traits = broker.traits();
        tell(new Event.Opened(
                command.requestId(),
                origin.connectionId(),
                traits.brokerId(),
                traits.windowMessages(),
                traits.windowBytes()));
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
        sessions.put(command.sessionId(), new SessionActor(this, command.sessionId(), command.kind()));
    }

    @Override
    public void onCreateTemporary(ConnectionCommand.CreateTemporary command) {
        Destination destination = command.destination();
        if (broker.destinations().createTemporary(destination, origin().connectionId())) {
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
        broker.subscriptions().unsubscribe(key, refusal -> {
            if (refusal == null) {
                complete(command.requestId());
            } else {
                fail(command.requestId(), refusal.code(), refusal.reason());
            }
        });
    }

    @Override
    public void onClose(ConnectionCommand.Close command) {
        end();
        tell(new Event.Completed(command.requestId()));
    }

    /** Ends the connection from the broker's side. On its loop. */
    public void disconnect(String reason) {
        loop.assertInLoop();
        if (!closed) {
            end();
            tell(new Event.Disconnected(reason));
        }
    }

    /** Ends the connection from the broker's side, from any thread. */
    public void disconnectLater(String reason) {
        loop.execute(() -> disconnect(reason));
    }

    /** Tells the client something that concerns every connection, from any loop. */
    public void announce(Event event) {
        loop.executeDown(() -> {
            if (!closed) {
                tell(event);
            }
        });
    }

    private void end() {
        closed = true;
        browserCommands.closeAll();
        for (SessionActor session : List.copyOf(sessions.values())) {
            session.close(List.of(), () -> {});
        }
        sessions.clear();
        recent = null;
        temporaries.forEach(broker.destinations()::dropTemporary);
        temporaries.clear();
        if (origin != null && origin.clientId() != null) {
            broker.connections().freeClientId(origin.clientId(), this);
        }
        broker.connections().remove(this);
    }

    // ------------------------------------------------------------------ sessions

    SessionActor session(long sessionId) {
        SessionActor session = recent;
        if (session == null || session.id() != sessionId) {
            session = sessions.get(sessionId);
            if (session == null) {
                throw new IllegalStateException("there is no session " + sessionId + " on this connection");
            }
            recent = session;
        }
        return session;
    }

    /** The session, or null when it has been closed: a command may have crossed its closing. */
    @Nullable
    SessionActor findSession(long sessionId) {
        return recent != null && recent.id() == sessionId ? recent : sessions.get(sessionId);
    }

    @Override
    public void onCloseSession(SessionCommand.CloseSession command) {
        SessionActor session = sessions.remove(command.sessionId());
        recent = null;
        if (session == null) {
            complete(command.requestId());
        } else {
            browserCommands.closeAllOf(command.sessionId());
            session.close(command.seen(), () -> complete(command.requestId()));
        }
    }

    @Override
    public void onSend(SessionCommand.Send command) {
        session(command.sessionId()).onSend(command);
    }

    @Override
    public void onOpenConsumer(SessionCommand.OpenConsumer command) {
        session(command.sessionId()).consumers().open(command);
    }

    @Override
    public void onCloseConsumer(SessionCommand.CloseConsumer command) {
        SessionActor session = findSession(command.sessionId());
        if (session == null) {
            complete(command.requestId());
        } else {
            session.consumers().close(command);
        }
    }

    @Override
    public void onAddCredit(SessionCommand.AddCredit command) {
        SessionConsumer consumer = consumer(command.sessionId(), command.consumerId());
        if (consumer != null) {
            consumer.addCredit(command.deliveries());
        }
    }

    @Override
    public void onPull(SessionCommand.Pull command) {
        SessionConsumer consumer = consumer(command.sessionId(), command.consumerId());
        if (consumer == null) {
            complete(command.requestId());
        } else {
            consumer.pull(command.credit(), () -> complete(command.requestId()));
        }
    }

    @Override
    public void onReturn(SessionCommand.Return command) {
        SessionConsumer consumer = consumer(command.sessionId(), command.consumerId());
        if (consumer != null) {
            consumer.returned(command.seen());
        }
    }

    private @Nullable SessionConsumer consumer(long sessionId, long consumerId) {
        SessionActor session = findSession(sessionId);
        return session == null ? null : session.consumers().find(consumerId);
    }

    @Override
    public void onAcknowledge(SessionCommand.Acknowledge command) {
        session(command.sessionId()).onAcknowledge(command);
    }

    @Override
    public void onDiscard(SessionCommand.Discard command) {
        SessionConsumer consumer = consumer(command.sessionId(), command.consumerId());
        if (consumer != null) {
            consumer.discard(command.deliveryId());
        }
    }

    @Override
    public void onRecover(SessionCommand.Recover command) {
        session(command.sessionId()).recover(command.seen(), () -> complete(command.requestId()));
    }

    @Override
    public void onAdopt(SessionCommand.Adopt command) {
        SessionConsumer from = consumer(command.fromSessionId(), command.fromConsumerId());
        SessionActor session = findSession(command.sessionId());
        if (from != null && session != null) {
            session.consumers().adopt(command.consumerId(), from, command.upTo());
        }
    }

    // ------------------------------------------------------------------ transactions and browsers

    @Override
    public void onCommit(TransactionCommand.Commit command) {
        session(command.sessionId()).onCommit(command);
    }

    @Override
    public void onRollback(TransactionCommand.Rollback command) {
        session(command.sessionId()).onRollback(command);
    }

    @Override
    public void onStart(TransactionCommand.Start command) {
        branchCommands.start(command);
    }

    @Override
    public void onEnd(TransactionCommand.End command) {
        branchCommands.end(command);
    }

    @Override
    public void onPrepare(TransactionCommand.Prepare command) {
        branchCommands.prepare(command);
    }

    @Override
    public void onCommitBranch(TransactionCommand.CommitBranch command) {
        branchCommands.commit(command);
    }

    @Override
    public void onRollbackBranch(TransactionCommand.RollbackBranch command) {
        branchCommands.rollback(command);
    }

    @Override
    public void onForget(TransactionCommand.Forget command) {
        branchCommands.forget(command);
    }

    @Override
    public void onInDoubt(TransactionCommand.InDoubt command) {
        branchCommands.inDoubt(command);
    }

    @Override
    public void onOpenBrowser(BrowseCommand.OpenBrowser command) {
        browserCommands.open(command);
    }

    @Override
    public void onBrowse(BrowseCommand.Browse command) {
        browserCommands.next(command);
    }

    @Override
    public void onCloseBrowser(BrowseCommand.CloseBrowser command) {
        browserCommands.close(command.browserId());
    }
}
