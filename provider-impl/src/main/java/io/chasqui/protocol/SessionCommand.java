package io.chasqui.protocol;

import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands of one session: producing, consuming and acknowledging. */
public sealed interface SessionCommand extends Command {

    long sessionId();

    @Override
    default void dispatch(Executor executor) {
        execute(executor.sessions());
    }

    void execute(Handler handler);

    /** Executes these commands. */
    interface Handler {
        void onSend(Send command);

        void onOpenConsumer(OpenConsumer command);

        void onCloseConsumer(CloseConsumer command);

        void onAddCredit(AddCredit command);

        void onPull(Pull command);

        void onReturn(Return command);

        void onAcknowledge(Acknowledge command);

        void onDiscard(Discard command);

        void onBury(Bury command);

        void onRecover(Recover command);

        void onAdopt(Adopt command);

        void onCloseSession(CloseSession command);
    }

    /**
     * Sends a message. It takes one message and {@link Message#size()} bytes of the session's send window, which come back
     * with {@link Event.Granted}.
     *
     * <p>With a request number it is answered by {@link Event.Completed} when the message is as safe as its delivery mode
     * promises (in a transaction: when the transaction has it). With request 0 a failure is told by {@link
     * Event.SendRefused}; in a transaction it makes the commit fail instead.
     */
    record Send(long requestId, long sessionId, Message message) implements SessionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onSend(this);
        }
    }

    /**
     * Begins to consume, with no credit. Answered by {@link Event.Completed}. Fails with {@link
     * ErrorCode#INVALID_DESTINATION}, {@link ErrorCode#INVALID_SELECTOR}, {@link ErrorCode#ILLEGAL_STATE} (a durable
     * subscription without client ID), {@link ErrorCode#IN_USE} (the rules on active consumers of a subscription) or
     * {@link ErrorCode#SECURITY}, and then nothing has changed.
     *
     * @param selector null or empty for none
     * @param noLocal leaves out messages sent through this connection; heeded for unshared subscriptions only
     * @param subscription null for a queue
     * @param after the number of the last delivery of an earlier consumer that this one continues, so that no number
     *     is given twice; 0 for none
     */
    record OpenConsumer(
            long requestId,
            long sessionId,
            long consumerId,
            Destination destination,
            @Nullable String selector,
            boolean noLocal,
            @Nullable Subscription subscription,
            long after)
            implements SessionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onOpenConsumer(this);
        }
    }

    /**
     * Which subscription a topic's consumer belongs to.
     *
     * @param name null exactly for {@link SubscriptionKind#PLAIN}
     */
    record Subscription(SubscriptionKind kind, @Nullable String name) {}

    /**
     * Ends a consumer. Unsettled deliveries after {@code seen} go back to where they were, as if they had not been
     * delivered; those up to it stay with the session. Answered by {@link Event.Completed}.
     *
     * @param seen the last delivery handed to the application, 0 for none
     */
    record CloseConsumer(long requestId, long sessionId, long consumerId, long seen) implements SessionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onCloseConsumer(this);
        }
    }

    /** The consumer accepts so many deliveries more. Not answered. */
    record AddCredit(long sessionId, long consumerId, int deliveries) implements SessionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onAddCredit(this);
        }
    }

    /**
     * Delivers what is there now, up to the credit left plus {@code credit}, and then takes the rest of the credit away.
     * Deliveries that wait in the buffers of other consumers count as "there": they are recalled first. Answered by {@link
     * Event.Completed} after the deliveries.
     */
    record Pull(long requestId, long sessionId, long consumerId, int credit) implements SessionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onPull(this);
        }
    }

    /**
     * The answer to {@link Event.Recall}: unsettled deliveries after {@code seen} go back as if they had not been
     * delivered, and the consumer's credit is 0. Not answered.
     */
    record Return(long sessionId, long consumerId, long seen) implements SessionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onReturn(this);
        }
    }

    /**
     * Acknowledges all unsettled deliveries up to and including those named, at once and outside any transaction. Answered
     * by {@link Event.Completed} if it has a request number.
     */
    record Acknowledge(long requestId, long sessionId, List<Seen> seen) implements SessionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onAcknowledge(this);
        }
    }

    /** Removes one delivery that expired in the client's buffer. Not answered. */
    record Discard(long sessionId, long consumerId, long deliveryId) implements SessionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onDiscard(this);
        }
    }

    /**
     * Makes one delivery a dead letter, as if it had been delivered too often: the client has given up on it. This delivery
     * does not count. In the dead-letter queue itself the message stays. Not answered.
     */
    record Bury(long sessionId, long consumerId, long deliveryId) implements SessionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onBury(this);
        }
    }

    /**
     * Starts delivery again at the oldest unsettled delivery: those seen go back with their count raised, later ones as if
     * they had not been delivered. Credit of all consumers of the session is 0 afterwards. Deliveries that arrive before
     * the answer are void. Answered by {@link Event.Completed}.
     */
    record Recover(long requestId, long sessionId, List<Seen> seen) implements SessionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onRecover(this);
        }
    }

    /**
     * Moves the unsettled deliveries of a consumer up to and including {@code upTo} to a new consumer, without credit, of
     * this session of the same connection; they keep their numbers. This is how a connection consumer loads a server
     * session (Jakarta Messaging 3.1, 11.2). Not answered.
     *
     * @param sessionId the session that takes over
     * @param consumerId the new consumer's number; further calls may name it again
     */
    record Adopt(long sessionId, long consumerId, long fromSessionId, long fromConsumerId, long upTo)
            implements SessionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onAdopt(this);
        }
    }

    /**
     * Ends a session: its local transaction is rolled back, its consumers and browsers end; unsettled deliveries go back
     * to where they were, those seen with their count raised. Answered by {@link Event.Completed}.
     *
     * @param seen how far the application has got with each consumer, closed ones included
     */
    record CloseSession(long requestId, long sessionId, List<Seen> seen) implements SessionCommand {
        @Override
        public void execute(Handler handler) {
            handler.onCloseSession(this);
        }
    }
}
