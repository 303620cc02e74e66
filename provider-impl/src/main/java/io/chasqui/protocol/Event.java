package io.chasqui.protocol;

import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.message.MessageId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the broker tells a client. */
public sealed interface Event {

    void dispatch(Handler handler);

    /** Heeds events, one method for each. */
    interface Handler {
        void onAnswer(Answer event);

        void onDeliver(Deliver event);

        void onGranted(Granted event);

        void onRecall(Recall event);

        void onSendRefused(SendRefused event);

        void onDestinationDeleted(DestinationDeleted event);

        void onDisconnected(Disconnected event);
    }

    /** What answers a request. */
    sealed interface Answer extends Event {
        long requestId();

        @Override
        default void dispatch(Handler handler) {
            handler.onAnswer(this);
        }
    }

    /**
     * The connection is open.
     *
     * @param connectionId unique for every connection to any broker; also begins the names of temporary destinations
     * @param brokerId tells brokers apart: two connections with the same value reach the same broker
     * @param windowMessages how many messages each session may have sent that were not granted back yet
     * @param windowBytes the same in bytes; one message larger than that may be sent when nothing else is under way
     * @param maxMessageBytes the largest message the broker takes, by {@link Message#size()}
     * @param stores whether the broker stores persistent messages, so that their encoding will be needed
     */
    record Opened(
            long requestId,
            String connectionId,
            String brokerId,
            int windowMessages,
            long windowBytes,
            long maxMessageBytes,
            boolean stores)
            implements Answer {}

    /** The request was carried out. */
    record Completed(long requestId) implements Answer {}

    /**
     * The request was refused and changed nothing, unless its command says otherwise.
     *
     * @param reason for a person: the rule or limit, the value, and what to do
     */
    record Failed(long requestId, ErrorCode code, String reason) implements Answer {}

    /**
     * One message for one consumer.
     *
     * @param deliveryId counts the deliveries of this consumer upwards from 1
     * @param deliveryCount which delivery of the message this is: 1 for the first; more than 1 means redelivered
     */
    record Deliver(long sessionId, long consumerId, long deliveryId, Message message, int deliveryCount)
            implements Event {
        @Override
        public void dispatch(Handler handler) {
            handler.onDeliver(this);
        }
    }

    /** So much of a session's send window is free again. */
    record Granted(long sessionId, int messages, long bytes) implements Event {
        @Override
        public void dispatch(Handler handler) {
            handler.onGranted(this);
        }
    }

    /**
     * Another consumer waits for messages while this one may hold some its application has not seen: the client answers
     * with {@link SessionCommand.Return}. Until then nothing more is delivered to this consumer.
     */
    record Recall(long sessionId, long consumerId) implements Event {
        @Override
        public void dispatch(Handler handler) {
            handler.onRecall(this);
        }
    }

    /**
     * The next messages of a browser's scan.
     *
     * @param last true when no more follow
     */
    record Page(long requestId, List<Browsed> messages, boolean last) implements Answer {}

    /** A message in a queue and which delivery of it the next one would be. */
    record Browsed(Message message, int deliveryCount) {}

    /**
     * The vote of a branch.
     *
     * @param readOnly nothing was done in the branch: it is finished and is not to be committed
     */
    record Voted(long requestId, boolean readOnly) implements Answer {}

    /** The branches in doubt. */
    record Branches(long requestId, List<BranchId> branches) implements Answer {}

    /**
     * Which of the messages and commits asked about have taken effect; the others have not, and never will.
     *
     * @param done a part of those asked about
     */
    record Resolved(long requestId, List<MessageId> done) implements Answer {}

    /** A message whose sender wanted no answer was not accepted. */
    record SendRefused(
            long sessionId, @Nullable String messageId, Destination destination, ErrorCode code, String reason)
            implements Event {
        @Override
        public void dispatch(Handler handler) {
            handler.onSendRefused(this);
        }
    }

    /** A temporary destination is gone; told to every connection that has sent to it. */
    record DestinationDeleted(Destination destination) implements Event {
        @Override
        public void dispatch(Handler handler) {
            handler.onDestinationDeleted(this);
        }
    }

    /**
     * The broker ended the connection: the last event of the link.
     *
     * @param mayReturn whether it makes sense to connect anew: the broker stops, or had enough of this link only
     */
    record Disconnected(String reason, boolean mayReturn) implements Event {
        @Override
        public void dispatch(Handler handler) {
            handler.onDisconnected(this);
        }
    }
}
