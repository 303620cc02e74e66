package io.chasqui.jms;

import io.chasqui.jms.message.Envelope;
import io.chasqui.jms.message.FailureCodes;
import io.chasqui.jms.message.JmsMessage;
import io.chasqui.message.Body;
import io.chasqui.message.Compression;
import io.chasqui.message.Destination;
import io.chasqui.message.EncodedBody;
import io.chasqui.message.Message;
import io.chasqui.message.MessageId;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.SessionCommand.Send;
import jakarta.jms.CompletionListener;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages of one session, whichever producer they come from. Used by application threads, usually one at a
 * time.
 *
 * <p>A non-persistent or transacted send makes the snapshot, takes room in the window and posts one command: it waits for
 * nobody (PRD-18). The others wait for the broker's answer.
 */
final class MessageSender {

    private final SessionCore session;
    private final ConnectionCore connection;
    private final BrokerLink link;
    private final SendWindow window;
    private final AsyncSends async;
    private final String idPrefix;
    private final AtomicLong sequence = new AtomicLong();

    MessageSender(SessionCore session, ConnectionCore connection, SendWindow window, AsyncSends async) {
        this.session = session;
        this.connection = connection;
        this.window = window;
        this.async = async;
        link = connection.link();
        idPrefix = connection.connectionId() + '-' + session.sessionId();
    }

    /** @param message of any provider; null is refused */
    void send(Destination to, jakarta.jms.@Nullable Message message, DeliveryOptions options) throws JMSException {
        Envelope envelope = address(to, options);
        Message frozen = freeze(to, message, envelope);
        long timeoutMillis = connection.settings().sendTimeoutMillis();
        window.take(to, frozen.size(), timeoutMillis);
        if (mustConfirm(to, options)) {
            sendConfirmed(to, frozen, timeoutMillis);
        } else if (session.isInTransaction()) {
            link.send(session.beginWork(), new Send(0, session.sessionId(), frozen));
        } else {
            link.send(new Send(0, session.sessionId(), frozen));
        }
        stamp(message, envelope);
    }

    private void sendConfirmed(Destination to, Message frozen, long timeoutMillis) throws JMSException {
        boolean doubtful = link.temporaries().isDoubtful(to);
        if (doubtful) {
            // Before it is known: its deletion may be told at any moment from now on, and must have the last word.
            link.temporaries().add(to);
        }
        Reply reply = new Reply();
        long requestId = post(reply, frozen);
        String action = "send a message to " + to;
        try {
            Failures.succeeded(action, link.awaitSend(requestId, reply, timeoutMillis, action));
        } catch (JMSException e) {
            if (doubtful) {
                link.temporaries().remove(to);
            }
            throw e;
        }
    }

    /** Returns at once; the listener is called when {@link #send} would have returned. */
    void sendAsync(
            Destination to, jakarta.jms.@Nullable Message message, DeliveryOptions options, CompletionListener listener)
            throws JMSException {
        Envelope envelope = address(to, options);
        Message frozen = freeze(to, message, envelope);
        long timeoutMillis = connection.settings().sendTimeoutMillis();
        async.awaitRoom(timeoutMillis);
        window.take(to, frozen.size(), timeoutMillis);
        // The callback may come before this returns, so the header fields must be there before the command is gone.
        stamp(message, envelope);
        post(async.begin(message, listener), frozen);
    }

    private long post(Answer answer, Message frozen) {
        LongFunction<Command> send = id -> new Send(id, session.sessionId(), frozen);
        return session.isInTransaction() ? link.post(session.beginWork(), answer, send) : link.post(answer, send);
    }

    /** Numbers something else that may have to be asked about later. */
    MessageId nextId() {
        return new MessageId(idPrefix, sequence.incrementAndGet());
    }

    private Envelope address(Destination to, DeliveryOptions options) throws JMSException {
        link.checkAlive("send a message");
        long now = System.currentTimeMillis();
        boolean identified = !options.disableMessageId() || connection.isRemote() && options.persistent();
        MessageId identity = identified ? nextId() : null;
        return new Envelope(
                to,
                options.disableMessageId() ? null : identity,
                identity,
                options.persistent(),
                options.priority(),
                options.disableMessageTimestamp() ? 0 : now,
                options.timeToLiveMillis() == 0 ? 0 : later(now, options.timeToLiveMillis()),
                later(now, options.deliveryDelayMillis()));
    }

    /** Never overflows into the past (PRD-10). */
    private static long later(long now, long millis) {
        return millis > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + millis;
    }

    private Message freeze(Destination to, jakarta.jms.@Nullable Message message, Envelope envelope)
            throws JMSException {
        Message frozen = freeze(message, envelope);
        boolean stored = frozen.persistent() && connection.brokerStores() && !to.isTemporary();
        if (connection.isRemote() ? !isSentAsItIs(frozen) : stored) {
            frozen.encodeAhead();
        }
        return frozen;
    }

    /** Over the network the content of a large message of bytes is not copied once more. */
    private static boolean isSentAsItIs(Message frozen) {
        return frozen.storedBody() instanceof Body.Bytes content && content.size() > EncodedBody.LARGE_BYTES;
    }

    private Message freeze(jakarta.jms.@Nullable Message message, Envelope envelope) throws JMSException {
        if (message == null) {
            throw new MessageFormatException(
                    "the message is null; there is nothing to send", FailureCodes.MESSAGE_FORMAT);
        }
        try {
            return compressed(JmsMessage.of(message, connection.policy()).freeze(envelope));
        } catch (RuntimeException e) {
            MessageFormatException failure = new MessageFormatException(
                    "the message of class " + message.getClass().getName() + " cannot be read: " + e,
                    FailureCodes.MESSAGE_FORMAT);
            failure.setLinkedException(e);
            failure.initCause(e);
            throw failure;
        }
    }

    private Message compressed(Message message) {
        int above = connection.isRemote() ? connection.settings().network().compressAboveBytes() : 0;
        if (above == 0 || message.storedBody().size() < above) {
            return message;
        }
        return message.toBuilder(message.destination())
                .body(Compression.compress(message.storedBody()))
                .build();
    }

    private static void stamp(jakarta.jms.@Nullable Message message, Envelope envelope) throws JMSException {
        if (message != null) {
            JmsMessage.stamp(message, envelope);
        }
    }

    private boolean mustConfirm(Destination to, DeliveryOptions options) {
        if (connection.settings().alwaysSyncSend()) {
            return true;
        }
        return !session.isInTransaction()
                && (options.persistent() || link.temporaries().isDoubtful(to));
    }
}
