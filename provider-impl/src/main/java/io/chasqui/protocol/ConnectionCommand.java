package io.chasqui.protocol;

import io.chasqui.message.Destination;
import io.chasqui.message.MessageId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands that concern the connection as a whole. */
public sealed interface ConnectionCommand extends Command {

    @Override
    default void dispatch(Executor executor) {
        execute(executor.connection());
    }

    void execute(Handler handler);

    /** Executes these commands. */
    interface Handler {
        void onOpen(Open command);

        void onSetClientId(SetClientId command);

        void onOpenSession(OpenSession command);

        void onCreateTemporary(CreateTemporary command);

        void onDeleteTemporary(DeleteTemporary command);

        void onUnsubscribe(Unsubscribe command);

        void onResolve(Resolve command);

        void onClose(Close command);
    }

    /**
     * The first command of a link: authenticates and takes the client ID. Answered by {@link Event.Opened}; fails with
     * {@link ErrorCode#SECURITY} or {@link ErrorCode#INVALID_CLIENT_ID}.
     *
     * @param user null for the anonymous user
     * @param clientId null for none (it may be set later)
     */
    record Open(
            long requestId,
            @Nullable String user,
            @Nullable String password,
            @Nullable String clientId) implements ConnectionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onOpen(this);
        }

        /** Leaves out the password. */
        @Override
        public String toString() {
            return "Open[user=" + user + ", clientId=" + clientId + "]";
        }
    }

    /** Takes a client ID; answered by {@link Event.Completed}; {@link ErrorCode#INVALID_CLIENT_ID} when it is in use. */
    record SetClientId(long requestId, String clientId) implements ConnectionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onSetClientId(this);
        }
    }

    /** Begins a session. Not answered: it cannot fail. Does nothing when there is one of that number. */
    record OpenSession(long sessionId, SessionKind kind) implements ConnectionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onOpenSession(this);
        }
    }

    /** Creates a temporary destination that this connection owns; answered by {@link Event.Completed}. */
    record CreateTemporary(long requestId, Destination destination) implements ConnectionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onCreateTemporary(this);
        }
    }

    /**
     * Deletes a temporary destination with its messages; answered by {@link Event.Completed}, also when it is gone
     * already. Fails with {@link ErrorCode#IN_USE} while it has a consumer, and with {@link
     * ErrorCode#INVALID_DESTINATION} when another connection owns it.
     */
    record DeleteTemporary(long requestId, Destination destination) implements ConnectionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onDeleteTemporary(this);
        }
    }

    /**
     * Deletes the durable subscription of this name and the connection's client ID; answered by {@link
     * Event.Completed}. Fails with {@link ErrorCode#INVALID_DESTINATION} when there is none and with {@link
     * ErrorCode#ILLEGAL_STATE} while it has a consumer.
     */
    record Unsubscribe(long requestId, String name) implements ConnectionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onUnsubscribe(this);
        }
    }

    /**
     * Asks what became of persistent messages sent outside transactions, and of commits, whose answer was lost with an
     * earlier link: of each session the last 1,024 numbers may be asked for. Answered by {@link Event.Resolved}.
     *
     * @param ids of messages and of commits
     */
    record Resolve(long requestId, List<MessageId> ids) implements ConnectionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onResolve(this);
        }
    }

    /**
     * Ends the connection: sessions still open are closed as by {@link SessionCommand.CloseSession} with nothing seen,
     * temporary destinations are deleted, the client ID is free again. Answered by {@link Event.Completed}, the last
     * event of the link.
     */
    record Close(long requestId) implements ConnectionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onClose(this);
        }
    }

    /** How a session's sends and acknowledgements take effect. */
    enum SessionKind {
        /** At once. */
        PLAIN,
        /** In the session's local transaction, with {@link TransactionCommand.Commit}. */
        TRANSACTED,
        /** In the branch the session is associated with; at once outside any branch. */
        XA
    }
}
