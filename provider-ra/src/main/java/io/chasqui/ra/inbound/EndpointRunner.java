package io.chasqui.ra.inbound;

import io.chasqui.jms.EndpointSession;
import io.chasqui.jms.EndpointSession.Outcome;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import jakarta.resource.spi.UnavailableException;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * One session of an activation and its endpoint: delivers one message at a time. Set up and closed by the activation; in
 * between used by the thread that delivers.
 *
 * <p>Design note: a message that comes again waits here, at the head of its session, and not in the broker: so with one
 * session no message overtakes it, and with several each failing message holds up one of them, while what that one had in hand
 * behind it goes back to the broker for the others. No thread waits.
 */
final class EndpointRunner implements EndpointSession.Receiver {

    private static final System.Logger LOG = System.getLogger(EndpointRunner.class.getName());

    private static final String COUNT = "JMSXDeliveryCount";

    private final Session session;
    private final EndpointSession deliveries;
    private final Endpoint endpoint;
    private final ActivationSettings settings;
    private final ScheduledExecutorService timer;
    private final String label;
    private final boolean batches;

    // What the message at the head has waited for already.
    private @Nullable String waitedId;
    private int waitedCount;
    // The last message that was given up on.
    private @Nullable String givenUpId;
    private int givenUpCount;
    private int unreached;

    private EndpointRunner(Session session, @Nullable XAResource resource, Activation activation, String label) {
        this.session = session;
        this.label = label;
        deliveries = EndpointSession.of(session);
        endpoint = new Endpoint(activation.factory(), resource);
        settings = activation.settings();
        timer = activation.timer();
        batches = resource == null && settings.batchSize() > 1;
    }

    /**
     * Opens a session with an endpoint that is ready; it does not consume yet.
     *
     * @throws UnavailableException when the server gives no endpoint
     */
    static EndpointRunner open(Activation activation, XAConnection connection, boolean transacted, int number)
            throws JMSException, UnavailableException {
        Session session = session(activation.settings(), connection, transacted);
        XAResource resource =
                SeparateBranch.where(activation.factory(), session instanceof XASession xa ? xa.getXAResource() : null);
        EndpointRunner runner = new EndpointRunner(session, resource, activation, activation.label() + " #" + number);
        try {
            runner.endpoint.prepare();
            return runner;
        } catch (UnavailableException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static Session session(ActivationSettings settings, XAConnection connection, boolean transacted)
            throws JMSException {
        if (transacted) {
            return connection.createXASession();
        }
        return settings.batchSize() > 1
                ? connection.createSession(true, Session.SESSION_TRANSACTED)
                : connection.createSession(false, settings.acknowledgeMode());
    }

    /** Begins to consume; messages come when the connection is started. */
    void listen(Consumers consumers, Executor threads) throws JMSException {
        MessageConsumer consumer = consumers.open(session);
        deliveries.listen(consumer, threads, this);
    }

    /** Whether messages can still come. */
    boolean isAlive() {
        return deliveries.isAlive();
    }

    @Override
    public Outcome onMessage(Message message) throws Exception {
        int count = message.getIntProperty(COUNT);
        if (settings.redelivery().isHopeless(count) && !hasBeenGivenUp(message, count)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: message {1} is a dead letter, for maximumRedeliveries={2} were in vain",
                    label,
                    message.getJMSMessageID(),
                    settings.redelivery().maximumRedeliveries());
            givenUpId = message.getJMSMessageID();
            givenUpCount = count;
            return Outcome.HOPELESS;
        }
        long delayMillis = settings.redelivery().delayMillis(count);
        if (delayMillis > 0 && !hasWaited(message, count)) {
            waitedId = message.getJMSMessageID();
            waitedCount = count;
            return later(delayMillis);
        }
        try {
            deliver(message, count);
            unreached = 0;
            return Outcome.DELIVERED;
        } catch (Endpoint.NotReached e) {
            return unreached(e);
        }
    }

    /** It is here all the same: it is in the dead-letter queue itself, where messages stay. */
    private boolean hasBeenGivenUp(Message message, int count) throws JMSException {
        return givenUpCount == count && Objects.equals(message.getJMSMessageID(), givenUpId);
    }

    private boolean hasWaited(Message message, int count) throws JMSException {
        return waitedCount == count && Objects.equals(message.getJMSMessageID(), waitedId);
    }

    private Outcome later(long millis) {
        deliveries.pause();
        try {
            timer.schedule(deliveries::resume, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The activation has ended: the session closes, and gives the message back.
        }
        return Outcome.LATER;
    }

    /** The message has not been anywhere, so it does not count as delivered, and waits. */
    private Outcome unreached(Endpoint.NotReached failure) {
        unreached++;
        LOG.log(
                unreached == 1 ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                label + ": the server takes no message at the moment; deliveries go on when it does",
                failure);
        return later(settings.setup().pauseMillis(unreached));
    }

    private void deliver(Message message, int count) throws Exception {
        if (!batches) {
            endpoint.deliver(message);
            return;
        }
        endpoint.reach(); // A batch goes to one endpoint: once it is there, each of its messages gets there.
        try {
            endpoint.deliver(message);
            // What has failed before is alone, so that it takes nothing with it when it fails again.
            Message next = count > 1 ? null : deliveries.next();
            for (int delivered = 1; next != null; delivered++) {
                endpoint.deliver(next);
                next = delivered + 1 < settings.batchSize() ? deliveries.next() : null;
            }
            session.commit();
        } catch (Exception e) {
            try {
                session.rollback();
            } catch (JMSException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    /** Waits for the message that is being processed; everything else goes back to the broker. */
    void close() {
        try {
            session.close();
        } catch (JMSException e) {
            LOG.log(System.Logger.Level.DEBUG, label + ": the session did not close cleanly", e);
        }
        endpoint.release();
    }

    /** For people. */
    @Override
    public String toString() {
        return label;
    }
}
