package io.chasqui.jms;

import io.chasqui.protocol.Event.Deliver;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.Session;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a resource adapter needs of a session beyond Jakarta Messaging, to deliver to message endpoints: threads of the
 * application server, messages that are to wait at the head of everything behind them, and messages to give up on. Not for
 * applications.
 *
 * <p>Used by the thread that sets the session up, and then by its receiver; {@link #resume} and {@link #isAlive} by
 * any.
 */
public final class EndpointSession {

    private final SessionCore session;

    private EndpointSession(SessionCore session) {
        this.session = session;
    }

    /** What has become of a message. */
    public enum Outcome {
        /** The receiver has processed it: it is acknowledged unless a transaction has it. */
        DELIVERED,
        /**
         * The receiver has not looked at it and wants it when the session resumes, before any other; till then it counts as
         * not delivered, and goes back to the broker as such when the session is closed. To be returned after {@link #pause}.
         */
        LATER,
        /** The receiver has not looked at it and never will: the broker makes it a dead letter. */
        HOPELESS
    }

    /** Gets the messages of a consumer. What it throws makes the message come again, unless a transaction decides that. */
    @FunctionalInterface
    public interface Receiver {
        Outcome onMessage(Message message) throws Exception;
    }

    /** @throws IllegalArgumentException when the session is not one of this provider */
    public static EndpointSession of(Session session) {
        if (session instanceof JmsSession ours) {
            return new EndpointSession(ours.core());
        }
        throw new IllegalArgumentException("the session " + session + " is not one of Chasqui");
    }

    /**
     * Hands the messages of a consumer of this session to a receiver.
     *
     * @param threads runs the receiver for as long as there are messages, and then again; it must run everything it is
     *     given, and must not block its caller
     */
    public void listen(MessageConsumer consumer, Executor threads, Receiver receiver) throws JMSException {
        session.dispatch().runOn(threads);
        consumer.setMessageListener(new Listener(receiver));
    }

    /** Nothing is handed out after the present message until {@link #resume}. */
    public void pause() {
        session.dispatch().pause();
    }

    public void resume() {
        session.dispatch().resume();
    }

    /**
     * The message behind the present one, when it is here and is delivered for the first time; null otherwise. It belongs to
     * the session's transaction as the present one does. For receivers of transacted sessions, while they run.
     */
    public @Nullable Message next() {
        for (JmsMessageConsumer consumer : session.consumers()) {
            Deliver delivery = session.mayDeliver() ? consumer.inbox().take() : null;
            if (delivery != null && delivery.deliveryCount() == 1) {
                return session.received(delivery);
            } else if (delivery != null) {
                consumer.inbox().putBack(delivery);
            }
        }
        return null;
    }

    /** Whether messages can still come: neither the connection nor a consumer is lost for good. */
    public boolean isAlive() {
        return !session.connection().link().isLost()
                && !session.isClosed()
                && !session.consumers().isEmpty();
    }

    /** A message that its receiver does not process now; control flow, so without a stack trace. */
    static final class NotDelivered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Outcome outcome;

        NotDelivered(Outcome outcome) {
            super(outcome.name(), null, false, false);
            this.outcome = outcome;
        }

        Outcome outcome() {
            return outcome;
        }
    }

    /** What the receiver threw that a listener may not; the reason is its cause. */
    private static final class ReceiverFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ReceiverFailed(Exception reason) {
            super(reason.toString(), reason);
        }
    }

    /** Makes a listener of a receiver. */
    private static final class Listener implements MessageListener {
        private final Receiver receiver;

        Listener(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void onMessage(@Nullable Message message) {
            Outcome outcome;
            try {
                outcome = receiver.onMessage(message);
            } catch (RuntimeException unchecked) {
                throw unchecked;
            } catch (Exception checked) {
                throw new ReceiverFailed(checked);
            }
            if (outcome != Outcome.DELIVERED) {
                throw new NotDelivered(outcome);
            }
        }

        @Override
        public String toString() {
            return receiver.toString();
        }
    }
}
