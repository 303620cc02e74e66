package io.chasqui.engine.session;

import io.chasqui.engine.queue.Entry;
import io.chasqui.engine.queue.PublishTarget;
import io.chasqui.engine.record.Outcome;
import io.chasqui.engine.record.Records;
import io.chasqui.engine.tx.Work;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Body;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.message.MessageId;
import io.chasqui.protocol.BranchId;
import io.chasqui.protocol.ConnectionCommand.SessionKind;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.Seen;
import io.chasqui.protocol.SessionCommand;
import io.chasqui.protocol.TransactionCommand;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The broker's half of one session: takes what it sends, knows what it holds, and ends its transactions. Owned by the
 * loop of its connection.
 */
final class SessionActor {

    private final ConnectionActor connection;
    private final long id;
    private final SessionKind kind;
    private final SessionConsumers consumers;
    private final HeldGrants heldGrants;

    /** What the local transaction or the branch being worked in has done; null outside any. */
    private @Nullable Work work;

    /** The branch the session works in. */
    private @Nullable BranchId branch;

    /** Branches whose work this session has suspended. */
    private final Set<BranchId> suspended = new HashSet<>(0);

    private @Nullable PublishTarget recentTarget;
    private @Nullable Destination recentDestination;
    private volatile boolean closed;

    /** The prefix of the IDs of what the client may ask about; null before the first. */
    private @Nullable String prefix;

    /** How many of its sends are under way that the client may ask about. */
    private int underWay;

    private int grantedMessages;
    private long grantedBytes;

    SessionActor(ConnectionActor connection, long id, SessionKind kind) {
        this.connection = connection;
        this.id = id;
        this.kind = kind;
        this.consumers = new SessionConsumers(this, connection);
        this.heldGrants = new HeldGrants(
                connection.loop(),
                connection.broker().memory(),
                connection.broker().storeRoom(),
                this::accepted);
        this.work = kind == SessionKind.TRANSACTED ? newWork() : null;
    }

    private Work newWork() {
        return new Work(connection.broker().memory(), connection.broker().records());
    }

    long id() {
        return id;
    }

    ConnectionActor connection() {
        return connection;
    }

    SessionConsumers consumers() {
        return consumers;
    }

    // ------------------------------------------------------------------ sending

    void onSend(SessionCommand.Send command) {
        Message message = command.message();
        boolean usual = recentTarget != null && message.destination().equals(recentDestination);
        String denied = usual ? null : connection.permits().toUse(Permissions.Action.SEND, message.destination());
        if (denied != null) {
            refuse(command, ErrorCode.SECURITY, denied);
            return;
        }
        PublishTarget target = target(message.destination(), usual);
        if (target == null) {
            refuse(command, ErrorCode.INVALID_DESTINATION, message.destination() + " does not exist (any more)");
        } else if (message.sentSize() > connection.broker().traits().maxMessageBytes()) {
            refuse(
                    command,
                    ErrorCode.RESOURCE_LIMIT,
                    "the message takes about " + message.sentSize() + " bytes, and the broker takes at most "
                            + connection.broker().traits().maxMessageBytes()
                            + " (maxMessageBytes); send less, or raise the limit");
        } else if (message.storedBody() instanceof Body.Refused refused) {
            refuse(
                    command,
                    refused.byLimit() ? ErrorCode.RESOURCE_LIMIT : ErrorCode.STORE_FAILED,
                    "the message cannot be taken: " + refused.reason());
        } else if (work != null) {
            work.addSend(new SessionSend(this, target, command));
            connection.broker().bodies().release(message);
            heldGrants.offer(command, target);
        } else {
            MessageId askedBy = connection.underWay().askedBy(command);
            if (askedBy == null) {
                target.loop().executeDown(new SessionSend(this, target, command));
            } else if (begin(askedBy)) {
                SessionSend send = new SessionSend(this, target, command, askedBy);
                underWay++;
                connection.underWay().add(send);
                target.loop().executeDown(send);
            } else {
                connection.broker().bodies().release(message);
            }
        }
    }

    /** Begins what the client may ask about; false when the session goes on with another connection. */
    private boolean begin(MessageId id) {
        if (!id.prefix().equals(prefix)) {
            forgetIfIdle();
            prefix = id.prefix();
        }
        return connection.underWay().begin(id);
    }

    /** A send that the client may ask about has an outcome. On this loop. */
    void ended(SessionSend send) {
        underWay--;
        connection.underWay().end(send);
    }

    /** The client has all answers, and goes on with other numbers or not at all. */
    void forgetIfIdle() {
        if (prefix != null && underWay == 0) {
            connection.underWay().forget(prefix);
        }
    }

    /** @param usual whether it is the recent one */
    private @Nullable PublishTarget target(Destination destination, boolean usual) {
        if (!usual || recentTarget == null || recentTarget.isStale()) {
            recentTarget = connection.broker().destinations().findToSend(destination, connection);
            recentDestination = destination;
        }
        return recentTarget;
    }

    /** The message is where it should be. On this loop. */
    void accepted(SessionCommand.Send command) {
        grant(command.message().sentSize());
        connection.complete(command.requestId());
    }

    /** A message sent outside any transaction was not accepted. On this loop. */
    void refused(SessionCommand.Send command, ErrorCode code, String reason) {
        grant(command.message().sentSize());
        connection.sessions().sendFailed(command, code, reason);
    }

    /** Refuses a message at once; that of a transaction makes its commit fail. */
    private void refuse(SessionCommand.Send command, ErrorCode code, String reason) {
        connection.broker().bodies().release(command.message());
        if (work != null) {
            work.spoil("a message of this transaction was refused: " + reason);
            if (command.requestId() == 0) {
                grant(command.message().sentSize());
                return;
            }
        }
        refused(command, code, reason);
    }

    private void grant(long bytes) {
        if (grantedMessages == 0) {
            connection.grantLater(this);
        }
        grantedMessages++;
        grantedBytes += bytes;
    }

    Event.Granted takeGrant() {
        Event.Granted granted = new Event.Granted(id, grantedMessages, grantedBytes);
        grantedMessages = 0;
        grantedBytes = 0;
        return granted;
    }

    // ------------------------------------------------------------------ acknowledging

    void onAcknowledge(SessionCommand.Acknowledge command) {
        Set<EventLoop> recording = consumers.acknowledge(command.seen());
        Records records = connection.broker().records();
        if (command.requestId() == 0 || records == null || recording.isEmpty()) {
            connection.complete(command.requestId());
        } else {
            confirm(command.requestId(), records, recording);
        }
    }

    /** Answers when the acknowledgements that were recorded on these loops just now are durable. */
    private void confirm(long requestId, Records records, Set<EventLoop> recording) {
        Countdown left = new Countdown(connection.loop(), recording.size(), () -> connection.complete(requestId));
        for (EventLoop each : recording) {
            each.executeDown(() -> records.at(each).confirm(new Outcome() {
                @Override
                public void applied(long position) {
                    left.step();
                }

                @Override
                public void failed(String reason) {
                    connection.fail(
                            requestId, ErrorCode.STORE_FAILED, "the acknowledgement cannot be stored: " + reason);
                }
            }));
        }
    }

    void recover(List<Seen> seen, Runnable done) {
        consumers.stop(() -> {
            List<Entry> seenEntries = consumers.takeSeen(seen);
            Work.release(seenEntries, consumers.takeRest(), done);
        });
    }

    // ------------------------------------------------------------------ local transactions

    void onCommit(TransactionCommand.Commit command) {
        MessageId askedBy = connection.underWay().askedBy(command.requestId(), command.id());
        if (askedBy != null && !begin(askedBy)) {
            return;
        }
        Work ending = endWork();
        LocalCommit commit = new LocalCommit(connection, command.requestId(), askedBy, ending);
        ending.addConsumed(consumers.takeSeen(command.seen()));
        String flaw = ending.flaw();
        if (flaw == null) {
            ending.commit(connection.broker().storeRoom(), commit);
        } else {
            commit.refused(flaw);
        }
    }

    void onRollback(TransactionCommand.Rollback command) {
        endWork().rollback(() -> {});
        recover(command.seen(), () -> connection.complete(command.requestId()));
    }

    private Work endWork() {
        if (kind != SessionKind.TRANSACTED || work == null) {
            throw new IllegalStateException("session " + id + " has no local transaction");
        }
        Work ending = work;
        work = newWork();
        return ending;
    }

    // ------------------------------------------------------------------ branches

    /** The session works in this branch from now on. */
    void enter(BranchId entered) {
        if (closed) {
            abandon(entered, newWork());
            return;
        }
        suspended.remove(entered);
        branch = entered;
        work = newWork();
    }

    @Nullable
    BranchId branch() {
        return branch;
    }

    /** Takes out what the session has done in its branch; from now on it works in none. */
    Work leave(List<Seen> seen) {
        return leaveWith(consumers.takeSeen(seen));
    }

    private Work leaveWith(List<Entry> consumed) {
        Work done = work == null ? newWork() : work;
        done.addConsumed(consumed);
        branch = null;
        work = null;
        return done;
    }

    /** Work that does nothing. */
    Work nothing() {
        return newWork();
    }

    /** The work in this branch is suspended, or no longer is. */
    void setSuspended(BranchId id, boolean isSuspended) {
        if (isSuspended && closed) {
            abandon(id, newWork());
        } else if (isSuspended) {
            suspended.add(id);
        } else {
            suspended.remove(id);
        }
    }

    private void abandon(BranchId id, Work done) {
        connection.broker().branches().abandon(id, this, done);
    }

    // ------------------------------------------------------------------ the end

    /** Whether it is closed or about to be; any loop may ask. */
    boolean isEnding() {
        return closed;
    }

    /** Ends the session; what it holds goes back, and its transaction with it. */
    void close(List<Seen> seen, Runnable done) {
        closed = true;
        consumers.stop(() -> {
            List<Entry> seenEntries = consumers.takeSeen(seen);
            if (branch != null) {
                abandon(branch, leaveWith(seenEntries));
                seenEntries = List.of();
            } else if (work != null) {
                work.rollback(() -> {});
                work = null;
            }
            for (BranchId each : suspended) {
                abandon(each, newWork());
            }
            Work.release(seenEntries, consumers.takeRest(), () -> connection
                    .loop()
                    .executeDown(() -> consumers.closeAll(done)));
        });
    }
}
