package io.chasqui.engine.session;

import io.chasqui.message.Message;
import io.chasqui.protocol.ConnectionCommand;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.SessionCommand;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sessions of one connection and hands them their commands. A session may be closed by another thread of the
 * client than the one that uses it, so a command may come when its session is gone: it is refused then, and nobody else
 * is hurt. Owned by the connection's loop.
 */
final class SessionCommands implements SessionCommand.Handler {

    private static final String GONE = "the session was closed meanwhile";

    /** A client that opens more sessions in vain than this is not in its senses. */
    private static final int MOST_REFUSED = 1000;

    private final ConnectionActor connection;
    private final Map<Long, SessionActor> sessions = new HashMap<>();
    private @Nullable SessionActor recent;

    /** Those that were one too many: opening a session is not answered, so each use of it is refused. */
    private final Set<Long> refused = new HashSet<>(0);

    SessionCommands(ConnectionActor connection) {
        this.connection = connection;
    }

    void open(ConnectionCommand.OpenSession command) {
        int most = connection.broker().access().limits().sessionsPerConnection();
        if (most == 0 || sessions.size() < most || sessions.containsKey(command.sessionId())) {
            sessions.computeIfAbsent(command.sessionId(), id -> new SessionActor(connection, id, command.kind()));
        } else if (refused.size() < MOST_REFUSED) {
            refused.add(command.sessionId());
        } else {
            connection.disconnect(
                    "this connection goes on opening sessions beyond the " + most
                            + " that the broker allows (maxSessionsPerConnection)",
                    false);
        }
    }

    private ErrorCode codeOf(long absentSession) {
        return refused.contains(absentSession) ? ErrorCode.RESOURCE_LIMIT : ErrorCode.ILLEGAL_STATE;
    }

    private String reasonOf(long absentSession) {
        return refused.contains(absentSession)
                ? "this connection had "
                        + connection.broker().access().limits().sessionsPerConnection()
                        + " sessions open when this one was to be opened, which is all that the broker allows"
                        + " (maxSessionsPerConnection); close some, use another connection, or raise the limit"
                : GONE;
    }

    /** Takes out all that are open: the connection ends. */
    List<SessionActor> takeAll() {
        List<SessionActor> all = List.copyOf(sessions.values());
        sessions.clear();
        recent = null;
        return all;
    }

    /** The session, or null when it has been closed: a command may have crossed its closing. */
    @Nullable
    SessionActor find(long sessionId) {
        SessionActor session = recent;
        if (session == null || session.id() != sessionId) {
            session = sessions.get(sessionId);
            recent = session;
        }
        return session;
    }

    /** The session; null when it has been closed, and then the request is refused. */
    @Nullable
    SessionActor findOrRefuse(long sessionId, long requestId) {
        SessionActor session = find(sessionId);
        if (session == null && requestId != 0) {
            connection.fail(requestId, codeOf(sessionId), reasonOf(sessionId));
        }
        return session;
    }

    @Override
    public void onCloseSession(SessionCommand.CloseSession command) {
        SessionActor session = sessions.remove(command.sessionId());
        recent = null;
        refused.remove(command.sessionId());
        if (session == null) {
            connection.complete(command.requestId());
        } else {
            connection.browsers().closeAllOf(command.sessionId());
            connection.close(session, command.seen(), () -> {
                if (command.requestId() != 0) {
                    session.forgetIfIdle();
                }
                connection.complete(command.requestId());
            });
        }
    }

    @Override
    public void onSend(SessionCommand.Send command) {
        SessionActor session = find(command.sessionId());
        if (session != null) {
            session.onSend(command);
        } else {
            connection.broker().bodies().release(command.message());
            sendFailed(command, codeOf(command.sessionId()), reasonOf(command.sessionId()));
        }
    }

    /** Tells the client that a message was not accepted. */
    void sendFailed(SessionCommand.Send command, ErrorCode code, String reason) {
        if (command.requestId() != 0) {
            connection.fail(command.requestId(), code, reason);
        } else {
            Message message = command.message();
            String messageId = message.id() == null ? null : message.id().text();
            connection.tell(new Event.SendRefused(command.sessionId(), messageId, message.destination(), code, reason));
        }
    }

    @Override
    public void onOpenConsumer(SessionCommand.OpenConsumer command) {
        SessionActor session = findOrRefuse(command.sessionId(), command.requestId());
        if (session != null) {
            session.consumers().open(command);
        }
    }

    @Override
    public void onCloseConsumer(SessionCommand.CloseConsumer command) {
        SessionActor session = find(command.sessionId());
        if (session == null) {
            connection.complete(command.requestId());
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
            connection.complete(command.requestId());
        } else {
            consumer.pull(command.credit(), () -> connection.complete(command.requestId()));
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
        SessionActor session = find(sessionId);
        return session == null ? null : session.consumers().find(consumerId);
    }

    @Override
    public void onAcknowledge(SessionCommand.Acknowledge command) {
        SessionActor session = findOrRefuse(command.sessionId(), command.requestId());
        if (session != null) {
            session.onAcknowledge(command);
        }
    }

    @Override
    public void onDiscard(SessionCommand.Discard command) {
        SessionConsumer consumer = consumer(command.sessionId(), command.consumerId());
        if (consumer != null) {
            consumer.discard(command.deliveryId());
        }
    }

    @Override
    public void onBury(SessionCommand.Bury command) {
        SessionConsumer consumer = consumer(command.sessionId(), command.consumerId());
        if (consumer != null) {
            consumer.bury(command.deliveryId());
        }
    }

    @Override
    public void onRecover(SessionCommand.Recover command) {
        SessionActor session = findOrRefuse(command.sessionId(), command.requestId());
        if (session != null) {
            session.recover(command.seen(), () -> connection.complete(command.requestId()));
        }
    }

    @Override
    public void onAdopt(SessionCommand.Adopt command) {
        SessionConsumer from = consumer(command.fromSessionId(), command.fromConsumerId());
        SessionActor session = find(command.sessionId());
        if (from != null && session != null) {
            session.consumers().adopt(command.consumerId(), from, command.upTo());
        }
    }
}
